import type { Text } from "../../contract/text.js";
import type { Session } from "../database.js";
import { quoteName } from "../sql.js";

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
  const plain = names.map((name) =>
    name
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[([].*$/u, "")
      .trim(),
  );
  for (const [east, north] of pairs) {
    const [atEast, atNorth] = [plain.indexOf(east), plain.indexOf(north)];
    const found = { east: names[atEast], north: names[atNorth] };
    if (found.east !== undefined && found.north !== undefined) return { east: found.east, north: found.north };
  }
  return null;
}

/** SQL for the number in a text column; degrees may carry their sign (`113.85°`). */
export function coordinateSql(name: string): string {
  return `TRY_CAST(rtrim(trim(${quoteName(name)}), '°') AS DOUBLE)`;
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
