import type { Analysis } from "./analysis.js";
import { clusters } from "./clusters.js";
import { density } from "./density.js";
import { excavation } from "./excavation.js";
import { gasRules } from "./gas-rules.js";
import { giStarAnalysis } from "./gi-star.js";
import { hdbscanAnalysis } from "./hdbscan.js";
import { hotspots } from "./hotspots.js";
import { housingClassesAnalysis } from "./housing-classes.js";
import { moran } from "./moran.js";
import { renewal } from "./renewal.js";
import { robustClusters } from "./robust-clusters.js";
import { robustnessAnalysis } from "./robustness.js";
import { scan } from "./scan.js";
import { score } from "./score.js";
import { screen } from "./screen.js";
import { statistics } from "./statistics.js";

/** Every analysis, in the order of menus and help. Adding one is one file and one line here. */
export const analyses: readonly Analysis[] = [
  hotspots,
  screen,
  clusters,
  hdbscanAnalysis,
  giStarAnalysis,
  moran,
  density,
  scan,
  robustnessAnalysis,
  robustClusters,
  gasRules,
  excavation,
  score,
  renewal,
  housingClassesAnalysis,
  statistics,
];
