import { useEffect, useState } from "react";
import type { Reading } from "../../contract/api.js";
import { type ErrorReport, reportError } from "../../contract/errors.js";
import type { Inspection } from "../../contract/inspection.js";
import { ask } from "../engine/engine.js";
import { useStore } from "../state/store.js";

interface Inspecting {
  /** The last answer; stays on the screen while the next is awaited. */
  readonly inspection: Inspection | null;
  readonly busy: boolean;
  readonly error: ErrorReport | null;
}

/** Reads a file as corrected so far; a later correction cancels the earlier reading. */
export function useInspection(path: string, reading: Reading): Inspecting {
  const generation = useStore((state) => state.generation);
  const [state, setState] = useState<Inspecting>({ inspection: null, busy: true, error: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new engine has to be asked again.
  useEffect(() => {
    const abort = new AbortController();
    setState((before) => ({ ...before, busy: true }));
    ask("source.inspect", { path, reading }, { signal: abort.signal }).then(
      (inspection) => {
        if (!abort.signal.aborted) setState({ inspection, busy: false, error: null });
      },
      (thrown) => {
        if (!abort.signal.aborted) setState((before) => ({ ...before, busy: false, error: reportError(thrown) }));
      },
    );
    return () => abort.abort();
  }, [path, reading, generation]);
  return state;
}
