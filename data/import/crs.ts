import { AppError } from "../../contract/errors.js";
import type { Guess } from "../../contract/inspection.js";
import type { Bounds } from "../../contract/project.js";
import type { Session } from "../database.js";
import type { OpenedSource } from "../formats/format.js";
import { oldDatumOf } from "../geodesy/old-datums.js";
import { guessFromNumbers } from "./guess-crs.js";

export interface SampleCoordinates {
  /** Medians, as in the file; null without any geometry. */
  readonly x: number | null;
  readonly y: number | null;
}

export interface ChosenCrs {
  /** What PROJ takes. */
  readonly definition: string;
  /** `EPSG:n`, or the name of a CRS without a code. */
  readonly name: string;
}

/** The medians of all shapes, so that neither the order of rows nor a few stray ones decide. `geom` is in the file's CRS. */
export async function middleOf(session: Session, relation: string): Promise<SampleCoordinates> {
  return await session.row<SampleCoordinates & Record<string, unknown>>(
    `SELECT median(x) AS x, median(y) AS y FROM (
       SELECT (ST_XMin(geom) + ST_XMax(geom)) / 2 AS x, (ST_YMin(geom) + ST_YMax(geom)) / 2 AS y
       FROM ${relation} WHERE geom IS NOT NULL AND NOT ST_IsEmpty(geom)
     ) WHERE isfinite(x) AND isfinite(y)`,
  );
}

/**
 * SQL that is true for a shape whose X and Y are exchanged: it lies far from the file's middle, and the exchanged place
 * near it. Far is 200 km, or 2 degrees; where the middle's own X and Y are as near as that, nothing can be told.
 */
export function swappedExpression(geom: string, { x, y }: SampleCoordinates): string {
  if (x === null || y === null) return "false";
  const far = Math.abs(x) <= 180 && Math.abs(y) <= 90 ? 2 : 200_000;
  if (Math.abs(x - y) < 2 * far) return "false";
  const number = (value: number) => `CAST(${value} AS DOUBLE)`;
  const near = (axis: "X" | "Y", middle: number) => `abs(ST_${axis}Min(${geom}) - ${number(middle)}) < ${far}`;
  return `(${near("X", y)} AND ${near("Y", x)})`;
}

/**
 * The CRS of a file: the user's word, what the file states, the user's fallback, or a guess from the size of the numbers and
 * the project's place (`area`: where its layers lie, in degrees).
 */
export function chooseCrs(
  source: OpenedSource,
  wish: { crs: string | undefined; fallback: string | undefined; projectCrs: string | null; area?: Bounds | null },
  at: SampleCoordinates,
): Guess<ChosenCrs | null> {
  if (wish.crs !== undefined) {
    return {
      value: chosen(wish.crs),
      sure: true,
      evidence: { zh: `由用户指定（${wish.crs}）`, en: `chosen by the user (${wish.crs})` },
    };
  }
  const { definition, name, evidence } = source.crs;
  if (definition !== null && name !== null) return { value: { definition, name }, sure: true, evidence };
  if (wish.fallback !== undefined) {
    const code = wish.fallback;
    return {
      value: chosen(code),
      sure: true,
      evidence: { zh: `${evidence.zh}，由用户指定 ${code}`, en: `${evidence.en}; ${code} given by the user` },
    };
  }
  const { code, why } = guessFromNumbers(at, wish.projectCrs, wish.area ?? null);
  return {
    value: code === null ? null : chosen(code),
    sure: false,
    evidence: { zh: `${evidence.zh}，${why.zh}`, en: `${evidence.en}; ${why.en}` },
  };
}

function chosen(code: string): ChosenCrs {
  if (/^EPSG:\d{4,6}$/iu.test(code)) return { definition: code.toUpperCase(), name: code.toUpperCase() };
  throw new AppError("usage", {
    zh: `坐标系“${code}”的写法应如 EPSG:4547。`,
    en: `The CRS "${code}" is written like EPSG:4547.`,
  });
}

/** Throws `input-crs` where the numbers contradict the CRS: degrees beyond the globe, or degrees in a metric CRS. */
export async function checkCrs(session: Session, file: string, crs: ChosenCrs, at: SampleCoordinates): Promise<void> {
  if (at.x === null || at.y === null) return;
  const inDegrees = Math.abs(at.x) <= 180 && Math.abs(at.y) <= 90;
  const { x, y } = await toDegrees(session, crs.definition, at.x, at.y).catch((error: unknown) => {
    throw new AppError(
      "input-crs",
      {
        zh: `坐标系 ${crs.name} 无法识别。请另选一个（如 EPSG:4547）。`,
        en: `The CRS ${crs.name} is not known. Choose another one (such as EPSG:4547).`,
      },
      String(error),
    );
  });
  const geographic = Math.abs(x - at.x) < 1 && Math.abs(y - at.y) < 1 && inDegrees;
  const finite = Number.isFinite(x) && Number.isFinite(y) && Math.abs(x) <= 180 && Math.abs(y) <= 90;
  if (finite && (geographic || !inDegrees)) return;
  const shown = `(${at.x.toFixed(2)}, ${at.y.toFixed(2)})`;
  throw new AppError("input-crs", {
    zh: `${file} 的坐标 ${shown} 与坐标系 ${crs.name} 不符。请检查并指定正确的坐标系（如 EPSG:4547）。`,
    en: `${file} has coordinates like ${shown}, which do not fit ${crs.name}. Check it and name the right CRS (such as EPSG:4547).`,
  });
}

/** The metric CRS for data around a point: CGCS2000 3° Gauss–Krüger by central meridian in China, UTM elsewhere. */
export async function chooseProjectCrs(session: Session, crs: ChosenCrs, at: SampleCoordinates): Promise<string> {
  const { x, y } = await toDegrees(session, crs.definition, at.x ?? 0, at.y ?? 0);
  if (x >= 73.5 && x < 136.5 && y >= 3 && y <= 54) return `EPSG:${4534 + Math.round((x - 75) / 3)}`;
  const zone = Math.min(60, Math.max(1, Math.floor((x + 180) / 6) + 1));
  return `EPSG:${(y >= 0 ? 32600 : 32700) + zone}`;
}

async function toDegrees(
  session: Session,
  definition: string,
  x: number,
  y: number,
): Promise<{ x: number; y: number }> {
  return await session.row<{ x: number; y: number } & Record<string, unknown>>(
    `WITH point AS (SELECT ST_Transform(ST_Point($x, $y), $definition, 'EPSG:4326', always_xy := true) AS geom)
     SELECT ST_X(geom) AS x, ST_Y(geom) AS y FROM point`,
    { x, y, definition },
  );
}

/** Whether a CRS is of a datum from which no public shift leads: Xi'an 1980, Beijing 1954. */
export function isOldDatum(name: string): boolean {
  return oldDatumOf(name) !== null;
}
