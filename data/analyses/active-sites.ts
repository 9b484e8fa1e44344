import type { Text } from "../../contract/text.js";
import type { AnalysisContext, InputLayer } from "./analysis.js";

export interface SiteOptions {
  /** How far a pit reaches from its edge: `factor` times its depth, or `depth` metres deep where that is unknown. null: not asked. */
  readonly reach: { readonly factor: number; readonly depth: number } | null;
  /** Metres from a site's point to the edge, where neither its shape nor its area is known. */
  readonly radius: number;
  readonly states: readonly string[];
  /** Whether a site of unknown state is in the table, beside those that count. */
  readonly keepUnknown: boolean;
}

/**
 * The sites that count, as a TEMP table: `fid`, `geom`, `wall_m` (from `geom` to the pit's edge: 0 for a polygon, else the
 * radius of a circle of the pit's area, else the site's own or the given radius), `reach_m` (from the edge), `depth_assumed` and
 * `state_unknown`. A layer without any state counts whole; otherwise a site counts when its state is one of `states`,
 * compared without regard to case, width and surrounding spaces.
 */
export async function activeSites(
  context: AnalysisContext,
  sites: InputLayer,
  options: SiteOptions,
): Promise<{ table: string; messages: Text[] }> {
  const { session } = context;
  const table = context.newTemporary();
  const present = await session.rows<{ state: string | null }>(
    `SELECT DISTINCT state FROM ${sites.relation} ORDER BY state`,
  );
  const known = present.flatMap(({ state }) => (state === null ? [] : [state]));
  const wanted = new Set(options.states.map(plainWord));
  const counting = known.filter((state) => wanted.has(plainWord(state)));
  const whole = known.length === 0;
  const { factor, depth } = options.reach ?? { factor: 0, depth: 0 };
  await session.run(
    `CREATE TEMP TABLE ${table} AS
     SELECT fid, geom, NOT $whole AND state IS NULL AS state_unknown, depth_m IS NULL OR depth_m <= 0 AS depth_assumed,
            CASE WHEN ST_Dimension(geom) = 2 THEN 0
                 WHEN pit_area_m2 > 0 THEN sqrt(pit_area_m2 / pi())
                 WHEN radius_m > 0 THEN radius_m
                 ELSE CAST($radius AS DOUBLE) END AS wall_m,
            round(CAST($factor AS DOUBLE) * CASE WHEN depth_m > 0 THEN depth_m ELSE CAST($depth AS DOUBLE) END, 6) AS reach_m
     FROM ${sites.relation}
     WHERE $whole OR ($keep_unknown AND state IS NULL) OR state IN (${["NULL", ...counting.map((_state, index) => `$state${index}`)].join(", ")})
     ORDER BY fid`,
    {
      radius: options.radius,
      factor,
      depth,
      whole,
      keep_unknown: options.keepUnknown,
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
    : `计入的状态：${counting.join("、") || "无"}；${unknown} 处状态不明，${options.keepUnknown ? "列为待核实" : "未计入"}`;
  const enStates = whole
    ? "the layer has no states, so all count"
    : `states that count: ${counting.join(", ") || "none"}; ${unknown} of unknown state ${options.keepUnknown ? "are to be verified" : "do not"}`;
  const reach: Text =
    options.reach === null
      ? { zh: "。", en: "." }
      : {
          zh: `；其中 ${assumed} 处开挖深度不明，按 ${depth} 米计。影响范围为坑边起 ${factor} 倍深度。`,
          en: `; ${assumed} of unknown depth are taken as ${depth} m deep. The reach is ${factor} times the depth from the pit's edge.`,
        };
  const message: Text = {
    zh: `工地 ${sites.layer.count} 处，参与分析 ${used} 处（${zhStates}）${reach.zh}`,
    en: `${sites.layer.count} sites, ${used} of them used (${enStates})${reach.en}`,
  };
  return { table, messages: [message] };
}

function plainWord(state: string): string {
  return state.normalize("NFKC").trim().toLowerCase();
}
