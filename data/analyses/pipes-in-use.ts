import type { Text } from "../../contract/text.js";
import type { AnalysisContext, InputLayer } from "./analysis.js";

/**
 * Control range in metres from the outer wall, by pressure class: GB 55009-2021 §5.1 (low and medium 5 m, sub-high 15 m,
 * high and above 50 m).
 */
const controlRange = `CASE
  WHEN pressure IN ('low', 'medium_b', 'medium_a') THEN 5.0
  WHEN pressure IN ('sub_high_b', 'sub_high_a') THEN 15.0
  WHEN pressure IN ('high_b', 'high_a', 'ultra_high') THEN 50.0 END`;

export interface PipeOptions {
  /** Metres for every pipe, or each pipe's control range. */
  readonly distance: number | "by-class";
  /** Metres for a pipe of unknown class, where ranges go by class. */
  readonly unknownRange: number;
  readonly includeOutOfUse: boolean;
}

/**
 * The pipes that count, as a TEMP table: `fid`, `geom`, `pressure`, `wall_m` (from centre line to outer wall, 0 where the
 * diameter is unknown) and `reach_m` (from the outer wall). A pipe of unknown status counts.
 */
export async function pipesInUse(
  context: AnalysisContext,
  pipes: InputLayer,
  options: PipeOptions,
): Promise<{ table: string; messages: Text[] }> {
  const { session } = context;
  const table = context.newTemporary();
  const reach = options.distance === "by-class" ? `coalesce(${controlRange}, $unknown)` : "$distance";
  await session.run(
    `CREATE TEMP TABLE ${table} AS
     SELECT fid, geom, pressure, coalesce(greatest(outer_diameter_mm, 0), 0) / 2000.0 AS wall_m,
            CAST(${reach} AS DOUBLE) AS reach_m
     FROM ${pipes.relation}
     WHERE $all OR status IS NULL OR status = 'in_use'
     ORDER BY fid`,
    {
      all: options.includeOutOfUse,
      ...(options.distance === "by-class" ? { unknown: options.unknownRange } : { distance: options.distance }),
    },
  );
  const count = await session.row<{ used: bigint; thick: bigint; classed: bigint }>(
    `SELECT count(*) AS used, count(*) FILTER (wall_m > 0) AS thick, count(pressure) AS classed FROM ${table}`,
  );
  const left = pipes.layer.count - Number(count.used);
  const messages: Text[] = [
    {
      zh: `管线 ${pipes.layer.count} 段，参与分析 ${count.used} 段；停用、废弃或规划的 ${left} 段未计入。其中 ${count.thick} 段有外径，距离从管外壁量起；其余从中心线量起。`,
      en: `${pipes.layer.count} pipes, ${count.used} of them used; ${left} idle, abandoned or planned ones do not count. ${count.thick} have a diameter and are measured from the outer wall, the others from the centre line.`,
    },
  ];
  if (options.distance === "by-class") {
    const unknown = Number(count.used) - Number(count.classed);
    messages.push({
      zh: `按压力级制取控制范围（GB 55009-2021：低、中压 5 米，次高压 15 米，高压及以上 50 米）；${unknown} 段压力不明，按 ${options.unknownRange} 米。`,
      en: `Ranges by pressure class (control range of GB 55009-2021: low and medium 5 m, sub-high 15 m, high and above 50 m); ${unknown} pipes of unknown class take ${options.unknownRange} m.`,
    });
  }
  return { table, messages };
}
