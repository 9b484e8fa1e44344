import type { Text } from "../../contract/text.js";
import { damageClassSql } from "../risk/damage.js";
import { workClassSql, zoneSql } from "../risk/excavations.js";
import type { AnalysisContext, InputLayer, ResultTable } from "./analysis.js";
import {
  buildingPitColumns,
  pairIds,
  pipePitColumns,
  siteColumns,
  sitePaint,
  zonePaint,
} from "./excavation-columns.js";
import { columnSql } from "./input-columns.js";
import { pitPairs, pitPeakSql, pitShareSql } from "./pits.js";
import { leftOutMessages, standingHouses } from "./standing-houses.js";

export interface Judged {
  /** TEMP table with `fid`, `site_fid`, `distance_m`, `depth_m`. */
  readonly pairs: string;
  readonly results: readonly ResultTable[];
  readonly facts: Readonly<Record<string, number>>;
  readonly messages: readonly Text[];
}

/**
 * What the ground does under each building that counts beside a pit, as a TEMP table of pairs. The building is taken to stand as deep behind
 * its nearest edge as the root of its footprint's area (at least 1 m): settlement is the largest along that stretch, slope
 * the steepest mean between its ends and the curve's peak.
 */
export async function buildingPitPairs(
  context: AnalysisContext,
  buildings: InputLayer,
  pits: string,
  soilFactor: number,
): Promise<string> {
  const things = `(SELECT fid, geom, CAST(0 AS DOUBLE) AS side_m FROM ${standingHouses(buildings)})`;
  const near = await pitPairs(context, things, pits, 0);
  const table = context.newTemporary();
  const unit = `(depth_m * CAST(${soilFactor} AS DOUBLE))`;
  await context.session.run(
    `CREATE TEMP TABLE ${table} AS
     WITH paired AS (
       SELECT near.fid, near.site_fid, near.distance_m, pit.* EXCLUDE (fid, geom, reach_m), footprint.width_m
       FROM ${near} near JOIN ${pits} pit ON pit.fid = near.site_fid
       JOIN (SELECT fid, greatest(1, sqrt(ST_Area(geom))) AS width_m FROM ${buildings.relation}) footprint ON footprint.fid = near.fid
     ), ratios AS (
       SELECT *, distance_m / ${unit} AS from_ratio, (distance_m + width_m) / ${unit} AS to_ratio, ${pitPeakSql("curve")} AS peak FROM paired
     ), shares AS (
       SELECT *, ${pitShareSql("curve", "from_ratio")} AS from_share, ${pitShareSql("curve", "to_ratio")} AS to_share,
              from_ratio < peak AND to_ratio > peak AS over_peak
       FROM ratios
     )
     SELECT * EXCLUDE (from_ratio, to_ratio, peak, from_share, to_share, over_peak),
            CASE WHEN over_peak THEN 1 ELSE greatest(from_share, to_share) END AS share,
            round(share * largest_pct * depth_m * 10, 3) AS settlement_mm,
            round(largest_pct / 100 / CAST(${soilFactor} AS DOUBLE) *
              CASE WHEN over_peak THEN greatest((1 - from_share) / (peak - from_ratio), (1 - to_share) / (to_ratio - peak))
                   ELSE abs(from_share - to_share) / (to_ratio - from_ratio) END, 6) AS slope,
            ${zoneSql("distance_m", "depth_m", soilFactor)} AS zone,
            ${damageClassSql("settlement_mm", "slope")} AS damage
     FROM shares`,
  );
  return table;
}

