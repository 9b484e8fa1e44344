import { useEffect, useState } from "react";
import type { Histogram } from "../../contract/view-calls.js";
import { ask } from "../engine/engine.js";

/** How the values of a column are distributed; null until it is known. */
export function useHistogram(layer: number, column: string): Histogram | null {
  const [found, setFound] = useState<Histogram | null>(null);
  useEffect(() => {
    let wanted = true;
    // Without it the panel still works: the reason has been shown where the engine failed.
    ask("layer.histogram", { layer, column }).then(
      (answer) => wanted && setFound(answer),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [layer, column]);
  return found;
}
