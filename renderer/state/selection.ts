import type { Condition } from "../../contract/api.js";
import type { Layer } from "../../contract/project.js";
import { ask } from "../engine/engine.js";
import { say } from "../text/say.js";
import { showError } from "./notices.js";
import { travel } from "./project.js";
import type { RankedCluster } from "./ranking.js";
import { change, current, type Selection } from "./store.js";

/** Selects one feature everywhere and reads it for its card. The map does not move. */
export async function select(selection: Selection | null): Promise<void> {
  const { selection: before } = current();
  if (before?.layer === selection?.layer && before?.fid === selection?.fid) return;
  change({ selection, feature: null, ...(selection === null ? {} : { styling: null }) });
  if (selection === null) return;
  try {
    const feature = await ask("layer.feature", selection);
    if (current().selection === selection) change({ feature });
  } catch (thrown) {
    if (current().selection === selection) change({ selection: null });
    showError(thrown);
  }
}

/** Sends the map to a feature. */
export async function zoomToFeature({ layer, fid }: Selection): Promise<void> {
  const { feature } = current();
  const known = feature?.layer === layer && feature.fid === fid ? feature : null;
  try {
    const { bounds } = known ?? (await ask("layer.feature", { layer, fid }));
    if (bounds !== null) travel(bounds);
  } catch (thrown) {
    showError(thrown);
  }
}

/** Selects a feature and sends the map to it. */
export function visit(selection: Selection): void {
  void select(selection);
  void zoomToFeature(selection);
}

/** Selects a cluster of the ranked list and says it to screen readers. */
export function selectCluster(cluster: RankedCluster): void {
  const { ranking, locale } = current();
  if (ranking === null) return;
  const { rank, buildings, old, altered } = cluster;
  const count = ranking.layer.count;
  change({
    announcement: say(locale, "results.announce", { rank, count, buildings, old, altered }),
    lastCluster: cluster.fid,
  });
  void select({ layer: ranking.layer.id, fid: cluster.fid });
}

/** Opens the table of a layer, with the rows that pass `filter`. */
export function openTable(layer: number, filter: readonly Condition[] = []): void {
  change({ table: { layer, filter } });
}

/** Opens a layer's table and sends the map to it. */
export function showRows({ id, bounds }: Layer): void {
  change(({ hidden }) => ({ hidden: new Set([...hidden].filter((layer) => layer !== id)) }));
  openTable(id);
  if (bounds !== null) travel(bounds);
}

/** Opens the table of what is selected or was found last, or closes it. */
export function toggleTable(): void {
  const { table, selection, ranking, project } = current();
  if (table !== null) change({ table: null });
  else {
    const layer = selection?.layer ?? ranking?.layer.id ?? project?.layers[0]?.id;
    if (layer !== undefined) openTable(layer);
  }
}
