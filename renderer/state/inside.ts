import type { Layer, Project } from "../../contract/project.js";

/** The kind whose rows are houses: what planners count inside an area. */
const houses = "buildings";

/** Whether the rows of a layer are houses: a file of them, or a result about each. */
export function holdsHouses(project: Project, { kind, parent }: Layer): boolean {
  if (kind === houses) return true;
  const home = project.layers.find(({ id }) => id === parent);
  return home !== undefined && holdsHouses(project, home);
}

/**
 * The houses that can be counted inside an area of `layer`: those that its run counted, else the newest ones. Null for a layer
 * that is none of areas.
 */
export function housesFor(project: Project, layer: Layer): Layer | null {
  if (layer.geometry !== "polygon" || holdsHouses(project, layer)) return null;
  const run = project.runs.find(({ id }) => id === layer.run);
  const used = new Set(Object.values(run?.inputs ?? {}));
  const all = project.layers.filter((each) => each.about === null && holdsHouses(project, each));
  return all.findLast(({ id }) => used.has(id)) ?? all.findLast(({ parent }) => parent === null) ?? null;
}
