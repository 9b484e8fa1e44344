import { useEffect } from "react";
import type { Reading } from "../../../contract/api.js";
import { reportError } from "../../../contract/errors.js";
import { ask } from "../../engine/engine.js";
import { changeDraft } from "../../state/import-drafts.js";
import { type ImportDraft, useStore } from "../../state/store.js";

/** A correction is read again when so long no other has followed. */
const pause = 200;
/** Files that are read at once: each in a process of its own. */
const lanes = 2;

let busyLanes = 0;
const waiting: (() => void)[] = [];

/** Reads a draft's file as corrected so far; a later correction cancels the earlier reading. The shown one goes first. */
export function useInspection({ id, path, reading }: ImportDraft, shown: boolean): void {
  const generation = useStore((state) => state.generation);
  const templates = useStore((state) => state.project?.templates.map(({ name }) => name).join("\n") ?? "");
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new engine or template asks for a new answer; what is shown does not.
  useEffect(() => {
    const abort = new AbortController();
    changeDraft(id, { busy: true });
    const first = Object.keys(reading).length === 0;
    const timer = window.setTimeout(() => void inspect(id, path, reading, shown, abort.signal), first ? 0 : pause);
    return () => {
      window.clearTimeout(timer);
      abort.abort();
    };
  }, [id, path, reading, generation, templates]);
}

async function inspect(id: number, path: string, reading: Reading, first: boolean, signal: AbortSignal): Promise<void> {
  await enterLane(first);
  try {
    if (signal.aborted) return;
    const inspection = await ask("source.inspect", { path, reading }, { signal });
    if (!signal.aborted) changeDraft(id, { inspection, busy: false, error: null });
  } catch (thrown) {
    if (!signal.aborted) changeDraft(id, { busy: false, error: reportError(thrown) });
  } finally {
    busyLanes -= 1;
    waiting.shift()?.();
  }
}

async function enterLane(first: boolean): Promise<void> {
  if (busyLanes >= lanes) {
    await new Promise<void>((resolve) => {
      if (first) waiting.unshift(resolve);
      else waiting.push(resolve);
    });
  }
  busyLanes += 1;
}
