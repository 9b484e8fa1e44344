import type { Api } from "../../contract/api.js";
import type { Bounds } from "../../contract/project.js";
import type { Client } from "../../contract/wire.js";
import { random } from "../sample/random.js";
import { bytes, type Measure, milliseconds, percentile } from "./measures.js";

/** Tiles asked at each zoom: all where there are no more, else as many drawn by lot. */
const tilesPerZoom = 400;
const [lowest, highest] = [8, 18];
const [longest, largest] = [80, 500_000];

/** Tiles of a layer over its whole extent, each asked once: nothing is cached. Empty ones are not counted. */
export async function measureTiles(
  client: Client<Api>,
  layer: number,
  bounds: Bounds,
  name: string,
): Promise<Measure[]> {
  const measures: Measure[] = [];
  const first = performance.now();
  await client.ask("layer.tile", { layer, z: 0, x: 0, y: 0 });
  measures.push({ name: `${name}: first tile, drawing copy made`, value: milliseconds(performance.now() - first) });
  for (let z = lowest; z <= highest; z++) {
    const spent: number[] = [];
    const sizes: number[] = [];
    for (const [x, y] of tilesOver(bounds, z)) {
      const started = performance.now();
      const tile = await client.ask("layer.tile", { layer, z, x, y });
      const took = performance.now() - started;
      if (tile.length === 0) continue;
      spent.push(took);
      sizes.push(tile.length);
    }
    if (spent.length === 0) continue;
    const [p50, p95, most] = [percentile(spent, 0.5), percentile(spent, 0.95), Math.max(...spent)];
    const size = Math.max(...sizes);
    measures.push({
      name: `${name}: tile at zoom ${z} (${spent.length})`,
      value: `p50 ${milliseconds(p50)}, p95 ${milliseconds(p95)}, most ${milliseconds(most)}; ${bytes(percentile(sizes, 0.5))}, most ${bytes(size)}`,
      budget: "p95 80 ms, 500 kB",
      met: p95 <= longest && size <= largest,
    });
  }
  return measures;
}

function tilesOver([west, south, east, north]: Bounds, z: number): [number, number][] {
  const [left, bottom] = tileAt(west, south, z);
  const [right, top] = tileAt(east, north, z);
  const all: [number, number][] = [];
  for (let x = left; x <= right; x++) for (let y = top; y <= bottom; y++) all.push([x, y]);
  if (all.length <= tilesPerZoom) return all;
  const dice = random(z, 1);
  return [...Array(tilesPerZoom).keys()].map(() => all[dice.whole(0, all.length - 1)] ?? [left, top]);
}

/** Column and row of the tile at a place in degrees. */
export function tileAt(longitude: number, latitude: number, z: number): [number, number] {
  const side = 2 ** z;
  const y = Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) / Math.PI;
  return [Math.floor(((longitude + 180) / 360) * side), Math.floor(((1 - y) / 2) * side)];
}
