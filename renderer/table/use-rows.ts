import { useCallback, useEffect, useRef, useState } from "react";
import type { CallInput, Condition, RowPage } from "../../contract/api.js";
import { reasonColumn } from "../../contract/reasons.js";
import { ask } from "../engine/engine.js";
import { showError } from "../state/notices.js";
import { useStore } from "../state/store.js";

const pageSize = 100;
/** Pages kept; older ones are asked for again. */
const keptPages = 24;

export type Order = NonNullable<CallInput<"layer.rows">["order"]>;
export type Row = RowPage["rows"][number];

interface Rows {
  /** Rows that pass the filter; null until the first page is there. */
  readonly total: number | null;
  readonly row: (index: number) => Row | undefined;
  /** Fetches the pages that hold these rows. */
  readonly need: (first: number, count: number) => void;
}

/** Pages of a layer's rows, sorted and filtered by the engine; only what is near the view is held. */
export function useRows(
  layer: number,
  columns: readonly string[],
  order: Order | null,
  filter: readonly Condition[],
): Rows {
  const generation = useStore((state) => state.generation);
  const preview = useStore((state) => state.previews.get(layer) ?? 0);
  const locale = useStore((state) => state.locale);
  const language = columns.includes(reasonColumn.name) ? locale : null;
  const pages = useRef(new Map<number, RowPage | "asked">());
  const query = useRef(new AbortController());
  const [total, setTotal] = useState<number | null>(null);
  const [, redraw] = useState(0);

  const fetchPage = useCallback(
    async (page: number, signal: AbortSignal) => {
      pages.current.set(page, "asked");
      try {
        const offset = page * pageSize;
        const spoken = language === null ? {} : { language };
        const request = { layer, columns: [...columns], filter: [...filter], offset, limit: pageSize, ...spoken };
        const found = await ask("layer.rows", order === null ? request : { ...request, order }, { signal });
        if (signal.aborted) return;
        pages.current.set(page, found);
        for (const old of [...pages.current.keys()].slice(0, Math.max(0, pages.current.size - keptPages))) {
          pages.current.delete(old);
        }
        setTotal(found.total);
        redraw((serial) => serial + 1);
      } catch (thrown) {
        if (signal.aborted) return;
        pages.current.delete(page);
        showError(thrown);
      }
    },
    [layer, columns, order, filter, language],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new engine, and a layer shown by another scheme, have to be asked again.
  useEffect(() => {
    const controller = new AbortController();
    query.current = controller;
    pages.current = new Map();
    setTotal(null);
    void fetchPage(0, controller.signal);
    return () => controller.abort();
  }, [fetchPage, generation, preview]);

  const row = useCallback((index: number): Row | undefined => {
    const page = pages.current.get(Math.floor(index / pageSize));
    return page === undefined || page === "asked" ? undefined : page.rows[index % pageSize];
  }, []);
  const need = useCallback(
    (first: number, count: number) => {
      if (query.current.signal.aborted) return;
      const last = Math.floor((first + Math.max(0, count - 1)) / pageSize);
      for (let page = Math.floor(first / pageSize); page <= last; page++) {
        if (!pages.current.has(page)) void fetchPage(page, query.current.signal);
      }
    },
    [fetchPage],
  );
  return { total, row, need };
}
