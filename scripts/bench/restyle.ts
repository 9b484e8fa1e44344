import type { Api } from "../../contract/api.js";
import type { LayerStyle } from "../../contract/view-calls.js";
import type { Client } from "../../contract/wire.js";
import { type Measure, milliseconds } from "./measures.js";
import type { PlacedLayer } from "./project.js";
import { tileAt } from "./tiles.js";

const longest = 500;
/** The zoom at which the window shows the whole city. */
const zoom = 9;
const columns = ["build_year", "floor_area_m2", "pipe_distance_m"];

const styles: readonly LayerStyle[] = [
  ...columns.flatMap((column): LayerStyle[] => [
    { method: "quantile", column, palette: "ochre", classes: 5 },
    { method: "equal", column, palette: "ochre", classes: 5 },
    { method: "natural", column, palette: "ochre", classes: 5 },
  ]),
  { method: "decades", column: "build_year", palette: "ochre" },
  { method: "categories", column: "structure_class", palette: "okabe-ito" },
  { method: "unknowns", columns: ["build_year", "structure_class"] },
];

/** A style chosen: until the legend has its counts and the map the tiles of the whole city. */
export async function measureRestyle(client: Client<Api>, { id: layer, bounds }: PlacedLayer): Promise<Measure[]> {
  const [west, south, east, north] = bounds;
  const [x, y] = tileAt((west + east) / 2, (south + north) / 2, zoom);
  const view = [0, 1].flatMap((dx) => [0, 1].map((dy) => ({ layer, z: zoom, x: x - dx, y: y - dy })));
  const draw = () => Promise.all(view.map((tile) => client.ask("layer.tile", tile)));
  await draw();
  const measures: Measure[] = [];
  for (const style of styles) {
    const started = performance.now();
    const before = process.cpuUsage();
    await client.ask("layer.style", { layer, style });
    const classed = performance.now() - started;
    await Promise.all([client.ask("layer.classes", { layer }), draw()]);
    const spent = performance.now() - started;
    const { user, system } = process.cpuUsage(before);
    const of = style.method === "unknowns" ? style.columns.join(", ") : style.column;
    measures.push({
      name: `restyle: ${style.method} of ${of}`,
      value: `${milliseconds(spent)} (classes ${milliseconds(classed)}); processor ${milliseconds((user + system) / 1000)}`,
      budget: `${longest} ms`,
      met: spent <= longest,
    });
  }
  await client.ask("layer.style", { layer, style: null });
  return measures;
}