export async function judgeBuildingsByPits(
  context: AnalysisContext,
  buildings: InputLayer,
  pits: string,
  soilFactor: number,
): Promise<Judged> {
  const { session } = context;
  const pairs = await buildingPitPairs(context, buildings, pits, soilFactor);
  const list = context.newTable();
  const own = buildingPitColumns.map(({ name }) => name).join(", ");
  const measured = `distance_m AS site_distance_m, depth_m AS site_depth_m, depth_assumed AS site_depth_assumed, phase AS site_phase`;
  await session.run(
    `CREATE TABLE ${list} AS
     SELECT row_number() OVER (ORDER BY building_fid, site_fid) AS fid, ${own}, building_fid, building_code, site_code, site_name, geom
     FROM (SELECT pair.fid AS building_fid, zone, site_fid, settlement_mm, slope, damage, ${measured},
                  pair.code AS site_code, pair.name AS site_name, building.code AS building_code, building.geom
           FROM ${pairs} pair
           JOIN (SELECT fid, geom, ${columnSql(buildings, "given", "code", "VARCHAR")} AS code FROM ${buildings.relation} given) building ON building.fid = pair.fid)
     ORDER BY building_fid, site_fid`,
  );
  const perBuilding = context.newTable();
  await session.run(
    `CREATE TABLE ${perBuilding} AS
     WITH worst AS (
       SELECT fid, max({settlement_mm: settlement_mm * greatest(phase_share, 0.000001), nearer: -distance_m, first: -site_fid}) AS key
       FROM ${pairs} GROUP BY fid
     ), chosen AS (
       SELECT pair.fid, zone, site_fid, settlement_mm, slope, damage, ${measured}
       FROM ${pairs} pair JOIN worst ON worst.fid = pair.fid AND pair.site_fid = -worst.key.first
     )
     SELECT building.fid, ${own}
     FROM (SELECT fid FROM ${buildings.relation}) building LEFT JOIN chosen ON chosen.fid = building.fid
     ORDER BY building.fid`,
  );
  const counted = await session.row<Record<string, bigint>>(
    `SELECT count(zone) AS buildings_in_zones, count(*) FILTER (zone = 'strong') AS buildings_strong, count(*) FILTER (zone = 'main') AS buildings_main,
            count(*) FILTER (damage IN ('moderate', 'high')) AS buildings_moderate_or_high,
            count(*) FILTER (damage = 'slight') AS buildings_slight FROM ${perBuilding}`,
  );
  const facts = numbers(counted);
  const { layer } = buildings;
  return {
    pairs,
    facts,
    messages: [
      {
        zh: `影响区内房屋 ${facts.buildings_in_zones} 栋：强影响区 ${facts.buildings_strong} 栋，主要影响区 ${facts.buildings_main} 栋；筛查损伤中等及以上 ${facts.buildings_moderate_or_high} 栋，轻微 ${facts.buildings_slight} 栋。`,
        en: `${facts.buildings_in_zones} buildings in zones: ${facts.buildings_strong} strong, ${facts.buildings_main} main; ${facts.buildings_moderate_or_high} of moderate or high damage by screening, ${facts.buildings_slight} slight.`,
      },
      ...(await leftOutMessages(context, buildings)),
    ],
    results: [
      {
        name: "excavation_buildings",
        title: { zh: "基坑影响（逐栋）", en: "Excavations by building" },
        table: perBuilding,
        parent: layer.id,
        geometry: layer.geometry,
        columns: buildingPitColumns,
        paint: zonePaint,
      },
      {
        name: "excavation_pairs",
        title: { zh: "房屋与基坑（逐对）", en: "Buildings and pits (pairs)" },
        table: list,
        parent: null,
        geometry: layer.geometry,
        columns: [...buildingPitColumns, ...pairIds],
        paint: zonePaint,
      },
    ],
  };
}

/** Pipes beside pits. A pipe runs on, so the settlement is the largest anywhere from its nearest place outwards. */
export async function judgePipesByPits(
  context: AnalysisContext,
  pipes: InputLayer,
  pits: string,
  soilFactor: number,
): Promise<Judged> {
  const { session } = context;
  const column = (name: string, type: "VARCHAR" | "DOUBLE") => columnSql(pipes, "given", name, type);
  const used = context.newTemporary();
  await session.run(
    `CREATE TEMP TABLE ${used} AS
     SELECT fid, geom, coalesce(greatest(${column("outer_diameter_mm", "DOUBLE")}, 0), 0) / 2000.0 AS side_m,
            ${column("code", "VARCHAR")} AS pipe_code, ${column("pressure", "VARCHAR")} AS pressure
     FROM ${pipes.relation} given WHERE ${column("status", "VARCHAR")} IS NULL OR ${column("status", "VARCHAR")} = 'in_use'`,
  );
  const { side } = await session.row<{ side: number | null }>(`SELECT max(side_m) AS side FROM ${used}`);
  const pairs = await pitPairs(context, used, pits, side ?? 0);
  const judged = context.newTemporary();
  const ratio = `(distance_m / (depth_m * CAST(${soilFactor} AS DOUBLE)))`;
  await session.run(
    `CREATE TEMP TABLE ${judged} AS
     SELECT pair.fid, pair.site_fid, pair.distance_m, pit.depth_m, pit.depth_assumed, pit.phase, pit.code AS site_code, pit.name AS site_name,
            pipe.pipe_code, pipe.pressure, pipe.geom,
            round(CASE WHEN ${ratio} <= ${pitPeakSql("curve")} THEN 1 ELSE ${pitShareSql("curve", ratio)} END * largest_pct * depth_m * 10, 3) AS settlement_mm,
            ${zoneSql("distance_m", "depth_m", soilFactor)} AS zone
     FROM ${pairs} pair JOIN ${pits} pit ON pit.fid = pair.site_fid JOIN ${used} pipe ON pipe.fid = pair.fid`,
  );
  const table = context.newTable();
  await session.run(
    `CREATE TABLE ${table} AS
     SELECT row_number() OVER (ORDER BY fid, site_fid) AS fid, zone, distance_m AS site_distance_m, site_fid, depth_m AS site_depth_m,
            depth_assumed AS site_depth_assumed, phase AS site_phase, settlement_mm, settlement_mm > 10 AS over_alarm, fid AS pipe_fid,
            pipe_code, pressure, site_code, site_name, geom
     FROM ${judged} ORDER BY fid, site_fid`,
  );
  const counted = numbers(
    await session.row<Record<string, bigint>>(
      `SELECT count(DISTINCT pipe_fid) AS pipes_in_zones, count(DISTINCT pipe_fid) FILTER (over_alarm) AS pipes_over_alarm FROM ${table}`,
    ),
  );
  return {
    pairs: judged,
    facts: counted,
    messages: [
      {
        zh: `影响区内管线 ${counted.pipes_in_zones} 段，沉降估算超过 10 毫米报警值的 ${counted.pipes_over_alarm} 段。`,
        en: `${counted.pipes_in_zones} pipes in zones, ${counted.pipes_over_alarm} of them with an estimated settlement above the alarm value of 10 mm.`,
      },
    ],
    results: [
      {
        name: "excavation_pipes",
        title: { zh: "管线与基坑（逐对）", en: "Pipes and pits (pairs)" },
        table,
        parent: null,
        geometry: "line",
        columns: pipePitColumns,
        paint: zonePaint,
      },
    ],
  };
}

