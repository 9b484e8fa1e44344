import { useEffect, useRef } from "react";
import type { Condition } from "../../contract/api.js";
import { ask } from "../engine/engine.js";
import { useStore } from "../state/store.js";
import type { Order } from "./use-rows.js";

/**
 * Tells the table where the selected feature stands, when it is selected elsewhere (map, list) or the table is opened. A new
 * sort does not move the view: who sorts wants to see the top.
 */
export function useFollow(
  layer: number,
  order: Order | null,
  filter: readonly Condition[],
  follow: (index: number) => void,
): void {
  const selection = useStore((state) => state.selection);
  const latest = useRef({ order, filter, follow });
  latest.current = { order, filter, follow };
  useEffect(() => {
    if (selection?.layer !== layer) return;
    const { order: sorted, filter: conditions } = latest.current;
    const abort = new AbortController();
    const request = {
      layer,
      fid: selection.fid,
      filter: [...conditions],
      ...(sorted === null ? {} : { order: sorted }),
    };
    ask("layer.row-index", request, { signal: abort.signal }).then(
      ({ index }) => {
        if (index !== null && !abort.signal.aborted) latest.current.follow(index);
      },
      // The card of the same feature says what is wrong, such as a layer that is gone.
      () => undefined,
    );
    return () => abort.abort();
  }, [selection, layer]);
}
