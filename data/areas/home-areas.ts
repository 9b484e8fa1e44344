import type { LayerColumn } from "../../contract/project.js";
import type { Database, Session } from "../database.js";
import { Kept } from "../kept.js";
import type { LayerSource } from "../layers/layer-source.js";
import { quoteName } from "../sql.js";
import { Areas, noRow } from "./areas.js";
import { plainCode, tierDigits } from "./codes.js";

/** Pairs of a layer's and a boundary layer's revision that are kept; a million rows take 2 MB each. */
const keptPairs = 4;

/** Areas beyond are left out: their rows lie in none. */
const mostAreas = 10_000;

/** The table that holds the rows' geometry, and which columns it has. */
interface Home {
  readonly geometryRelation: string;
  readonly columns: readonly LayerColumn[];
}

/**
 * In which area every building lies, worked out once for a layer's revision and a boundary layer's revision and kept in
 * memory. Of boundaries in several tiers, those of the highest (districts before streets) are taken. A building is in the
 * area where its centre is, in the one with the lowest fid where areas overlap; one outside all of them is in the area that
 * its record or the leading digits of its own code name, and in none where there is no such.
 */
export class HomeAreas {
  private readonly kept = new Kept<Areas>(keptPairs);

  constructor(private readonly database: Database) {}

  async of(home: Home, boundaries: LayerSource): Promise<Areas> {
    return await this.kept.of(`${home.geometryRelation} ${boundaries.own}`, () =>
      this.database.using(undefined, (session) => placeRows(session, home, boundaries)),
    );
  }
}

async function placeRows(session: Session, home: Home, boundaries: LayerSource): Promise<Areas> {
  const has = (columns: readonly LayerColumn[], name: string) => columns.some((column) => column.name === name);
  const column = (name: string) =>
    has(boundaries.layer.columns, name) ? `nullif(trim(${quoteName(name)}), '')` : "CAST(NULL AS VARCHAR)";
  const all = await session.rows<{ fid: bigint; tier: string | null; code: string | null; name: string | null }>(
    `SELECT fid, ${column("tier")} AS tier, ${plainCode(column("code"))} AS code, ${column("name")} AS name
     FROM ${boundaries.relation} WHERE geom IS NOT NULL ORDER BY fid`,
  );
  const tier = [...tierDigits.keys()].find((each) => all.some((area) => area.tier === each)) ?? null;
  const areas = all.filter((area) => area.tier === tier).slice(0, mostAreas);
  const fids = areas.map(({ fid }) => fid);
  const { highest } = await session.row<{ highest: bigint | null }>(
    `SELECT max(fid) AS highest FROM ${home.geometryRelation}`,
  );
  const codes = new Uint16Array(Number(highest ?? -1n) + 1).fill(noRow);
  // A house's own code begins with its district's; its record names the area in the column of the tier.
  const digits = (tier === null ? undefined : tierDigits.get(tier)) ?? 0;
  const recorded = tier !== null && has(home.columns, tier) ? plainCode(quoteName(tier)) : "NULL";
  const begins = digits > 0 && has(home.columns, "code") ? `left("code", ${digits})` : "NULL";
  const [rows = new Uint32Array(), places = new Uint32Array()] = await session.wholeColumns(
    `WITH area AS (
       SELECT fid, ${plainCode(column("code"))} AS code, ${column("name")} AS name, geom FROM ${boundaries.relation}
       WHERE list_contains(CAST($fids AS BIGINT[]), fid)
     ), house AS (
       SELECT fid, ${recorded} AS recorded, ${begins} AS begins, ST_Centroid(geom) AS centre FROM ${home.geometryRelation}
     ), inside AS (
       SELECT house.fid, min(area.fid) AS area FROM house JOIN area ON ST_Intersects(house.centre, area.geom) GROUP BY house.fid
     ), keyed AS (
       SELECT key, min(fid) AS area FROM (SELECT code AS key, fid FROM area UNION SELECT name, fid FROM area)
       WHERE key IS NOT NULL GROUP BY key HAVING count(*) = 1
     ), coded AS (SELECT code, min(fid) AS area FROM area WHERE length(code) = ${digits} GROUP BY code)
     SELECT CAST(house.fid AS UINTEGER) AS fid,
            CAST(coalesce(list_position(CAST($fids AS BIGINT[]), coalesce(inside.area, keyed.area, coded.area)), ${fids.length + 1}) - 1 AS UINTEGER) AS place
     FROM house LEFT JOIN inside ON inside.fid = house.fid LEFT JOIN keyed ON keyed.key = house.recorded
          LEFT JOIN coded ON coded.code = house.begins`,
    { fids: JSON.stringify(fids.map(Number)) },
  );
  for (let at = 0; at < rows.length; at++) codes[rows[at] ?? 0] = places[at] ?? noRow;
  const title = ({ name, code, fid }: (typeof areas)[number]) => {
    const known = name ?? code;
    return { zh: known ?? `区域 ${fid}`, en: known ?? `area ${fid}` };
  };
  return new Areas(new Map(areas.map((area) => [Number(area.fid), title(area)])), codes);
}
