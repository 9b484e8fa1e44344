import type { EChartsCoreOption } from "echarts/core";
import type { Paint } from "../../contract/catalog.js";
import type { Locale, Text } from "../../contract/text.js";
import type { ClassCounts } from "../map/use-class-counts.js";
import { formatNumber } from "../text/format.js";
import { fontStacks, type Theme, tokens } from "../theme/tokens.js";

/** A reason with its count over all, and within the selected cluster where one is selected. */
export interface ReasonBar {
  readonly value: string;
  readonly title: Text;
  readonly colour: string;
  readonly whole: number;
  readonly part: number | null;
}

/** The classes that occur, in the legend's order; "no data" is no reason. */
export function reasonBars(
  paint: Paint,
  counts: ClassCounts,
  cluster: ReadonlyMap<string, number> | null,
): ReasonBar[] {
  return paint.classes.flatMap(({ value, title, colour }) => {
    const whole = counts.find((entry) => entry.value === value)?.count ?? 0;
    if (value === null || whole === 0) return [];
    return [{ value, title, colour, whole, part: cluster === null ? null : (cluster.get(value) ?? 0) }];
  });
}

/** Horizontal bars; with a cluster its share stands in colour before the whole in grey. */
export function reasonOption(
  bars: readonly ReasonBar[],
  locale: Locale,
  theme: Theme,
  parts: boolean,
): EChartsCoreOption {
  const colours = tokens[theme];
  const text = { color: colours.text, fontFamily: fontStacks[locale], fontSize: 11 };
  return {
    animation: false,
    grid: { left: 4, right: parts ? 76 : 44, top: 2, bottom: 2, containLabel: true },
    tooltip: { renderMode: "richText", trigger: "item", textStyle: { fontSize: 12, fontFamily: fontStacks[locale] } },
    xAxis: { type: "value", show: false },
    yAxis: {
      type: "category",
      inverse: true,
      data: bars.map(({ title }) => title[locale]),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...text, width: 168, overflow: "truncate" },
    },
    series: [
      {
        type: "bar",
        barWidth: 11,
        barGap: "-100%",
        cursor: "pointer",
        data: bars.map(({ whole, colour }) => ({
          value: whole,
          itemStyle: { color: parts ? colours.line : colour, borderRadius: [0, 2, 2, 0] },
        })),
        label: {
          show: true,
          position: "right",
          ...text,
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const bar = bars[dataIndex];
            if (bar === undefined) return "";
            const whole = formatNumber(locale, bar.whole);
            return bar.part === null ? whole : `${formatNumber(locale, bar.part)} / ${whole}`;
          },
        },
      },
      ...(parts
        ? [
            {
              type: "bar",
              barWidth: 11,
              z: 3,
              cursor: "pointer",
              data: bars.map(({ part, colour }) => ({
                value: part ?? 0,
                itemStyle: { color: colour, borderRadius: [0, 2, 2, 0] },
              })),
            },
          ]
        : []),
    ],
  };
}
