import { openCluster } from "../state/cluster.js";
import { clusterBeside, memberOf, stepCluster, stepMember } from "../state/steps.js";
import type { State } from "../state/store.js";
import type { Command } from "./command.js";

/** The ways through the hot spots, and through the buildings of one. */
export function stepCommands(state: State): Command[] {
  const hasMembers = memberOf(state) !== null || (openCluster(state) !== null && state.ranking?.members != null);
  return [
    {
      id: "view.next-cluster",
      title: { zh: "下一热点", en: "Next hot spot" },
      keys: ["Alt+PageDown"],
      enabled: clusterBeside(state, 1) !== null,
      run: () => stepCluster(1),
    },
    {
      id: "view.previous-cluster",
      title: { zh: "上一热点", en: "Previous hot spot" },
      keys: ["Alt+PageUp"],
      enabled: clusterBeside(state, -1) !== null,
      run: () => stepCluster(-1),
    },
    {
      id: "view.next-member",
      title: { zh: "热点内下一栋", en: "Next building of the hot spot" },
      keys: ["P"],
      enabled: hasMembers,
      run: () => void stepMember(1),
    },
    {
      id: "view.previous-member",
      title: { zh: "热点内上一栋", en: "Previous building of the hot spot" },
      keys: ["X"],
      enabled: memberOf(state) !== null,
      run: () => void stepMember(-1),
    },
  ];
}
