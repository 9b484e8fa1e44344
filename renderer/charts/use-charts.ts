import { useEffect, useMemo, useState } from "react";
import type { ChartEntry, ChartSpec, ChartsAnswer } from "../../contract/chart-calls.js";
import type { Condition } from "../../contract/conditions.js";
import type { Layer } from "../../contract/project.js";
import { ask } from "../engine/engine.js";
import { showError } from "../state/notices.js";
import { rowsVersion } from "../state/rows-version.js";
import { useStore } from "../state/store.js";

/** The engine's charts; none until they are known. */
export function useChartList(): readonly ChartEntry[] {
  const generation = useStore((state) => state.generation);
  const [list, setList] = useState<readonly ChartEntry[]>([]);
  useEffect(() => {
    if (generation < 0) return;
    ask("chart.list", {}).then(setList, showError);
  }, [generation]);
  return list;
}

/**
 * The charts' figures under the parts of the filter. The last answer for the layer stays until the next is there; a question
 * that has been overtaken is given up.
 */
export function useCharts(
  layer: Layer | null,
  specs: readonly ChartSpec[],
  parts: Readonly<Record<string, readonly Condition[]>>,
): ChartsAnswer | null {
  const generation = useStore((state) => state.generation);
  const [answer, setAnswer] = useState<{ readonly of: number; readonly answer: ChartsAnswer } | null>(null);
  const id = layer?.id ?? null;
  const question = useMemo(() => JSON.stringify({ specs, parts }), [specs, parts]);
  const version = layer === null ? "" : `${generation} ${rowsVersion(layer)}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version of the rows is another answer
  useEffect(() => {
    if (id === null) return;
    const controller = new AbortController();
    const { specs: charts, parts: asked } = JSON.parse(question) as {
      specs: ChartSpec[];
      parts: Record<string, Condition[]>;
    };
    ask("layer.charts", { layer: id, charts, parts: asked }, { signal: controller.signal }).then(
      (found) => {
        if (!controller.signal.aborted) setAnswer({ of: id, answer: found });
      },
      (thrown: unknown) => {
        if (!controller.signal.aborted) showError(thrown);
      },
    );
    return () => controller.abort();
  }, [id, question, version]);
  return answer !== null && answer.of === id ? answer.answer : null;
}
