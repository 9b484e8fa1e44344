import type { Text } from "../../contract/text.js";
import type { AnalysisContext, InputLayer } from "./analysis.js";

export interface SiteOptions {
  /** Reach of a pit in multiples of its depth, from its edge. */
  readonly factor: number;
  /** Metres, for a pit of unknown depth. */
  readonly depth: number;
  /** Metres from a site's point to the edge, where neither its shape nor its area is known. */
  readonly radius: number;
  readonly states: readonly string[];
}

/**
 * The sites that count, as a TEMP table: `fid`, `geom`, `wall_m` (from `geom` to the pit's edge: 0 for a polygon, else the
 * radius of a circle of the pit's area, else the site's own or the given radius), `reach_m` (from the edge) and
 * `depth_assumed`. A layer without any state counts whole; otherwise a site counts when its state is one of `states`,
 * compared without regard to case, width and surrounding spaces.
 */
export async function activeSites(
  context: AnalysisContext,
  sites: InputLayer,
  options: SiteOptions,
): Promise<{ table: string; messages: Text[] }> {
  const { session } = context;
  const table = context.newTemporary();
  const present = await session.rows<{ state: string | null }>(`SELECT DISTINCT state FROM ${sites.relation}`);
  const known = present.flatMap(({ state }) => (state === null ? [] : [state]));
  const wanted = new Set(options.states.map(plainWord));
  const counting = known.filter((state) => wanted.has(plainWord(state)));
  const whole = known.length === 0;
  await session.run(
    `CREATE TEMP TABLE ${table} AS
     SELECT fid, geom, depth_m IS NULL OR depth_m <= 0 AS depth_assumed,
            CASE WHEN ST_Dimension(geom) = 2 THEN 0
                 WHEN pit_area_m2 > 0 THEN sqrt(pit_area_m2 / pi())
                 WHEN radius_m > 0 THEN radius_m
                 ELSE CAST($radius AS DOUBLE) END AS wall_m,
            round(CAST($factor AS DOUBLE) * CASE WHEN depth_m > 0 THEN depth_m ELSE CAST($depth AS DOUBLE) END, 6) AS reach_m
     FROM ${sites.relation}
     WHERE $whole OR state IN (${["NULL", ...counting.map((_state, index) => `$state${index}`)].join(", ")})
     ORDER BY fid`,
    {
      radius: options.radius,
      factor: options.factor,
      depth: options.depth,
      whole,
      ...Object.fromEntries(counting.map((state, index) => [`state${index}`, state])),
    },
  );
  const { used, assumed } = await session.row<{ used: bigint; assumed: bigint }>(
    `SELECT count(*) AS used, count(*) FILTER (depth_assumed) AS assumed FROM ${table}`,
  );
  const { stateless } = await session.row<{ stateless: bigint }>(
    `SELECT count(*) FILTER (state IS NULL) AS stateless FROM ${sites.relation}`,
  );
  const unknown = whole ? 0 : Number(stateless);
  const zhStates = whole
    ? "图层没有状态字段，全部计入"
    : `计入的状态：${counting.join("、") || "无"}；${unknown} 处状态不明，未计入`;
  const enStates = whole
    ? "the layer has no states, so all count"
    : `states that count: ${counting.join(", ") || "none"}; ${unknown} of unknown state do not`;
  const message: Text = {
    zh: `工地 ${sites.layer.count} 处，参与分析 ${used} 处（${zhStates}）；其中 ${assumed} 处开挖深度不明，按 ${options.depth} 米计。影响范围为坑边起 ${options.factor} 倍深度。`,
    en: `${sites.layer.count} sites, ${used} of them used (${enStates}); ${assumed} of unknown depth are taken as ${options.depth} m deep. The reach is ${options.factor} times the depth from the pit's edge.`,
  };
  return { table, messages: [message] };
}

function plainWord(state: string): string {
  return state.normalize("NFKC").trim().toLowerCase();
}
