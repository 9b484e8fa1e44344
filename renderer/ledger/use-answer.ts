import { useEffect, useState } from "react";
import type { Api, CallInput, CallOutput } from "../../contract/api.js";
import { ask } from "../engine/engine.js";
import { showError } from "../state/notices.js";
import { useStore } from "../state/store.js";

/**
 * The engine's answer to a question about the ledger, asked again whenever a decision was made; null until it is there.
 * `skipped`: it is not asked.
 */
export function useAnswer<Name extends keyof Api & string>(
  name: Name,
  input: CallInput<Name>,
  skipped = false,
): CallOutput<Name> | null {
  const ledger = useStore((state) => state.ledger);
  const generation = useStore((state) => state.generation);
  const [answer, setAnswer] = useState<CallOutput<Name> | null>(null);
  const question = JSON.stringify(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a decision or a new engine has to be asked about again.
  useEffect(() => {
    if (skipped) return;
    const abort = new AbortController();
    ask(name, JSON.parse(question) as CallInput<Name>, { signal: abort.signal }).then(
      (found) => {
        if (!abort.signal.aborted) setAnswer(found);
      },
      (thrown) => {
        if (!abort.signal.aborted) showError(thrown);
      },
    );
    return () => abort.abort();
  }, [name, question, skipped, ledger, generation]);
  return answer;
}
