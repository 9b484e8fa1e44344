import type { EChartsCoreOption } from "echarts/core";
import type { ChartFigures } from "../../contract/chart-calls.js";
import type { Locale } from "../../contract/text.js";
import { formatNumber } from "../text/format.js";
import { say } from "../text/say.js";
import { contrast } from "../theme/contrast.js";
import { fontStacks, type Theme, tokens } from "../theme/tokens.js";
import { shownBars } from "./figures.js";
import type { Picks } from "./picks.js";

/** Height of a lying bar with its gap, px. */
export const barStep = 20;

/** A histogram stands; names need a line each. */
export function isUpright({ bars }: ChartFigures): boolean {
  return bars.by === "ranges" && bars.even;
}

interface Look {
  readonly locale: Locale;
  readonly theme: Theme;
}

/** All rows in grey and before them those that pass, stacked; what is not picked is pale. */
export function chartOption(figures: ChartFigures, picks: Picks, { locale, theme }: Look): EChartsCoreOption {
  const { bars, stack, count } = figures;
  const shown = shownBars(figures);
  const upright = isUpright(figures);
  const colours = tokens[theme];
  const text = { color: colours.text, fontFamily: fontStacks[locale], fontSize: 11 };
  const isPicked = (bin: number) => picks.bars.size === 0 || picks.bars.has(bin);
  const titles = shown.map(({ bin }) => bars.bins[bin]?.title[locale] ?? "");
  const number = (value: number) => formatNumber(locale, value);
  const names = {
    type: "category",
    data: titles,
    axisTick: { show: false },
    axisLine: { show: upright, lineStyle: { color: colours.edge } },
    axisLabel: upright
      ? { ...text, rotate: 60, interval: "auto", hideOverlap: true }
      : { ...text, width: 80, overflow: "truncate" },
  };
  const most = Math.max(1, ...shown.map(({ all }) => all));
  const values = {
    type: "value",
    max: most,
    show: upright,
    splitNumber: 2,
    splitLine: { lineStyle: { color: colours.line } },
    axisLabel: { ...text, color: colours.quiet, showMaxLabel: false },
  };
  const shape = { type: "bar", barWidth: upright ? "76%" : 12, barGap: "-100%", cursor: "pointer", silent: true };
  const whole = {
    ...shape,
    id: "all",
    z: 1,
    data: shown.map(({ all }) => ({ value: all, itemStyle: { color: colours.line } })),
    label: {
      show: !upright,
      position: "right",
      ...text,
      color: colours.quiet,
      formatter: ({ dataIndex }: { dataIndex: number }) => number(shown[dataIndex]?.count ?? 0),
    },
  };
  const passing = (stack?.bins ?? [null]).map((part, index) => ({
    ...shape,
    id: `passing ${index}`,
    stack: "passing",
    z: 3,
    data: shown.map(({ bin }) => {
      const isNothing = bars.bins[bin]?.value === null;
      const pale = !isPicked(bin) || (picks.stack.size > 0 && !picks.stack.has(index));
      const value = count[index]?.[bin] ?? 0;
      const color = part === null ? (isNothing ? colours.edge : colours.accent) : (part.colour ?? colours.edge);
      // The palest and the darkest classes are hardly another colour than one of the grounds; an empty bar has no edge to draw.
      const edged = value > 0 && contrast(color, colours.panel) < 3;
      const edge = edged ? { borderColor: colours.edge, borderWidth: 0.8 } : {};
      return { value, itemStyle: { color, opacity: pale ? 0.3 : 1, ...edge } };
    }),
  }));
  return {
    animation: false,
    grid: upright
      ? { left: 2, right: 6, top: 8, bottom: 0, containLabel: true }
      : { left: 2, right: 42, top: 0, bottom: 0, containLabel: true },
    tooltip: {
      renderMode: "richText",
      trigger: "axis",
      confine: true,
      axisPointer: { type: "shadow", shadowStyle: { color: colours.accent, opacity: 0.1 } },
      backgroundColor: colours.panel,
      borderColor: colours.edge,
      padding: [4, 8],
      textStyle: { ...text, fontSize: 12 },
      formatter: (items: readonly { readonly dataIndex: number }[]) => tip(figures, items[0]?.dataIndex ?? 0, locale),
    },
    xAxis: upright ? names : values,
    yAxis: upright ? values : { ...names, inverse: true },
    series: [whole, ...passing],
  };
}

/** The bar's figures in words, a line for each colour that it has. */
function tip(figures: ChartFigures, place: number, locale: Locale): string {
  const bar = shownBars(figures)[place];
  if (bar === undefined) return "";
  const { bars, stack, count } = figures;
  const number = (value: number) => formatNumber(locale, value);
  const name = bars.bins[bar.bin]?.title[locale] ?? "";
  const parts = (stack?.bins ?? []).flatMap(({ title }, index) => {
    const rows = count[index]?.[bar.bin] ?? 0;
    return rows === 0 ? [] : [`${title[locale]}  ${number(rows)}`];
  });
  return [name, ...parts, `${number(bar.count)} / ${number(bar.all)}`].join("\n");
}

/** One sentence for screen readers: every bar with its rows that pass and all. */
export function spokenFigures(figures: ChartFigures, locale: Locale): string {
  const number = (value: number) => formatNumber(locale, value);
  return shownBars(figures)
    .map(({ bin, count, all }) => {
      const name = figures.bars.bins[bin]?.title[locale] ?? "";
      return say(locale, "charts.figure", { name, count: number(count), total: number(all) });
    })
    .join("; ");
}
