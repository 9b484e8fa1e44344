import type { Layer } from "../../contract/project.js";
import type { Text } from "../../contract/text.js";
import type { Session } from "../database.js";
import type { Kind } from "../kinds/kind.js";
import { detectShift, trustedLayer } from "./detect-shift.js";
import type { OpenProject } from "./open-project.js";

/**
 * Looks at an arriving layer of points whose places often come from web maps: a note where it lies off the project's
 * buildings as their shift would have it. `relation` has its `fid` and `geom` in the project's CRS.
 */
export async function shiftNotes(
  session: Session,
  project: OpenProject,
  kind: Kind,
  layer: Layer,
  relation: string,
): Promise<Text[]> {
  const trusted = trustedLayer(project.describe().layers, layer.id);
  if (kind.fromWebMaps !== true || layer.geometry !== "point" || trusted === null || project.crs === null) return [];
  const against = { layer: trusted, relation: project.source(trusted.id).relation };
  const { system, evidence } = await detectShift(session, { layer, relation }, against, project.crs);
  if (system === null) return [];
  return [
    {
      zh: `这些点像是网络地图的偏移坐标：${evidence.zh}可在“偏移检查”中还原。`,
      en: `These points seem to carry a web map's shift: ${evidence.en} It can be undone under "Check for a shift".`,
    },
  ];
}
