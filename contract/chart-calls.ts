import { z } from "zod";
import { condition } from "./conditions.js";
import type { Text } from "./text.js";
import { call } from "./wire.js";

const layer = z.int().positive();
const shortText = z.string().max(200);

/** Which chart, and how it is to be drawn; what a chart has no use for is not looked at. */
const chartSpec = z.strictObject({
  name: shortText,
  /** Years a bar. */
  width: z.literal([5, 10]).optional(),
  /** The layer whose areas are the bars. */
  boundaries: layer.optional(),
});
export type ChartSpec = z.infer<typeof chartSpec>;

/** A chart as lists know it. */
export interface ChartEntry {
  readonly name: string;
  readonly title: Text;
  readonly explanation: Text;
  /** What it needs of a layer, and of others. */
  readonly needs: Text;
}

/** Numbers from, above, below and up to; what is absent does not limit. */
export interface NumberRange {
  readonly from?: number | undefined;
  readonly above?: number | undefined;
  readonly below?: number | undefined;
  readonly to?: number | undefined;
}

/** One bar or one colour; null where nothing is known, or nothing is there: always a bin of its own, the last. */
export interface ChartBin<Value> {
  readonly title: Text;
  readonly value: Value | null;
  /** Where the column's classes have colours. */
  readonly colour?: string;
}

/** What is counted apart, and by which kind of condition the rows of a bin are found. */
export type ChartAxis =
  | {
      readonly by: "values";
      readonly column: string;
      readonly title: Text;
      readonly bins: readonly ChartBin<string>[];
    }
  | {
      readonly by: "ranges";
      /** Bins of one width, as of a histogram: drawn upright. */
      readonly even: boolean;
      readonly column: string;
      readonly title: Text;
      readonly bins: readonly ChartBin<NumberRange>[];
    }
  | {
      /** Classes of the column's style, by name, as the layer's legend has them: what bars of the same column are made of. */
      readonly by: "classes";
      readonly column: string;
      readonly title: Text;
      readonly bins: readonly ChartBin<string>[];
    }
  /** Bins are areas of `layer`, by their fid; null: in none of them. */
  | { readonly by: "areas"; readonly layer: number; readonly title: Text; readonly bins: readonly ChartBin<number>[] };

export interface ChartFigures {
  readonly bars: ChartAxis;
  /** What each bar is made of; null: nothing but itself. */
  readonly stack: ChartAxis | null;
  /** Rows that pass the conditions of all other parts, and all rows: a list for each of the stack, an entry for each bar. */
  readonly count: readonly (readonly number[])[];
  readonly all: readonly (readonly number[])[];
}

export interface ChartAnswer {
  readonly name: string;
  /** Null where it cannot be drawn: `missing` says what it lacks. */
  readonly figures: ChartFigures | null;
  readonly missing: Text | null;
}

export interface ChartsAnswer {
  readonly charts: readonly ChartAnswer[];
  /** Rows that pass all parts, and all rows. */
  readonly count: number;
  readonly total: number;
}

/** Where conditions that a chart sets stand in a filter's parts: what it does not limit itself by. */
export function chartPart(name: string): string {
  return `chart:${name}`;
}

/** Calls about charts that filter each other. */
export const chartCalls = {
  "chart.list": call<readonly ChartEntry[]>()(z.strictObject({})),
  /** Counts each chart under all parts of the filter but its own (`chartPart`). Throws like `layer.rows`; `usage` for an unknown chart. */
  "layer.charts": call<ChartsAnswer>()(
    z.strictObject({
      layer,
      charts: z.array(chartSpec).max(20),
      parts: z.record(shortText, z.array(condition).max(50)),
    }),
  ),
} as const;
