import type { Api, CallInput } from "../../contract/api.js";
import type { Condition } from "../../contract/conditions.js";
import type { Bounds, Layer } from "../../contract/project.js";
import type { Client } from "../../contract/wire.js";
import { type Measure, milliseconds, percentile } from "./measures.js";
import { tileAt } from "./tiles.js";

const times = 30;
const [lowest, highest] = [8, 16];

/** The filter, the selection and their tiles, on a screened layer; every filter and every lasso is a new one. */
export async function measureSets(
  client: Client<Api>,
  { id: layer, bounds }: Layer & { readonly bounds: Bounds },
): Promise<Measure[]> {
  const [west, south, east, north] = bounds;
  const [lon, lat] = [(west + east) / 2, (south + north) / 2];
  const filters: number[] = [];
  const tiles: number[] = [];
  const classes: number[] = [];
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
    line("filter on a result's and its parent's column, set", filters, 60),
    line("— a tile of cells under it", tiles, 60),
    line("— the legend's counts under it", classes, 60),
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
  const p95 = percentile(values, 0.95);
  return {
    name: `${name} (${values.length})`,
    value: `p50 ${milliseconds(percentile(values, 0.5))}, p95 ${milliseconds(p95)}, most ${milliseconds(Math.max(...values))}`,
    budget: `p95 ${budget} ms`,
    met: p95 <= budget,
  };
}
