import type { ChartFigures } from "../../contract/chart-calls.js";
import type { Text } from "../../contract/text.js";
import { noRow } from "../areas/areas.js";
import { narrowest } from "../layers/narrowest.js";
import type { RowSet } from "../sets/row-set.js";
import type { Chart, ChartRoom, CodedAxis } from "./chart.js";

/**
 * A chart of a layer as one code a row: two bytes by fid, bar × stack. Counting a set of rows is one pass over the bits that
 * are set, so that a brush reads no table for what it does not filter by.
 */
export class CodedChart {
  private constructor(
    private readonly bars: CodedAxis,
    private readonly stack: CodedAxis | null,
    private readonly codes: Uint16Array,
    private readonly all: readonly (readonly number[])[],
  ) {}

  /** A text where the rows lack what the chart needs. */
  static async read(chart: Chart, room: ChartRoom): Promise<CodedChart | Text> {
    const axes = await chart.axes(room);
    if ("zh" in axes) return axes;
    const { session, source } = room;
    const { bars, stack } = axes;
    const width = stack?.axis.bins.length ?? 1;
    const read = [bars, ...(stack === null ? [] : [stack])];
    const columns = read.flatMap((axis) => ("columns" in axis ? axis.columns : []));
    const sql = (axis: CodedAxis | null) => (axis !== null && "sql" in axis ? axis.sql : "0");
    const [fids = new Uint32Array(), found = new Uint32Array()] = await session.wholeColumns(
      `SELECT CAST(fid AS UINTEGER) AS fid, CAST(${sql(bars)} * ${width} + ${sql(stack)} AS UINTEGER) AS code
       FROM ${narrowest(source, columns)}`,
    );
    const codes = new Uint16Array(fids.reduce((most, fid) => Math.max(most, fid), -1) + 1).fill(noRow);
    for (let at = 0; at < fids.length; at++) codes[fids[at] ?? 0] = found[at] ?? noRow;
    if ("codes" in bars) {
      for (let fid = 0; fid < codes.length; fid++) {
        const [code = noRow, bar = noRow] = [codes[fid], bars.codes[fid]];
        if (code !== noRow) codes[fid] = bar === noRow ? noRow : bar * width + code;
      }
    }
    const counts = new Uint32Array(noRow + 1);
    for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
    return new CodedChart(bars, stack, codes, table(counts, bars.axis.bins.length, width));
  }

  /** Counts of the rows of a set beside those of all rows; null: of all. */
  figures(rows: RowSet | null): ChartFigures {
    const { bars, stack, codes, all } = this;
    const [height, width] = [bars.axis.bins.length, stack?.axis.bins.length ?? 1];
    const count = rows === null ? all : table(rows.countCodes(codes, height * width), height, width);
    return { bars: bars.axis, stack: stack?.axis ?? null, count, all };
  }
}

/** Counts by code as a list for each of the stack. */
function table(counts: Uint32Array, height: number, width: number): number[][] {
  return Array.from({ length: width }, (_stack, part) =>
    Array.from({ length: height }, (_bar, bar) => counts[bar * width + part] ?? 0),
  );
}
