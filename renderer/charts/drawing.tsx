import { BarChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef, useState } from "react";
import type { ChartFigures } from "../../contract/chart-calls.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { barStep, chartOption, isUpright, spokenFigures } from "./chart-option.js";
import { shownBars } from "./figures.js";
import type { Picks } from "./picks.js";
import { useBrush } from "./use-brush.js";

use([BarChart, GridComponent, TooltipComponent, CanvasRenderer]);

interface DrawingProps {
  readonly title: string;
  readonly figures: ChartFigures;
  readonly picks: Picks;
  readonly pick: (picks: Picks) => void;
}

/** One chart on a canvas; columns fill the card, lying bars scroll where there are many. */
export function Drawing({ title, figures, picks, pick }: DrawingProps) {
  const { locale } = useSpeech();
  const theme = useStore((state) => state.theme);
  const box = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<EChartsType | null>(null);
  useEffect(() => {
    if (box.current === null) return;
    const made = init(box.current, null, { renderer: "canvas" });
    setChart(made);
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(box.current);
    return () => {
      observer.disconnect();
      made.dispose();
      setChart(null);
    };
  }, []);
  useEffect(() => {
    chart?.setOption(chartOption(figures, picks, { locale, theme }), { notMerge: true, silent: true });
  }, [chart, figures, picks, locale, theme]);
  const shown = shownBars(figures).map(({ bin }) => bin);
  const upright = isUpright(figures);
  useBrush(chart, { shown, upright, picks, pick });
  return (
    <div
      ref={box}
      className="chart-drawing"
      role="img"
      aria-label={`${title}: ${spokenFigures(figures, locale)}`}
      style={upright ? undefined : { minHeight: shown.length * barStep }}
    />
  );
}
