import type { Text } from "../../contract/text.js";
import { plainCode } from "../areas/codes.js";
import type { AnalysisContext, InputLayer } from "./analysis.js";
import { columnSql, hasColumn } from "./input-columns.js";

/** Tiers of areas and the column in which a building's record names the area. */
const tiers = ["district", "street", "community", "grid"] as const;

/** The tier of an area as SQL, behind the alias `area`; one that is not known is a tier of its own. */
export function tierSql(boundaries: InputLayer): string {
  return `coalesce(${hasColumn(boundaries, "tier") ? "area.tier" : columnSql(boundaries, "area", "level", "VARCHAR")}, 'area')`;
}

/**
 * The area of every building in each tier, as a TEMP table of `fid`, `area` and `how`: by the code or name in its record, by
 * the leading digits of its own code, or by where its centre lies; what is no house any more is left out. An area of unknown
 * tier is a tier of its own. Ties go to the area with the lowest fid.
 */
export async function placeBuildings(
  context: AnalysisContext,
  buildings: InputLayer,
  boundaries: InputLayer,
): Promise<{ table: string; facts: Record<string, number>; message: Text }> {
  const { session } = context;
  const areas = context.newTemporary();
  await session.run(
    `CREATE TEMP TABLE ${areas} AS
     SELECT area.fid, ${tierSql(boundaries)} AS tier, ${plainCode(columnSql(boundaries, "area", "code", "VARCHAR"))} AS code,
            trim(${columnSql(boundaries, "area", "name", "VARCHAR")}) AS name, area.geom
     FROM ${boundaries.relation} area`,
  );
  const houses = context.newTemporary();
  const named = tiers.map((each) => `nullif(trim(${columnSql(buildings, "house", each, "VARCHAR")}), '') AS ${each}`);
  await session.run(
    `CREATE TEMP TABLE ${houses} AS
     SELECT house.fid, ${columnSql(buildings, "house", "code", "VARCHAR")} AS code, ${named.join(", ")}, CAST(NULL AS VARCHAR) AS area, ST_Centroid(house.geom) AS geom
     FROM ${buildings.relation} house WHERE NOT coalesce(${columnSql(buildings, "house", "excluded", "BOOLEAN")}, false)`,
  );
  const table = context.newTemporary();
  await session.run(`CREATE TEMP TABLE ${table} (fid BIGINT, tier VARCHAR, area BIGINT, how VARCHAR)`);
  const present = await session.rows<{ tier: string }>(`SELECT DISTINCT tier FROM ${areas} ORDER BY tier`);
  for (const { tier: name } of present) {
    const column = tiers.find((each) => each === name) ?? "area";
    const digits = { district: 6, street: 9, community: 12, grid: 0, area: 0 }[column];
    await session.run(
      `INSERT INTO ${table}
       WITH areas AS (SELECT * FROM ${areas} WHERE tier = $tier),
       keyed AS (
         SELECT key, min(fid) AS area FROM (SELECT code AS key, fid FROM areas UNION ALL SELECT name, fid FROM areas)
         WHERE key IS NOT NULL AND key <> '' GROUP BY key HAVING count(DISTINCT fid) = 1
       ), by_record AS (
         SELECT house.fid, keyed.area FROM ${houses} house JOIN keyed ON keyed.key = ${plainCode(`house.${column}`)}
       ), by_code AS (
         SELECT house.fid, min(area.fid) AS area FROM ${houses} house JOIN areas area ON length(area.code) = ${digits} AND area.code = left(house.code, ${digits})
         WHERE ${digits > 0} AND regexp_matches(house.code, '^[0-9]{12}') AND house.fid NOT IN (SELECT fid FROM by_record) GROUP BY house.fid
       ), known AS (
         SELECT fid, min(area) AS area, 'record' AS how FROM by_record GROUP BY fid UNION ALL SELECT fid, area, 'code' FROM by_code
       ), by_place AS (
         SELECT house.fid, min(area.fid) AS area
         FROM (SELECT * FROM ${houses} WHERE fid NOT IN (SELECT fid FROM known)) house JOIN areas area ON ST_Intersects(house.geom, area.geom)
         GROUP BY house.fid
       )
       SELECT fid, $tier, area, how FROM known UNION ALL SELECT fid, $tier, area, 'place' FROM by_place`,
      { tier: name },
    );
  }
  const count = async (sql: string) => Number((await session.row<{ n: bigint }>(sql)).n);
  const facts = {
    buildings: await count(`SELECT count(*) AS n FROM ${houses}`),
    placed_by_record: await count(`SELECT count(DISTINCT fid) AS n FROM ${table} WHERE how = 'record'`),
    placed_by_code: await count(`SELECT count(DISTINCT fid) AS n FROM ${table} WHERE how = 'code'`),
    placed_by_position: await count(`SELECT count(DISTINCT fid) AS n FROM ${table} WHERE how = 'place'`),
    placed_nowhere: await count(`SELECT count(*) AS n FROM ${houses} WHERE fid NOT IN (SELECT fid FROM ${table})`),
  };
  return {
    table,
    facts,
    message: {
      zh: `房屋 ${facts.buildings} 栋：按记录中的分区代码或名称归入 ${facts.placed_by_record} 栋，按房屋编号前缀归入 ${facts.placed_by_code} 栋，按位置归入 ${facts.placed_by_position} 栋（各级分区分别归入，同一栋可有不同依据）；不在任何分区内 ${facts.placed_nowhere} 栋。`,
      en: `${facts.buildings} buildings: ${facts.placed_by_record} placed by the code or name on record, ${facts.placed_by_code} by the digits of their own code, ${facts.placed_by_position} by where they lie (tier by tier, so one building may count more than once); ${facts.placed_nowhere} lie in no area.`,
    },
  };
}
