import { AppError } from "../../contract/errors.js";
import type { Histogram } from "../../contract/view-calls.js";
import type { Session } from "../database.js";
import { numbersOf } from "./classifiers/numbers.js";
import { requireColumn } from "./filter.js";
import type { LayerSource } from "./layer-source.js";

const mostBins = 40;

/** Rows by value of a column of numbers; whole numbers stand in bins of whole width. Throws `usage`. */
export async function readHistogram(session: Session, source: LayerSource, name: string): Promise<Histogram> {
  const column = source.layer.columns.find((each) => each.name === requireColumn(source.layer, name));
  if (column === undefined || !["number", "whole", "year"].includes(column.type)) throw noNumbers(name);
  const numbers = numbersOf(source, name);
  const { low, high, known } = await session.row<{ low: number | null; high: number | null; known: bigint }>(
    `SELECT min(v) AS low, max(v) AS high, count(*) AS known FROM ${numbers}`,
  );
  const unknown = source.layer.count - Number(known);
  if (low === null || high === null) return { bins: [], unknown };
  const whole = column.type !== "number";
  const width = whole ? Math.ceil((high - low + 1) / mostBins) : (high - low) / mostBins || 1;
  const count = whole ? Math.ceil((high - low + 1) / width) : high > low ? mostBins : 1;
  const rows = await session.rows<{ bin: number; n: bigint }>(
    `SELECT least(CAST(floor((v - $low) / $width) AS INTEGER), ${count - 1}) AS bin, count(*) AS n FROM ${numbers} GROUP BY ALL`,
    { low, width },
  );
  const counted = new Map(rows.map(({ bin, n }) => [bin, Number(n)]));
  const end = whole ? high + 1 : high > low ? high : low + width;
  const bins = Array.from({ length: count }, (_each, at) => ({
    from: low + at * width,
    to: at === count - 1 ? end : low + (at + 1) * width,
    count: counted.get(at) ?? 0,
  }));
  return { bins, unknown };
}

function noNumbers(name: string): AppError {
  return new AppError("usage", {
    zh: `字段“${name}”不是数值，不能画直方图。请选择数值或年份字段。`,
    en: `The column "${name}" holds no numbers to make a histogram of. Choose a column of numbers or years.`,
  });
}
