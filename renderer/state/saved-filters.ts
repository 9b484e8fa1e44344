import type { NamedFilter } from "../../contract/project.js";
import { ask } from "../engine/engine.js";
import { conditionsOf } from "./filter.js";
import { showError } from "./notices.js";
import { change, current } from "./store.js";

/** Keeps what is filtered now under a name, in place of one of the same name. False: it could not be kept, and why was shown. */
export async function saveFilter(name: string): Promise<boolean> {
  const { filter } = current();
  if (filter === null) return false;
  try {
    const project = await ask("filter.save", { name, layer: filter.layer, conditions: conditionsOf(filter) });
    change({ project });
    return true;
  } catch (thrown) {
    showError(thrown);
    return false;
  }
}

export async function removeSaved(name: string): Promise<void> {
  try {
    change({ project: await ask("filter.remove", { name }) });
  } catch (thrown) {
    showError(thrown);
  }
}

/** Filters by a kept filter alone. */
export function applySaved({ layer, conditions }: NamedFilter): void {
  change({ filter: { layer, parts: { bar: conditions } }, filterLayer: layer });
}
