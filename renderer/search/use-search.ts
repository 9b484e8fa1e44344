import { useEffect, useState } from "react";
import type { Found } from "../../contract/search-calls.js";
import { ask } from "../engine/engine.js";
import { showError } from "../state/notices.js";
import { useStore } from "../state/store.js";

/** Rows that are listed at most. */
export const listed = 20;

/** What the engine finds for `text`; the last answer stays until the next is there, `busy` says that it is awaited. */
export function useSearch(text: string): { readonly found: Found | null; readonly busy: boolean } {
  const [answer, setAnswer] = useState<{ readonly text: string; readonly found: Found } | null>(null);
  const project = useStore((state) => state.project?.path ?? null);
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === "" || project === null) return;
    const abort = new AbortController();
    ask("search.find", { text: wanted, limit: listed }, { signal: abort.signal }).then(
      (found) => {
        if (!abort.signal.aborted) setAnswer({ text: wanted, found });
      },
      (thrown: unknown) => {
        if (!abort.signal.aborted) showError(thrown);
      },
    );
    return () => abort.abort();
  }, [wanted, project]);
  if (wanted === "" || project === null) return { found: null, busy: false };
  return { found: answer?.found ?? null, busy: answer?.text !== wanted };
}
