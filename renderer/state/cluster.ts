import { ask } from "../engine/engine.js";
import { showError } from "./notices.js";
import { change, current, type Selection, type State, useStore } from "./store.js";

/** The hot spot whose card is open; null: none is. */
export function openCluster({ selection, ranking }: State): Selection | null {
  return selection !== null && selection.layer === ranking?.layer.id ? selection : null;
}

/** Reads what the card of a hot spot tells whenever another one is opened, or the project's results have changed. */
export function followCluster(): void {
  useStore.subscribe((state, before) => {
    const open = openCluster(state);
    const same = open === openCluster(before) && state.project === before.project;
    if (same && state.generation === before.generation) return;
    if (open !== openCluster(before) && state.cluster !== null) change({ cluster: null });
    if (open === null) return;
    ask("cluster.read", open).then(
      (cluster) => openCluster(current()) === open && change({ cluster }),
      (thrown) => openCluster(current()) === open && showError(thrown),
    );
  });
}
