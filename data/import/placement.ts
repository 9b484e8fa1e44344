import type { Reading } from "../../contract/api.js";
import type { DatumParameters } from "../../contract/datum.js";
import { AppError } from "../../contract/errors.js";
import type { Text } from "../../contract/text.js";
import type { Session } from "../database.js";
import { fourParameterMove, sevenParameterMove } from "../geodesy/datum-move.js";
import { movedBySql, registerMove } from "../geodesy/moves-in-sql.js";
import { cgcs2000Plane, type OldDatum, oldDatumOf } from "../geodesy/old-datums.js";
import { undoneInDegrees, undoneNote } from "../geodesy/undone.js";
import { quoteText } from "../sql.js";
import type { ChosenCrs, SampleCoordinates } from "./crs.js";

/** How shapes of a file come to lie in another CRS, and what was done to them beyond the change of CRS. */
export interface Placement {
  /** SQL over `flat`, a shape in the file's coordinates, two-dimensional. */
  readonly moved: string;
  /** For `SourceReport.corrections`. Datum parameters are named, never their numbers: they are secret by law. */
  readonly corrections: readonly Text[];
  readonly notes: readonly Text[];
}

export interface PlacementRequest {
  readonly crs: ChosenCrs;
  /** `EPSG:n` to bring the shapes into. */
  readonly to: string;
  readonly shift: Reading["shift"];
  readonly datum: DatumParameters | undefined;
  /** Under which name the project keeps the parameters; null: it does not. */
  readonly datumName: string | null;
  /** Central meridian of the project, whose plane four parameters hold for where a file is in degrees; null: it has none. */
  readonly meridian: number | null;
  readonly at: SampleCoordinates;
  readonly file: string;
}

/**
 * The way from the file's coordinates to `to`: the office's datum parameters first where the file is in an old datum, then a
 * web map's shift undone. `relation` has `geom` as in the file. Throws `input-crs` where four parameters cannot be applied.
 */
export async function choosePlacement(
  session: Session,
  relation: string,
  request: PlacementRequest,
): Promise<Placement> {
  const { crs, to, shift, datum } = request;
  let [placed, from] = ["flat", crs.definition];
  const corrections: Text[] = [];
  const old = oldDatumOf(crs.name);
  if (datum !== undefined && old !== null) {
    [placed, from] = await applyDatum(session, old, datum, request);
    corrections.push(datumNote(old, datum, request.datumName));
  }
  const plain = transformed(placed, from, to);
  if (shift !== undefined) {
    [placed, from] = [undoneInDegrees(session, shift, transformed(placed, from, "EPSG:4490")), "EPSG:4490"];
    const metres = await meanMove(session, relation, plain, transformed(placed, from, to), to);
    corrections.push(undoneNote(shift, metres));
  }
  const unused = datum !== undefined && old === null ? [unusedDatum(crs.name)] : [];
  const notes = old !== null && datum === undefined ? [oldDatumNote(crs.name)] : unused;
  return { moved: transformed(placed, from, to), corrections, notes };
}

function transformed(geom: string, from: string, to: string): string {
  return from === to ? geom : `ST_Transform(${geom}, ${quoteText(from)}, ${quoteText(to)}, always_xy := true)`;
}

/** Shapes looked at for the mean of a move. */
const sampled = 1000;

async function meanMove(session: Session, relation: string, plain: string, moved: string, to: string): Promise<number> {
  const middle = (geom: string) =>
    `ST_Transform(ST_Point((ST_XMin(${geom}) + ST_XMax(${geom})) / 2, (ST_YMin(${geom}) + ST_YMax(${geom})) / 2), ${quoteText(to)}, 'EPSG:4490', always_xy := true)`;
  const { metres } = await session.row<{ metres: number | null }>(
    `WITH shapes AS (
       SELECT ${plain} AS one, ${moved} AS other
       FROM (SELECT ST_Force2D(geom) AS flat FROM ${relation} WHERE geom IS NOT NULL AND NOT ST_IsEmpty(geom) ORDER BY row LIMIT ${sampled})
     ), places AS (SELECT ${middle("one")} AS one, ${middle("other")} AS other FROM shapes),
     moves AS (
       SELECT 111320 * sqrt(((ST_X(other) - ST_X(one)) * cos(radians(ST_Y(one)))) ** 2 + (ST_Y(other) - ST_Y(one)) ** 2) AS metres
       FROM places
     ) SELECT avg(metres) AS metres FROM moves WHERE isfinite(metres)`,
  );
  return metres ?? 0;
}

