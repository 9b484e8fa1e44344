import { profileRun } from "../../contract/ranges.js";
import type { PressureProfile } from "../../contract/scheme.js";
import { gb55009 } from "../risk/profiles.js";
import { profileOfRun } from "../risk/scheme.js";
import type { OpenProject } from "./open-project.js";
import { loadScheme } from "./schemes.js";

/**
 * The gas profile that holds for a layer of pipes, as it was in the run that says so, else the program's first. A previewed
 * scheme cannot change its metres: they are measured anew only by a run. Throws `usage`, `project-damaged` for a scheme that is
 * gone.
 */
export async function rangeProfile(project: OpenProject, pipes: number): Promise<PressureProfile> {
  const run = profileRun(project.describe(), pipes);
  return run === null
    ? gb55009
    : await profileOfRun(run.parameters, (reference) => loadScheme(project.path, reference));
}
