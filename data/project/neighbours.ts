import type { Layer } from "../../contract/project.js";
import type { Neighbours } from "../layers/feature.js";
import type { OpenProject } from "./open-project.js";

/**
 * The layers that a result's distances were measured to: the inputs of its run, or of the run that made its input, in the
 * revisions that were read. A layer that was removed meanwhile is left out.
 */
export function neighbours(project: OpenProject, layer: Layer): Neighbours {
  const { layers, runs } = project.describe();
  const run = runs.find(({ id }) => id === layer.run);
  const find = (name: string) => layers.find((each) => each.id === run?.inputs[name]);
  const screened = find("screened");
  if (screened !== undefined) return neighbours(project, screened);
  const source = (name: string) => {
    const input = find(name);
    return input === undefined ? undefined : project.source(input.id, run?.inputRevisions[name]);
  };
  return { pipes: source("pipes"), sites: source("sites") };
}
