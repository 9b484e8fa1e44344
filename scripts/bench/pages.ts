import { setTimeout } from "node:timers/promises";
import type { Api, CallInput } from "../../contract/api.js";
import type { Layer } from "../../contract/project.js";
import type { Client } from "../../contract/wire.js";
import { type Measure, milliseconds, percentile } from "./measures.js";

type Request = Omit<CallInput<"layer.rows">, "layer" | "offset" | "limit">;

const limit = 100;
const longest = 100;

/** From the first rows on the screen to the scroll bar in a hand: milliseconds, little for a person. */
const reach = 300;

/** First pages under a new sort or filter, and jumps far down as soon as a hand can make them. */
export async function measurePages(client: Client<Api>, layer: Layer): Promise<Measure[]> {
  const fresh: { name: string; spent: number }[] = [];
  const further: number[] = [];
  for (const request of requests(layer)) {
    const started = performance.now();
    const { total } = await client.ask("layer.rows", { layer: layer.id, ...request, offset: 0, limit });
    fresh.push({ name: JSON.stringify(request), spent: performance.now() - started });
    await setTimeout(reach);
    for (const share of [0.3, 0.9]) {
      const again = performance.now();
      const offset = Math.floor(total * share);
      await client.ask("layer.rows", { layer: layer.id, ...request, offset, limit });
      further.push(performance.now() - again);
    }
  }
  const spent = fresh.map((each) => each.spent);
  const slowest = fresh.find((each) => each.spent === Math.max(...spent));
  const line = (name: string, values: readonly number[], note = ""): Measure => ({
    name,
    value: `p50 ${milliseconds(percentile(values, 0.5))}, p95 ${milliseconds(percentile(values, 0.95))}, most ${milliseconds(Math.max(...values))}${note}`,
    budget: "100 ms",
    met: percentile(values, 0.95) <= longest,
  });
  return [
    line(`table page of ${limit}, new sort or filter (${fresh.length})`, spent, `: ${slowest?.name}`),
    line(`table page of ${limit}, further down (${further.length})`, further),
  ];
}

/** Every column sorted both ways, filters by their kinds, and both together. */
function requests(layer: Layer): Request[] {
  const columns = layer.columns.map((column) => column.name);
  const sorted = columns.flatMap((column): Request[] => [
    { order: { column, descending: false } },
    { order: { column, descending: true } },
  ]);
  const filters: Request["filter"][] = [
    [{ column: "candidate", compare: "=", value: true }],
    [{ column: "build_year", compare: "<=", value: 1985 }],
    [{ column: "build_year", compare: "empty" }],
    [{ column: "address", compare: "contains", value: "枫" }],
    [{ column: "code", compare: "=", value: "0" }],
    [{ column: "pipe_distance_m", compare: "<", value: 5 }],
    [
      { column: "old", compare: "=", value: true },
      { column: "use", compare: "=", value: "商业" },
    ],
  ];
  const filtered = filters.flatMap((filter): Request[] =>
    filter === undefined
      ? []
      : [
          { filter },
          { filter, order: { column: "floor_area_m2", descending: true } },
          { filter, order: { column: "address", descending: false } },
        ],
  );
  return [{}, ...sorted, ...filtered];
}
