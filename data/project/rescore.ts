import { AppError } from "../../contract/errors.js";
import { limitsOf } from "../../contract/profile-limits.js";
import type { Layer } from "../../contract/project.js";
import type { RiskLevel, Scheme } from "../../contract/scheme.js";
import type { Rescored } from "../../contract/scheme-calls.js";
import { measuredColumns } from "../analyses/score-columns.js";
import type { Session } from "../database.js";
import { countClasses } from "../layers/classes.js";
import type { Paintings } from "../layers/paintings.js";
import { checkScheme, profileOf } from "../risk/scheme.js";
import { scoreSql } from "../risk/score.js";
import { quoteName } from "../sql.js";
import { tableOf } from "./layer-tables.js";
import type { OpenProject } from "./open-project.js";
import { loadScheme } from "./schemes.js";

/**
 * Shows a scored layer by another scheme, or again as it was scored (null), everywhere: map, list, counts, exports. Factor
 * values are kept in the layer, so nothing is measured or written. Throws `usage` for another layer, and for a scheme that
 * measures otherwise than the layer's run: that one has to be run.
 */
export async function rescore(
  project: OpenProject,
  paintings: Paintings,
  session: Session,
  id: number,
  scheme: Scheme | null,
  signal: AbortSignal,
): Promise<Rescored> {
  const started = performance.now();
  const layer = scoredLayer(project, id);
  if (scheme === null) await project.preview(id, null);
  else {
    checkScheme(scheme, { zh: `方案“${scheme.name}”`, en: `The scheme "${scheme.name}"` });
    refuseOtherMeasures(await schemeOfRun(project, layer), scheme);
    const table = quoteName(tableOf(id, layer.revision));
    const kept = measuredColumns.map(({ name }) => name);
    // One that was given up while its run's scheme was read must not come after the one that followed it.
    signal.throwIfAborted();
    const scored = scoreSql(scheme, table, kept);
    const select = `(SELECT *, CAST(NULL AS DOUBLE) AS top_share_pct FROM (${scored}))`;
    await project.preview(id, { select, scheme });
  }
  const source = project.source(id);
  const counts = countClasses(source.layer, await paintings.of(source, session));
  return {
    counts: counts.map(({ value, count }) => ({ value: value as RiskLevel | null, count })),
    milliseconds: performance.now() - started,
  };
}

/** Throws `usage` for a layer that is no result of `score`. */
export function scoredLayer(project: OpenProject, id: number): Layer {
  const layer = project.layer(id);
  if (layer.kind === "result:score" && layer.run !== null) return layer;
  throw new AppError("usage", {
    zh: `图层“${layer.title.zh}”不是风险评分结果；请先运行 score。`,
    en: `The layer "${layer.title.en}" is no result of scoring; run score first.`,
  });
}

/** The scheme, in its version, that a scored layer was made with. */
export async function schemeOfRun(project: OpenProject, layer: Layer): Promise<Scheme> {
  const { parameters } = project.run(layer.run ?? 0);
  return await loadScheme(project.path, String(parameters.scheme));
}

/** Gas points and ranges are measured pair by pair; they are not in the table that another scheme starts from. */
function refuseOtherMeasures(before: Scheme, after: Scheme): void {
  // Another name or another source of the same metres measures nothing otherwise.
  const measures = (scheme: Scheme) =>
    JSON.stringify([scheme.gas, limitsOf(profileOf(scheme)).map(({ key, metres }) => [key, metres])]);
  if (measures(before) === measures(after)) return;
  throw new AppError("usage", {
    zh: "燃气暴露的分值或范围表与本次评分不同，须重新量测：请保存方案并重新运行 score。",
    en: "Its points of gas exposure or its profile differ from those of this score and need new measuring: save the scheme and run score again.",
  });
}
