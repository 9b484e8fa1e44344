import { boundaries } from "./boundaries.js";
import { buildings } from "./buildings.js";
import { gasFacilities } from "./gas-facilities.js";
import { gasUsers } from "./gas-users.js";
import { generic } from "./generic.js";
import { hazardSources } from "./hazard-sources.js";
import type { Kind } from "./kind.js";
import { pipes } from "./pipes.js";
import { sites } from "./sites.js";

/** Every layer kind, in the order of menus. Adding one is one file and one line here. */
export const kinds: readonly Kind[] = [
  buildings,
  pipes,
  sites,
  gasFacilities,
  gasUsers,
  hazardSources,
  boundaries,
  generic,
];
