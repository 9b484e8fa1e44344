import { useEffect, useState } from "react";
import type { CallOutput } from "../../contract/api.js";
import { ask } from "../engine/engine.js";
import { useStore } from "../state/store.js";

export type ClassCounts = CallOutput<"layer.classes">;

/** Rows of the layer per paint class, counted by the engine; null until they are known. */
export function useClassCounts(layer: number | null): ClassCounts | null {
  const generation = useStore((state) => state.generation);
  const [counts, setCounts] = useState<ClassCounts | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new engine has to be asked again.
  useEffect(() => {
    setCounts(null);
    if (layer === null) return;
    const abort = new AbortController();
    // A legend without counts is still a legend: the reason has been shown where the engine failed.
    ask("layer.classes", { layer }, { signal: abort.signal }).then(
      (found) => !abort.signal.aborted && setCounts(found),
      () => undefined,
    );
    return () => abort.abort();
  }, [layer, generation]);
  return counts;
}
