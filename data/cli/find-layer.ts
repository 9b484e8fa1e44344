import { AppError } from "../../contract/errors.js";
import type { Layer, Project } from "../../contract/project.js";

/** The layer that a command names: by number, by title, or by kind where there is one such. Throws `layer-missing`. */
export function findLayer(project: Project, named: string): Layer {
  const byNumber = project.layers.find((layer) => String(layer.id) === named);
  if (byNumber !== undefined) return byNumber;
  const matching = project.layers.filter(({ title, kind }) => [title.zh, title.en, kind].includes(named));
  const [only] = matching;
  if (only !== undefined && matching.length === 1) return only;
  const known = project.layers.map((layer) => `${layer.id} ${layer.title.zh}`).join("、");
  throw new AppError("layer-missing", {
    zh: `项目中${matching.length === 0 ? "没有" : "有多个"}图层“${named}”。图层：${known}。`,
    en: `The project has ${matching.length === 0 ? "no layer" : "several layers"} "${named}". Layers: ${known}.`,
  });
}
