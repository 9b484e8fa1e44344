import type { Text } from "../../contract/text.js";
import type { Session } from "../database.js";
import { quoteName, quoteText } from "../sql.js";

/** Names of coordinate columns that belong together, east first. An X never pairs with a latitude. */
const pairs: readonly (readonly [east: string, north: string])[] = [
  ["经度", "纬度"],
  ["坐标经度", "坐标纬度"],
  ["lon", "lat"],
  ["lng", "lat"],
  ["long", "lat"],
  ["longitude", "latitude"],
  ["centroid_lon", "centroid_lat"],
  ["东坐标", "北坐标"],
  ["横坐标", "纵坐标"],
  ["easting", "northing"],
  ["e", "n"],
  ["x坐标", "y坐标"],
  ["坐标x", "坐标y"],
  ["x", "y"],
  ["point_x", "point_y"],
  ["x_coord", "y_coord"],
  ["xcoord", "ycoord"],
  ["x_centroid", "y_centroid"],
];

export interface CoordinateColumns {
  readonly east: string;
  readonly north: string;
}

/** The coordinate columns by name; null without a pair of them. */
export function findCoordinates(names: readonly string[]): CoordinateColumns | null {
  const plain = names.map(plainName);
  for (const [east, north] of pairs) {
    const [atEast, atNorth] = [plain.indexOf(east), plain.indexOf(north)];
    const found = { east: names[atEast], north: names[atNorth] };
    if (found.east !== undefined && found.north !== undefined) return { east: found.east, north: found.north };
  }
  return null;
}

/** Names as they are compared: without case, width and what stands in brackets (`X(m)`). */
export function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[([].*$/u, "")
    .replace(/\s+/gu, "");
}

/** Degrees, minutes and seconds as they are written (`113°51′0.5″E`, `113度51分0.5秒`, `N27 37 12`), in three groups. */
const sexagesimal =
  "^[NSEWnsew东西南北经纬]*\\s*(\\d{1,3}(?:\\.\\d+)?)(?:\\s*[°º度:]\\s*|\\s+)" +
  "(?:(\\d{1,2}(?:\\.\\d+)?)(?:\\s*['′’分:]\\s*|\\s+|$)(?:(\\d{1,2}(?:\\.\\d+)?)\\s*(?:[\"″”秒]|''|′′)?\\s*)?)?[NSEWnsew东西南北经纬]*$";

/**
 * SQL for the number in a text column: as it is, with commas at the thousands (`485,194.28`), with the sign of degrees, or
 * in degrees, minutes and seconds, which are negative in the west and south. NULL for anything else.
 */
export function coordinateSql(name: string): string {
  const text = `trim(${quoteName(name)})`;
  const group = (number: number) =>
    `coalesce(TRY_CAST(nullif(regexp_extract(${text}, ${quoteText(sexagesimal)}, ${number}), '') AS DOUBLE), 0)`;
  const sign = `CASE WHEN regexp_matches(${text}, '[SWsw西南]') THEN -1 ELSE 1 END`;
  const within = `${group(2)} < 60 AND ${group(3)} < 60`;
  return `coalesce(TRY_CAST(${text} AS DOUBLE),
    CASE WHEN regexp_full_match(${text}, '[-+]?[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]+)?') THEN TRY_CAST(replace(${text}, ',', '') AS DOUBLE)
         WHEN regexp_matches(${text}, ${quoteText(sexagesimal)}) AND ${within}
         THEN ${sign} * (${group(1)} + ${group(2)} / 60 + ${group(3)} / 3600) END)`;
}

/**
 * Survey tables call the northing X: then the "east" column holds what can only be a northing in China (metres) or a
 * latitude, and the other one what can only be an easting or a longitude. Decided by the medians.
 */
export async function orientCoordinates(
  session: Session,
  relation: string,
  found: CoordinateColumns,
): Promise<{ columns: CoordinateColumns; notes: readonly Text[] }> {
  const { east, north } = await session.row<{ east: number | null; north: number | null }>(
    `SELECT median(${coordinateSql(found.east)}) AS east, median(${coordinateSql(found.north)}) AS north
     FROM (FROM ${relation} LIMIT 5000)`,
  );
  if (east === null || north === null || !isSwapped(east, north)) return { columns: found, notes: [] };
  return {
    columns: { east: found.north, north: found.east },
    notes: [
      {
        zh: `${found.east} 列是北坐标、${found.north} 列是东坐标（测量惯例），已按此读取。`,
        en: `${found.east} holds northings and ${found.north} eastings, as survey tables have them; read so.`,
      },
    ],
  };
}

function isSwapped(east: number, north: number): boolean {
  const isLatitude = east >= 3 && east <= 54;
  const isLongitude = north >= 73 && north <= 136;
  if (isLatitude && isLongitude) return true;
  const isNorthing = east >= 300_000 && east <= 6_000_000;
  const isZoneEasting = north >= 13_000_000 && north < 46_000_000;
  const isPlainEasting = north >= 100_000 && north < 1_000_000 && east > 1_000_000;
  return isNorthing && (isZoneEasting || isPlainEasting);
}
