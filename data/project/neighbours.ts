import type { Layer } from "../../contract/project.js";
import type { LayerSource } from "../layers/layer-source.js";
import type { OpenProject } from "./open-project.js";

/** The inputs of a run that distances are measured between. */
export type Neighbours = Readonly<Record<"buildings" | "pipes" | "sites" | "tunnels", LayerSource | undefined>>;

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
  return {
    buildings: source("buildings"),
    pipes: source("pipes"),
    sites: source("sites"),
    tunnels: source("tunnels"),
  };
}
