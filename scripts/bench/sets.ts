import type { Api, CallInput } from "../../contract/api.js";
import type { Condition } from "../../contract/conditions.js";
import type { Client } from "../../contract/wire.js";
import { type Measure, percentilesLine } from "./measures.js";
import type { PlacedLayer } from "./project.js";
import { tileAt } from "./tiles.js";

const times = 30;
const [lowest, highest] = [8, 16];

/** Filters on a screened layer, each a new one, with the tile and the counts under it. */
export async function measureFilter(client: Client<Api>, { id: layer, bounds }: PlacedLayer): Promise<Measure[]> {
  const [west, south, east, north] = bounds;
  const [lon, lat] = [(west + east) / 2, (south + north) / 2];
  const filters: number[] = [];
  const tiles: number[] = [];
  const classes: number[] = [];
  const [column, row] = tileAt(lon, lat, lowest);
  await client.ask("layer.tile", { layer, z: lowest, x: column, y: row });
  for (let step = 0; step < times; step++) {
    const conditions: Condition[] = [
      { column: "build_year", compare: "between", from: 1950 + step, to: 1980 + step },
      { column: "pipe_distance_m", compare: "<", value: 20 + step },
    ];
    filters.push(await spent(() => client.ask("filter.set", { layer, conditions })));
    const [x, y] = tileAt(lon, lat, lowest + (step % 5));
    tiles.push(await spent(() => client.ask("layer.tile", { layer, z: lowest + (step % 5), x, y })));
    classes.push(await spent(() => client.ask("layer.classes", { layer })));
  }
  await client.ask("filter.set", { layer, conditions: [] });
  return [
    line("filter on a result's and its parent's column, set", filters, 60),
    line("— a tile of cells under it", tiles, 60),
    line("— the legend's counts under it", classes, 60),
  ];
}

/** Lassos about a fifth of the city, each a new one, and the tiles of what they select. */
export async function measureLasso(client: Client<Api>, { id: layer, bounds }: PlacedLayer): Promise<Measure[]> {
  const [west, south, east, north] = bounds;
  const [lon, lat] = [(west + east) / 2, (south + north) / 2];
  const lassos: number[] = [];
  let selected = 0;
  for (let step = 0; step < times; step++) {
    const ring = lasso([lon, lat], 0.12 * (east - west), 0.12 * (north - south), step);
    lassos.push(
      await spent(async () => {
        selected = (await change(client, layer, { filter: [{ place: "drawn", ring }] })).count;
      }),
    );
  }
  const halos: number[] = [];
  for (let z = lowest; z <= highest; z++) {
    const [x, y] = tileAt(lon, lat, z);
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [-1, -1],
    ] as const)
      halos.push(await spent(() => client.ask("selection.tile", { z, x: x + dx, y: y + dy })));
  }
  await client.ask("selection.clear", {});
  const count = selected.toLocaleString("en");
  return [
    line(`lasso around ${count}, with their bounds`, lassos, 150),
    line(`tile of a selection, zoom ${lowest} to ${highest}`, halos, 50),
  ];
}

function change(client: Client<Api>, layer: number, rows: Omit<CallInput<"selection.change">["rows"], "layer">) {
  return client.ask("selection.change", { layer, how: "replace", rows: { layer, ...rows } });
}

/** A ring of 200 places as a hand draws it, another one for every turn. */
function lasso([lon, lat]: readonly [number, number], width: number, height: number, turn: number): [number, number][] {
  return Array.from({ length: 200 }, (_each, at) => {
    const angle = (at / 200) * 2 * Math.PI;
    const reach = 1 + 0.1 * Math.sin(5 * angle + turn);
    return [lon + width * reach * Math.cos(angle), lat + height * reach * Math.sin(angle)];
  });
}

async function spent(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function line(name: string, values: readonly number[], budget: number): Measure {
  return percentilesLine(`${name} (${values.length})`, values, budget);
}
