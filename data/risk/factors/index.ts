import { age } from "./age.js";
import { alteration } from "./alteration.js";
import type { Factor } from "./factor.js";
import { neglect } from "./neglect.js";
import { state } from "./state.js";
import { structure } from "./structure.js";

/** What V is made of, in the order of the scheme's sliders and of the AHP matrix. Adding one is one file and one line here. */
export const vulnerabilityFactors: readonly Factor[] = [age, alteration, structure, state, neglect];
