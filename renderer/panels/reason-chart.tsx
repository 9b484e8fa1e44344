import { BarChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useMemo, useRef } from "react";
import type { Layer } from "../../contract/project.js";
import { useClassCounts } from "../map/use-class-counts.js";
import { openTable } from "../state/selection.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { reasonBars, reasonOption } from "./reason-option.js";

use([BarChart, GridComponent, TooltipComponent, CanvasRenderer]);

interface ReasonChartProps {
  readonly members: Layer;
  /** Counts by reason within the selected cluster, drawn against all; null: all. */
  readonly cluster: ReadonlyMap<string, number> | null;
  readonly rank: number | null;
}

/** Candidates by reason, in the colours of the legend; a click opens the table with that reason alone. */
export function ReasonChart({ members, cluster, rank }: ReasonChartProps) {
  const { t, locale } = useSpeech();
  const theme = useStore((state) => state.theme);
  const counts = useClassCounts(members);
  const box = useRef<HTMLDivElement>(null);
  const bars = useMemo(() => reasonBars(members.paint, counts ?? [], cluster), [members, counts, cluster]);
  const { column } = members.paint;
  useEffect(() => {
    if (box.current === null || bars.length === 0) return;
    const chart = init(box.current, null, { renderer: "canvas" });
    chart.setOption(reasonOption(bars, locale, theme, cluster !== null));
    chart.on("click", ({ dataIndex }) => {
      const bar = bars[dataIndex];
      if (bar !== undefined && column !== null) {
        openTable(members.id, [{ column, compare: "=", value: bar.value }]);
      }
    });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(box.current);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [bars, locale, theme, cluster, members.id, column]);
  if (bars.length === 0) return null;
  const title = rank === null ? t("results.reasons") : t("results.reasonsOf", { rank });
  const spoken = bars.map(({ title: name, part, whole }) => `${name[locale]} ${part ?? whole}`).join(", ");
  return (
    <section className="reason-chart">
      <h3 className="section-head">{title}</h3>
      <div ref={box} role="img" aria-label={`${title}: ${spoken}`} style={{ height: 8 + bars.length * 21 }} />
    </section>
  );
}
