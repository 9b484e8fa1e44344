import type { Layer } from "../../contract/project.js";
import type { OpenProject } from "../project/open-project.js";

/** The layer of houses that is meant: the one named, whose rows a result may share, else the newest; null where there is none. */
export function newestHouses(project: OpenProject, id: number | undefined): Layer | null {
  if (id !== undefined) {
    const layer = project.layer(id);
    return layer.parent === null ? layer : newestHouses(project, layer.parent);
  }
  return project.describe().layers.findLast(({ kind }) => kind === "buildings") ?? null;
}
