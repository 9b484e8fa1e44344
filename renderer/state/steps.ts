import { ask } from "../engine/engine.js";
import { openCluster } from "./cluster.js";
import { showError } from "./notices.js";
import type { RankedCluster } from "./ranking.js";
import { selectCluster, visit, zoomToFeature } from "./selection.js";
import { current, type State } from "./store.js";

export type Step = 1 | -1;

/** The hot spot that is `by` ranks from the one whose card, or whose building's card, is open; null: there is none. */
export function clusterBeside(state: State, by: Step): RankedCluster | null {
  const fid = openCluster(state)?.fid ?? memberOf(state)?.cluster;
  const clusters = state.ranking?.clusters ?? [];
  const at = clusters.findIndex((each) => each.fid === fid);
  return at < 0 ? null : (clusters[at + by] ?? null);
}

/** Opens the card of the next or previous hot spot by rank, and sends the map there. */
export function stepCluster(by: Step): void {
  const state = current();
  const cluster = clusterBeside(state, by);
  if (cluster === null || state.ranking === null) return;
  selectCluster(cluster);
  void zoomToFeature({ layer: state.ranking.layer.id, fid: cluster.fid });
}

/** The building whose card is open, of the layer of members, and its hot spot; null: there is none, or it is in no hot spot. */
export function memberOf({ selection, feature, ranking }: State): { fid: number; cluster: number } | null {
  if (selection === null || selection.layer !== ranking?.members?.id || feature?.fid !== selection.fid) return null;
  const cluster = feature.values.cluster;
  return typeof cluster === "number" ? { fid: selection.fid, cluster } : null;
}

/** Opens the card of the next or previous building of a hot spot, in the order of its card's list; from the hot spot's card its first. */
export async function stepMember(by: Step): Promise<void> {
  const state = current();
  const layer = state.ranking?.members?.id;
  const member = memberOf(state);
  const cluster = member?.cluster ?? openCluster(state)?.fid;
  if (layer === undefined || cluster === undefined) return;
  const rows = { layer, filter: [{ column: "cluster", compare: "=" as const, value: cluster }] };
  try {
    const { index } = member === null ? { index: -1 } : await ask("layer.row-index", { ...rows, fid: member.fid });
    const offset = (index ?? 0) + by;
    if (offset < 0) return;
    const { rows: found } = await ask("layer.rows", { ...rows, columns: [], offset, limit: 1 });
    const [next] = found;
    // Whoever has opened another card meanwhile stays there.
    if (next !== undefined && current().selection === state.selection) visit({ layer, fid: next.fid });
  } catch (thrown) {
    showError(thrown);
  }
}
