import { openLocalEngine } from "../../data/local-engine.js";
import { tileAt } from "./tiles.js";

/** A process that opens the project named in its arguments, reads the 16 tiles in the middle of its screening, and ends. */
const [path = ""] = process.argv.slice(2);
const engine = openLocalEngine();
const { client } = engine;
const project = await client.ask("project.open", { path });
const layer = project.layers.findLast(({ kind }) => kind === "result:screened");
if (layer?.bounds == null) throw new Error("there is no screening");
const [west, south, east, north] = layer.bounds;
const z = 14;
const [x, y] = tileAt((west + east) / 2, (south + north) / 2, z);
const near = [-2, -1, 0, 1];
const tiles = await Promise.all(
  near.flatMap((dx) => near.map((dy) => client.ask("layer.tile", { layer: layer.id, z, x: x + dx, y: y + dy }))),
);
process.stdout.write(`${tiles.reduce((sum, tile) => sum + tile.length, 0)}\n`);
await engine.close();
