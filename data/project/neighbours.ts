import type { Layer } from "../../contract/project.js";
import type { Neighbours } from "../layers/feature.js";
import type { OpenProject } from "./open-project.js";

/**
 * The layers that a result's distances were measured to: the inputs of its run, or of the run that made its input. A layer
 * that was removed meanwhile is left out.
 */
export function neighbours(project: OpenProject, layer: Layer): Neighbours {
  const { layers, runs } = project.describe();
  const inputs = runs.find(({ id }) => id === layer.run)?.inputs ?? {};
  const find = (id: number | undefined) => layers.find((each) => each.id === id);
  const screened = find(inputs.screened);
  if (screened !== undefined) return neighbours(project, screened);
  const [pipes, sites] = [find(inputs.pipes), find(inputs.sites)];
  return {
    pipes: pipes === undefined ? undefined : project.source(pipes.id),
    sites: sites === undefined ? undefined : project.source(sites.id),
  };
}
