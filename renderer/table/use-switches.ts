import { useMemo, useState } from "react";
import type { Condition } from "../../contract/conditions.js";
import type { Layer } from "../../contract/project.js";
import { isChosenFrom } from "../state/chosen.js";
import { useStore } from "../state/store.js";

/** What narrows the table beside the filter: only what is selected together, only what the map shows. */
export interface Switches {
  readonly onlyChosen: boolean;
  readonly inView: boolean;
  /** Rows of this layer that are selected together; null: none. */
  readonly chosen: number | null;
  readonly conditions: readonly Condition[];
  readonly turn: (name: "onlyChosen" | "inView", on: boolean) => void;
}

const none: readonly Condition[] = [];

export function useSwitches(layer: Layer | null): Switches {
  const [on, setOn] = useState({ onlyChosen: false, inView: false });
  const selected = useStore((state) => state.chosen);
  const chosen = layer !== null && isChosenFrom(selected, layer) ? selected : null;
  const serial = on.onlyChosen && chosen !== null ? chosen.serial : null;
  // While nobody looks only at what is in view, moving the map must not ask for rows.
  const bounds = useStore((state) => (on.inView ? state.inView : null));
  const conditions = useMemo(() => {
    const made: Condition[] = [];
    if (serial !== null) made.push({ set: "selection", serial });
    if (bounds !== null) made.push({ place: "box", bounds: [...bounds] });
    return made.length === 0 ? none : made;
  }, [serial, bounds]);
  return {
    ...on,
    chosen: chosen?.count ?? null,
    conditions,
    turn: (name, value) => setOn({ ...on, [name]: value }),
  };
}