/**
 * The class of works of every site, with the suggestion that its neighbours make. Only a depth on record has a class; a pit
 * that was backfilled long ago is no work any more. What is next to it is null where the layer was not given: not known, not none.
 */
export async function judgeSites(
  context: AnalysisContext,
  sites: InputLayer,
  pits: string,
  found: { readonly buildings: Judged | undefined; readonly pipes: Judged | undefined },
  adjacency: number,
): Promise<Omit<Judged, "pairs">> {
  const { session } = context;
  const near = (judged: Judged | undefined) =>
    judged === undefined
      ? "(SELECT CAST(NULL AS BIGINT) AS site_fid, 0 AS adjacent, 0 AS zoned, CAST(NULL AS DOUBLE) AS nearest_m WHERE false)"
      : `(SELECT site_fid, count(*) FILTER (distance_m <= round(depth_m * CAST(${adjacency} AS DOUBLE), 6)) AS adjacent, count(zone) AS zoned, min(distance_m) AS nearest_m
          FROM ${judged.pairs} GROUP BY site_fid)`;
  const count = (judged: Judged | undefined, column: string) =>
    judged === undefined ? "CAST(NULL AS BIGINT)" : `coalesce(${column}, 0)`;
  const table = context.newTable();
  await session.run(
    `CREATE TABLE ${table} AS
     WITH counted AS (
       SELECT site.fid, ${columnSql(sites, "site", "depth_m", "DOUBLE")} AS depth_m, pit.phase AS site_phase,
              ${count(found.buildings, "house.adjacent")} AS adjacent_buildings, ${count(found.pipes, "pipe.adjacent")} AS adjacent_pipes,
              house.nearest_m AS nearest_building_m, pipe.nearest_m AS nearest_pipe_m, ${count(found.buildings, "house.zoned")} AS buildings_in_zones
       FROM ${sites.relation} site LEFT JOIN ${pits} pit ON pit.fid = site.fid
       LEFT JOIN ${near(found.buildings)} house ON house.site_fid = site.fid
       LEFT JOIN ${near(found.pipes)} pipe ON pipe.site_fid = site.fid
     )
     SELECT fid, CASE WHEN site_phase IS NULL THEN 'ended' ELSE ${workClassSql("depth_m", "coalesce(adjacent_buildings, 0) + coalesce(adjacent_pipes, 0) > 0")} END AS work_class, site_phase, adjacent_buildings, adjacent_pipes,
            nearest_building_m, nearest_pipe_m, buildings_in_zones
     FROM counted ORDER BY fid`,
  );
  const facts = numbers(
    await session.row<Record<string, bigint>>(
      `SELECT count(*) FILTER (work_class = 'oversize') AS oversize, count(*) FILTER (work_class = 'suggested') AS suggested,
              count(*) FILTER (work_class = 'dangerous') AS dangerous, count(*) FILTER (work_class IS NULL) AS depth_unknown FROM ${table}`,
    ),
  );
  return {
    facts,
    messages: [
      {
        zh: `按深度：超危大（≥5 米）${facts.oversize} 处，危大（3–5 米）且毗邻房屋或管线（坑边 ${adjacency} 倍深度以内）、建议按超危大管理 ${facts.suggested} 处，其他危大 ${facts.dangerous} 处，深度不明不能判定 ${facts.depth_unknown} 处。`,
        en: `By depth: ${facts.oversize} oversize (≥ 5 m), ${facts.suggested} of 3–5 m next to buildings or pipes (within ${adjacency} depths of the edge), to be managed as oversize, ${facts.dangerous} other dangerous works, ${facts.depth_unknown} of unknown depth that cannot be told.`,
      },
    ],
    results: [
      {
        name: "excavation_sites",
        title: { zh: "基坑与毗邻", en: "Pits and their neighbours" },
        table,
        parent: sites.layer.id,
        geometry: sites.layer.geometry,
        columns: siteColumns,
        paint: sitePaint,
      },
    ],
  };
}

function numbers(row: Readonly<Record<string, bigint>>): Record<string, number> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)]));
}