/** SQL for `flat` by the parameters, and the CRS in which it then is. */
async function applyDatum(
  session: Session,
  old: OldDatum,
  datum: DatumParameters,
  request: PlacementRequest,
): Promise<[placed: string, crs: string]> {
  const { definition } = request.crs;
  const name = "apply_datum";
  if (datum.type === "seven") {
    registerMove(session, name, sevenParameterMove(datum, old.ellipsoid));
    return [movedBySql(name, transformed("flat", definition, `EPSG:${old.geographic}`)), "EPSG:4490"];
  }
  const meridian = await planeMeridian(session, old, request);
  registerMove(session, name, fourParameterMove(datum));
  const plane = transformed("flat", definition, `EPSG:${old.plane(meridian)}`);
  return [movedBySql(name, plane), `EPSG:${cgcs2000Plane(meridian)}`];
}

const meridians = Array.from({ length: 21 }, (_each, index) => 75 + 3 * index);

/**
 * The central meridian of the plane that four parameters hold for: the file's own, found as the one whose plane gives the
 * file's northing and, but for the zone before it, its easting; for a file in degrees the project's, or the nearest.
 */
async function planeMeridian(session: Session, old: OldDatum, request: PlacementRequest): Promise<number> {
  const { crs, at, meridian, file } = request;
  const [x, y] = [at.x ?? 0, at.y ?? 0];
  const inDegrees = Math.abs(x) <= 180 && Math.abs(y) <= 90;
  const nearest = Math.min(135, Math.max(75, 3 * Math.round(x / 3)));
  if (inDegrees) return meridian ?? nearest;
  for (const candidate of meridians) {
    const plane = await session.row<{ x: number; y: number }>(
      `WITH point AS (SELECT ST_Transform(ST_Point($x, $y), $from, $to, always_xy := true) AS geom)
       SELECT ST_X(geom) AS x, ST_Y(geom) AS y FROM point`,
      { x, y, from: crs.definition, to: `EPSG:${old.plane(candidate)}` },
    );
    const zones = Math.round((x - plane.x) / 1_000_000);
    if (Math.hypot(x - plane.x - 1_000_000 * zones, y - plane.y) < 0.01) return candidate;
  }
  throw new AppError("input-crs", {
    zh: `${file} 的坐标系 ${crs.name} 不是标准中央经线（75°、78°…135°）的高斯投影，四参数不适用。请改用七参数，或先转换到标准分带。`,
    en: `${file} is in ${crs.name}, which is no Gauss-Krüger plane of a standard central meridian (75°, 78° … 135°), so four parameters do not apply. Use seven, or convert it to a standard zone first.`,
  });
}

function datumNote(old: OldDatum, datum: DatumParameters, name: string | null): Text {
  const count = datum.type === "four" ? { zh: "四参数", en: "four" } : { zh: "七参数", en: "seven" };
  const own = name === null ? { zh: "用户填写的", en: "the user's" } : { zh: `“${name}”的`, en: `"${name}", the` };
  return {
    zh: `按${own.zh}${count.zh}由 ${old.title.zh}转换到 CGCS2000。`,
    en: `Brought from ${old.title.en} to CGCS2000 by ${own.en} ${count.en} parameters.`,
  };
}

function oldDatumNote(name: string): Text {
  return {
    zh: `${name} 是 1980 西安或 1954 北京坐标系：没有公开的转换参数，位置可能偏差数十米。`,
    en: `${name} is Xi'an 1980 or Beijing 1954: there is no public datum shift, so positions may be off by tens of metres.`,
  };
}

function unusedDatum(name: string): Text {
  return {
    zh: `${name} 不是 1980 西安或 1954 北京坐标系，所给的转换参数没有使用。`,
    en: `${name} is neither Xi'an 1980 nor Beijing 1954, so the datum parameters given were not used.`,
  };
}
