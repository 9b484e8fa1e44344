import type { Chart } from "./chart.js";
import { districtLevel } from "./district-level.js";
import { pipeDistance } from "./pipe-distance.js";
import { structureLevel } from "./structure-level.js";
import { years } from "./years.js";

/** All charts, in the order in which they stand side by side. */
export const charts: readonly Chart[] = [years, structureLevel, districtLevel, pipeDistance];
