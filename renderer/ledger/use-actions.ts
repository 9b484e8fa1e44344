import { useEffect, useState } from "react";
import type { ActionEntry, HazardEntry } from "../../contract/ledger-calls.js";
import { ask } from "../engine/engine.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";

interface Known {
  readonly actions: readonly ActionEntry[];
  readonly hazards: readonly HazardEntry[];
}

const nothing: Known = { actions: [], hazards: [] };
let known: Promise<Known> | null = null;

/** What can be done to cases and what they can be about, as the engine has it; asked for once. */
export function useActions(): Known {
  const [found, setFound] = useState<Known>(nothing);
  const ready = useStore((state) => state.engine === "ready");
  useEffect(() => {
    if (!ready) return;
    let shown = true;
    known ??= ask("case.actions", {});
    known.then(
      (value) => shown && setFound(value),
      () => {
        known = null;
      },
    );
    return () => {
      shown = false;
    };
  }, [ready]);
  return found;
}

export function useHazardTitle(hazard: string): string {
  const { of } = useSpeech();
  const title = useActions().hazards.find(({ value }) => value === hazard)?.title;
  return title === undefined ? hazard : of(title);
}
