import { excavationBuildings, excavationPairs, excavationPipes, excavationSites } from "./excavation-lines.js";
import { gasBuildings, gasConflicts, gasWorks } from "./gas-lines.js";
import { clusterReasoner, screenedReasoner } from "./hotspot-lines.js";
import type { Reasoner } from "./reasoner.js";
import { scoreReasoner } from "./score-words.js";

/** One for each of `reasonedKinds`. */
export const reasoners: readonly Reasoner[] = [
  scoreReasoner,
  screenedReasoner,
  clusterReasoner,
  gasBuildings,
  gasConflicts,
  gasWorks,
  excavationBuildings,
  excavationPairs,
  excavationPipes,
  excavationSites,
];
