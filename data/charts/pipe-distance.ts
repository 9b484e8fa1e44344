import type { Text } from "../../contract/text.js";
import { narrowest } from "../layers/narrowest.js";
import { quoteName } from "../sql.js";
import { type Chart, hasColumns } from "./chart.js";
import { classesAxis } from "./classes-axis.js";
import { rangesAxis } from "./ranges-axis.js";

const column = "pipe_distance_m";

/** Limits of clearances, protection and control ranges in metres. */
const limits = [1, 5, 15, 30, 50] as const;

/** Of a screening and of a score: null in all rows where no pipes were given. */
const measured = ["near_pipe", "gas"] as const;

const none = { zh: "范围内无管线", en: "none within reach" };
const unmeasured: Text = {
  zh: "还没有量过到燃气管线的距离。请先带管线图层运行筛查或风险评分。",
  en: "No distance to gas pipes has been measured. Screen or score with a layer of pipes first.",
};

export const pipeDistance: Chart = {
  name: "pipe-distance",
  coloured: column,
  title: { zh: "距燃气管线", en: "Distance to gas pipe" },
  explanation: {
    zh: "房屋到最近燃气管外壁的距离，按间距和保护、控制范围常用的界限分段；范围内无管线的单列。",
    en: "Buildings by the distance to the nearest gas pipe's outer wall, at the limits that clearances and ranges use; those without a pipe within reach have a bar of their own.",
  },
  needs: { zh: "筛查或评分结果的“距管外壁”", en: "the distance to pipe of a screening or a score" },
  missing: ({ source }) => (hasColumns(source, column) ? null : unmeasured),
  async axes({ session, source }) {
    const mark = measured.find((name) => hasColumns(source, name)) ?? column;
    const { any } = await session.row<{ any: boolean | null }>(
      `SELECT bool_or(${quoteName(mark)} IS NOT NULL) AS any FROM ${narrowest(source, [mark])}`,
    );
    if (any !== true) return unmeasured;
    const over = { title: { zh: "占压（0）", en: "over it (0)" }, value: { to: 0 } };
    const steps = limits.map((below, index) => {
      const from = limits[index - 1];
      const [zh, en] =
        from === undefined ? [`不足 ${below} 米`, `below ${below} m`] : [`${from}–${below} 米`, `${from}–${below} m`];
      return { title: { zh, en }, value: from === undefined ? { above: 0, below } : { from, below } };
    });
    const beyond = { title: { zh: "50 米及以上", en: "50 m and more" }, value: { from: 50 } };
    return { bars: rangesAxis(source, column, [over, ...steps, beyond], none), stack: classesAxis(source, column) };
  },
};
