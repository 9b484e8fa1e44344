import type { Bounds } from "../../contract/project.js";
import type { OpenProject } from "./open-project.js";

/** What an import may know of the project that a file is meant for. */
export interface ProjectPlace {
  /** `EPSG:n`; null until the first layer decides it. */
  readonly projectCrs: string | null;
  /** Where its files lie, in degrees: a new one is expected near them. Null where there are none. */
  readonly area: Bounds | null;
}

export function projectPlace(project: OpenProject | undefined): ProjectPlace {
  if (project === undefined) return { projectCrs: null, area: null };
  const boxes = project
    .describe()
    .layers.flatMap(({ source, bounds }) => (source === null || bounds === null ? [] : [bounds]));
  const side = (at: 0 | 1 | 2 | 3, choose: (...values: number[]) => number) => choose(...boxes.map((box) => box[at]));
  const area: Bounds = [side(0, Math.min), side(1, Math.min), side(2, Math.max), side(3, Math.max)];
  return { projectCrs: project.crs, area: boxes.length === 0 ? null : area };
}
