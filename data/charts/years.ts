import { narrowest } from "../layers/narrowest.js";
import { quoteName } from "../sql.js";
import { type Chart, hasColumns } from "./chart.js";
import { classesAxis } from "./classes-axis.js";
import { rangesAxis } from "./ranges-axis.js";

/** More bars than this cannot be read side by side. */
const mostBars = 40;

const column = "build_year";
const unknown = { zh: "年份不明", en: "unknown" };

/**
 * Bars of five or ten years. One row in a hundred at either end may be a doubtful year (1026, 2205): the first and the last
 * bar hold them, and say so by being open.
 */
export const years: Chart = {
  name: "years",
  coloured: column,
  title: { zh: "建成年份", en: "Year built" },
  explanation: {
    zh: "每 5 年或 10 年一柱的房屋栋数；年份不明的单列。",
    en: "Buildings by the year built, five or ten years a bar; those of unknown year have a bar of their own.",
  },
  needs: { zh: "字段“建成年份”", en: 'the column "year built"' },
  missing: ({ source }) =>
    hasColumns(source, column)
      ? null
      : { zh: "该图层没有“建成年份”字段。请选择房屋图层。", en: "The layer has no year built. Take one of buildings." },
  async axes({ session, source, spec }) {
    const stack = classesAxis(source, column);
    const width = spec.width ?? 10;
    const { lowest, low, high, highest } = await session.row<
      Record<"lowest" | "low" | "high" | "highest", number | null>
    >(
      `SELECT min(year) AS lowest, quantile_disc(year, 0.01) AS low, quantile_disc(year, 0.99) AS high, max(year) AS highest
       FROM (SELECT ${quoteName(column)} AS year FROM ${narrowest(source, [column])})`,
    );
    if (lowest === null || low === null || high === null || highest === null)
      return { bars: rangesAxis(source, column, [], unknown, true), stack };
    const begin = (year: number) => Math.floor(year / width) * width;
    const last = begin(high);
    const first = Math.max(begin(low), last - (mostBars - 1) * width);
    const ranges = Array.from({ length: (last - first) / width + 1 }, (_none, index) => {
      const from = first + index * width;
      const isOpenBelow = from === first && lowest < first;
      const isOpenAbove = from === last && highest >= last + width;
      const span = `${from}–${from + width - 1}`;
      return {
        title: isOpenBelow
          ? isOpenAbove
            ? { zh: "所有年份", en: "any year" }
            : { zh: `${from + width - 1} 年及以前`, en: `until ${from + width - 1}` }
          : isOpenAbove
            ? { zh: `${from} 年及以后`, en: `since ${from}` }
            : { zh: span, en: span },
        value: { ...(isOpenBelow ? {} : { from }), ...(isOpenAbove ? {} : { below: from + width }) },
      };
    });
    return { bars: rangesAxis(source, column, ranges, unknown, true), stack };
  },
};
