import { rangesFrom } from "../../contract/ranges.js";
import { type PressureClass, type PressureProfile, pressureClasses } from "../../contract/scheme.js";
import { siteDepthParameter, siteStatesParameter } from "../analyses/shared-parameters.js";
import type { Session } from "../database.js";
import type { LayerSource } from "../layers/layer-source.js";
import { zones } from "../risk/excavations.js";
import { type Range, rangeOf, strictest } from "../risk/profiles.js";
import { sitePhaseSql } from "../risk/site-phases.js";
import { passing, type RowSet } from "../sets/row-set.js";
import { quoteName, quoteText } from "../sql.js";
import { TileLayer } from "./mvt.js";
import { type TilePlace, tileBox } from "./tile-box.js";
import { drawWkb, tileFrame } from "./wkb.js";

/** Metres; a pit that is said to be deeper is drawn as deep as this. */
const deepest = 50;
/** Metres from centre line or point to the edge of the thickest pipe or of a pit as wide as a block. */
const widest = 200;

interface RangeRequest {
  /** What the filter leaves; null: all. */
  readonly rows: RowSet | null;
  /** That holds for pipes. */
  readonly profile: PressureProfile;
  /** ISO date. */
  readonly today: string;
}

/**
 * Draws how far rules reach about pipes (the profile's ranges by pressure class, from the outer wall) and pits (multiples of the
 * depth from the edge, at most 50 m of it; those backfilled long ago or not begun have none). Measured in the project's CRS.
 */
export async function rangeTile(
  session: Session,
  source: LayerSource,
  place: TilePlace,
  { rows, profile, today }: RangeRequest,
): Promise<Uint8Array> {
  const { kind } = source.layer;
  if (place.z < rangesFrom || (kind !== "pipes" && kind !== "sites")) return new Uint8Array();
  const has = new Set(source.layer.columns.map(({ name }) => name));
  const column = (name: string, type: string) => (has.has(name) ? `own.${quoteName(name)}` : `CAST(NULL AS ${type})`);
  const near = kind === "pipes" ? pipesSql(column, profile) : sitesSql(column);
  const passes = passing(rows, "own.fid");
  const [names = [], shapes = []] = await session.columns(
    `WITH tile AS (
       SELECT ST_Transform(ST_MakeEnvelope(CAST($west AS DOUBLE), CAST($south AS DOUBLE), CAST($east AS DOUBLE), CAST($north AS DOUBLE)),
                           'EPSG:3857', ${quoteText(source.crs)}, always_xy := true) AS box
     ), near AS (
       SELECT own.*, tile.box FROM ${source.relation} own, tile
       WHERE ST_XMax(own.geom) >= ST_XMin(box) - $far AND ST_XMin(own.geom) <= ST_XMax(box) + $far
         AND ST_YMax(own.geom) >= ST_YMin(box) - $far AND ST_YMin(own.geom) <= ST_YMax(box) + $far AND ${passes.sql}
     ), ranged AS (${near})
     SELECT name, ST_AsWKB(ST_Transform(ST_Union_Agg(ST_Buffer(geom, metres, 12)), ${quoteText(source.crs)}, 'EPSG:3857', always_xy := true))
     FROM ranged WHERE metres > 0 GROUP BY name ORDER BY name`,
    {
      ...tileBox(place, 0),
      far: widest + reach(kind, profile),
      ...passes.bindings,
      ...(kind === "sites" ? { as_of_date: today } : {}),
    },
  );
  const layer = new TileLayer("ranges");
  const frame = tileFrame(place.z, place.x, place.y);
  for (const [at, wkb] of (shapes as (Uint8Array | null)[]).entries()) {
    if (wkb === null) continue;
    layer.add(at + 1, 3, [["r", String(names[at])]], (pen) => drawWkb(wkb, 3, frame, false, pen));
  }
  return layer.encode();
}

type Column = (name: string, type: string) => string;

/** Metres from the edge beyond which nothing is drawn. */
function reach(kind: "pipes" | "sites", profile: PressureProfile): number {
  if (kind === "sites") return deepest * Math.max(...zones.map(({ depths }) => depths));
  const { protection_m, control_m } = strictest(profile);
  return Math.max(protection_m, control_m);
}

/** A row for each pipe and range: `name`, `geom`, `metres` from the centre line. */
function pipesSql(column: Column, profile: PressureProfile): string {
  const ranges = (pick: (range: Range) => number) =>
    `CASE pressure ${pressureClasses.map((each: PressureClass) => `WHEN '${each}' THEN ${pick(rangeOf(profile, each))}`).join(" ")} END`;
  const one = (name: string, metres: string) =>
    `SELECT '${name}' AS name, geom, wall_m + CAST(${metres} AS DOUBLE) AS metres FROM given`;
  return `WITH given AS (
      SELECT own.geom, ${column("pressure", "VARCHAR")} AS pressure,
             coalesce(greatest(${column("outer_diameter_mm", "DOUBLE")}, 0), 0) / 2000.0 AS wall_m
      FROM near own)
    ${one(
      "protection",
      ranges(({ protection_m }) => protection_m),
    )}
    UNION ALL ${one(
      "control",
      ranges(({ control_m }) => control_m),
    )}
    UNION ALL ${one("unverified", `CASE WHEN pressure IS NULL THEN ${strictest(profile).control_m} END`)}`;
}

/** A row for each pit and zone: `name`, `geom`, `metres` from the shape, or from the point of a circle of its area. */
function sitesSql(column: Column): string {
  const one = ({ name, depths }: (typeof zones)[number]) =>
    `SELECT '${name}' AS name, geom, wall_m + ${depths} * depth_m AS metres FROM phased WHERE phase <> 'planned'`;
  return `WITH given AS (
      SELECT own.geom, ${column("state", "VARCHAR")} AS state, ${column("start_date", "DATE")} AS start_date,
             ${column("backfill_date", "DATE")} AS backfill_date,
             least(${deepest}, CASE WHEN ${column("depth_m", "DOUBLE")} > 0 THEN ${column("depth_m", "DOUBLE")} ELSE ${siteDepthParameter.default} END) AS depth_m,
             CASE WHEN ST_Dimension(own.geom) = 2 THEN 0
                  WHEN ${column("pit_area_m2", "DOUBLE")} > 0 THEN sqrt(${column("pit_area_m2", "DOUBLE")} / pi())
                  ELSE coalesce(${column("radius_m", "DOUBLE")}, 0) END AS wall_m
      FROM near own),
    phased AS (SELECT *, ${sitePhaseSql(siteStatesParameter.default)} AS phase FROM given)
    ${zones.map(one).join("\n    UNION ALL ")}`;
}
