import type { chartCalls } from "../../contract/chart-calls.js";
import type { Handlers } from "../../contract/wire.js";
import type { Query } from "../work.js";
import type { ChartCounts } from "./chart-counts.js";
import { charts } from "./index.js";

/** The calls about charts. */
export function chartHandlers(query: Query<{ readonly charts: ChartCounts }>): Handlers<typeof chartCalls> {
  return {
    "chart.list": async () =>
      charts.map(({ name, title, explanation, needs }) => ({ name, title, explanation, needs })),
    "layer.charts": (input, context) => query(context, (open) => open.charts.count(input)),
  };
}
