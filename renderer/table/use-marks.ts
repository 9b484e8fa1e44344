import { useEffect, useMemo, useState } from "react";
import type { Condition } from "../../contract/conditions.js";
import type { Layer } from "../../contract/project.js";
import { ask } from "../engine/engine.js";
import { isChosenFrom } from "../state/chosen.js";
import { useStore } from "../state/store.js";
import type { Row } from "./use-rows.js";

/** Rows are asked for by blocks of so many, so that a step of the wheel seldom asks anew. */
const block = 50;

const none: ReadonlySet<number> = new Set();

/** Which rows are selected together, as far as the table shows them. */
export interface Marks {
  /** Fids of the rows in view that are selected. */
  readonly among: ReadonlySet<number>;
  /** Rows under the table's filter that are selected; null until it is known. */
  readonly count: number | null;
}

/** Asks the engine which of the rows about the view are selected, and how many in all: the page never holds the set. */
export function useMarks(
  layer: Layer,
  filter: readonly Condition[],
  row: (index: number) => Row | undefined,
  view: { readonly first: number; readonly count: number },
): Marks {
  const chosen = useStore((state) => state.chosen);
  const serial = isChosenFrom(chosen, layer) ? chosen.serial : null;
  const [among, setAmong] = useState(none);
  const [count, setCount] = useState<number | null>(0);
  const begin = Math.max(0, Math.floor(view.first / block) - 1) * block;
  const end = (Math.ceil((view.first + view.count) / block) + 1) * block;
  const fids: number[] = [];
  for (let index = begin; index < end; index++) {
    const fid = row(index)?.fid;
    if (fid !== undefined) fids.push(fid);
  }
  const asked = fids.join();
  useEffect(() => {
    if (serial === null || asked === "") return setAmong(none);
    const abort = new AbortController();
    ask(
      "selection.among",
      { layer: layer.id, serial, fids: asked.split(",").map(Number) },
      { signal: abort.signal },
    ).then(
      (found) => setAmong(new Set(found.fids)),
      // The selection has changed meanwhile: it is asked for again.
      () => undefined,
    );
    return () => abort.abort();
  }, [layer.id, serial, asked]);
  useEffect(() => {
    if (serial === null) return setCount(0);
    setCount(null);
    const abort = new AbortController();
    const rows = [...filter, { set: "selection" as const, serial }];
    ask(
      "layer.rows",
      { layer: layer.id, columns: [], filter: rows, offset: 0, limit: 1 },
      { signal: abort.signal },
    ).then(
      ({ total }) => setCount(total),
      () => undefined,
    );
    return () => abort.abort();
  }, [layer.id, serial, filter]);
  return useMemo(() => ({ among, count }), [among, count]);
}
