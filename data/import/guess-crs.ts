import type { Bounds } from "../../contract/project.js";
import type { Text } from "../../contract/text.js";
import { cgcs2000Plane } from "../geodesy/old-datums.js";

/** A CRS told from the size of the numbers; `code` null: it cannot be told, and `why` says what it could be. */
export interface NumbersGuess {
  readonly code: string | null;
  readonly why: Text;
}

const between = (number: number, low: number, high: number) => number >= low && number <= high;
const isEasting = (number: number) => between(number, 100_000, 999_999);
/** From the equator to 58° N. */
const isNorthing = (number: number) => number > 0 && number < 6_500_000;
/** The zone before an easting: 25 to 45 of 3 degrees, 13 to 23 of 6 degrees. */
const zoneOf = (easting: number) => Math.floor(easting / 1_000_000);
const isZone3 = (zone: number) => between(zone, 25, 45);
const isZone6 = (zone: number) => between(zone, 13, 23);
const meridians = Array.from({ length: 21 }, (_each, index) => 75 + 3 * index);

/**
 * What the median coordinates of a file say: degrees; an easting of eight digits names its zone; one of six digits has a
 * central meridian that only the project tells, by its CRS and by where its layers lie (`area`, in degrees). Exchanged axes,
 * Web Mercator and a city's own system are named, not taken.
 */
export function guessFromNumbers(
  { x, y }: { readonly x: number | null; readonly y: number | null },
  projectCrs: string | null,
  area: Bounds | null,
): NumbersGuess {
  if (x === null || y === null) return told(null, "没有坐标可供推断", "there are no coordinates to tell it from");
  if (isExchanged(x, y)) return exchanged(x, y);
  if (Math.abs(x) <= 180 && Math.abs(y) <= 90)
    return told("EPSG:4490", "坐标在经纬度范围内，按 CGCS2000 经纬度", "the numbers are degrees; taken as CGCS2000");
  const zone = zoneOf(x);
  const isMercator = between(x, 8_100_000, 15_300_000) && between(y, 330_000, 7_300_000);
  if (isZone6(zone) && isEasting(x % 1_000_000) && isNorthing(y) && !isMercator) return zone6(zone);
  if (isMercator) return mercator(zone);
  if (isZone3(zone) && isNorthing(y)) return zone3(zone);
  if (isEasting(x) && isNorthing(y)) return withoutZone(x, y, projectCrs, area);
  return ownSystem;
}

function told(code: string | null, zh: string, en: string): NumbersGuess {
  return { code, why: { zh, en } };
}

/** The northing or latitude stands first, as survey tables have it. */
function isExchanged(x: number, y: number): boolean {
  if (between(x, 15, 54) && between(y, 73, 136)) return true;
  const zone = zoneOf(y);
  const hasZone = (isZone3(zone) || isZone6(zone)) && between(y % 1_000_000, 150_000, 850_000);
  return between(x, 300_000, 6_500_000) && (hasZone || (x > 1_000_000 && isEasting(y)));
}

function exchanged(x: number, y: number): NumbersGuess {
  const shown = `${Math.round(x)}, ${Math.round(y)}`;
  return told(
    null,
    `坐标 (${shown}) 像是北坐标在前、东坐标在后（测量惯例的 X、Y），请在源文件中把两轴对调后再导入`,
    `coordinates like (${shown}) seem to have the northing first, as survey tables write X and Y; exchange the axes in the source and import it again`,
  );
}

function zone3(zone: number): NumbersGuess {
  return told(
    `EPSG:${4513 + zone - 25}`,
    `东坐标带号 ${zone}，按 CGCS2000 3 度带（中央经线 ${3 * zone}°）`,
    `the easting begins with zone ${zone}; taken as CGCS2000 3-degree, central meridian ${3 * zone}°`,
  );
}

function zone6(zone: number): NumbersGuess {
  const meridian = 6 * zone - 3;
  return told(
    `EPSG:${4491 + zone - 13}`,
    `东坐标带号 ${zone} 只在 6 度带中有，按 CGCS2000 6 度带（中央经线 ${meridian}°）`,
    `the easting begins with zone ${zone}, which only 6-degree zones have; taken as CGCS2000 6-degree, central meridian ${meridian}°`,
  );
}

function mercator(zone: number): NumbersGuess {
  const other = {
    zh: `；也可能是 6 度带第 ${zone} 带（EPSG:${4491 + zone - 13}）`,
    en: `; zone ${zone} of 6 degrees (EPSG:${4491 + zone - 13}) is possible too`,
  };
  return told(
    null,
    `坐标大小像 Web 墨卡托（EPSG:3857，网络地图所用），确认后请指定${isZone6(zone) ? other.zh : ""}`,
    `the numbers look like Web Mercator (EPSG:3857, as web maps use it); name it if that is so${isZone6(zone) ? other.en : ""}`,
  );
}

/** A city's own plane: its origin and its turn are known to its surveyors only. */
const ownSystem: NumbersGuess = told(
  null,
  "坐标既不是经纬度，也不是国家分带的高斯坐标，可能是城市独立坐标系：请向测绘部门要 CGCS2000 坐标的文件，或请其转换后再导入",
  "the numbers are neither degrees nor a national Gauss-Krüger zone; this may be a city's own system: ask the surveying office for the file in CGCS2000, or have it converted",
);

/** Kilometres from the project's layers beyond which no meridian is believed. */
const farthest_km = 300;

function withoutZone(x: number, y: number, projectCrs: string | null, area: Bounds | null): NumbersGuess {
  const own = projectCrs === null ? null : meridianOf(projectCrs);
  if (own === null) return candidates(x, y, projectCrs);
  const code = (meridian: number) => `EPSG:${cgcs2000Plane(meridian)}`;
  if (area === null) {
    return told(
      code(own),
      `6 位东坐标没有带号，按项目的中央经线 ${own}°`,
      `a 6-digit easting without a zone; taken as the project's central meridian ${own}°`,
    );
  }
  const places = meridians
    .map((meridian) => ({ meridian, km: kilometresFrom(area, placeOf(x, y, meridian)) }))
    .toSorted((one, other) => one.km - other.km);
  const [best, next] = places;
  if (best === undefined || next === undefined || best.km > farthest_km) {
    const km = Math.round(best?.km ?? 0);
    return told(
      null,
      `6 位东坐标没有带号，按任何中央经线都在项目图层 ${km} 公里以外，可能是城市独立坐标系：请向测绘部门要 CGCS2000 坐标的文件`,
      `a 6-digit easting without a zone lies ${km} km or more from the project's layers by any central meridian; this may be a city's own system: ask the surveying office for the file in CGCS2000`,
    );
  }
  const [near, far] = [Math.round(best.km), Math.round(next.km)];
  return told(
    code(best.meridian),
    `6 位东坐标没有带号，按中央经线 ${best.meridian}° 离项目图层最近（${near} 公里；按 ${next.meridian}° 则为 ${far} 公里）`,
    `a 6-digit easting without a zone; by the central meridian ${best.meridian}° it lies nearest to the project's layers (${near} km; ${far} km by ${next.meridian}°)`,
  );
}

/** Without a project in China nothing tells the meridian: says which there are, and what the numbers do tell. */
function candidates(x: number, y: number, projectCrs: string | null): NumbersGuess {
  if (projectCrs !== null) return ownSystem;
  const [, latitude] = placeOf(x, y, 75);
  const north = latitude.toFixed(1);
  const kilometres = Math.round(Math.abs(x - 500_000) / 1000);
  const side = x < 500_000 ? { zh: "西", en: "west" } : { zh: "东", en: "east" };
  return told(
    null,
    `6 位东坐标没有带号，看不出中央经线：纬度约 ${north}°，在中央经线以${side.zh} ${kilometres} 公里；可选 108°（EPSG:4545）、111°（EPSG:4546）、114°（EPSG:4547）、117°（EPSG:4548）、120°（EPSG:4549）等，75°–135° 每 3° 一个（EPSG:4534–4554）`,
    `a 6-digit easting without a zone does not tell its central meridian: latitude about ${north}°, ${kilometres} km ${side.en} of it; candidates are 108° (EPSG:4545), 111° (EPSG:4546), 114° (EPSG:4547), 117° (EPSG:4548), 120° (EPSG:4549), one every 3° from 75° to 135° (EPSG:4534–4554)`,
  );
}

/** The central meridian of a CGCS2000 3-degree CRS, with or without a zone before the easting; null for any other. */
export function meridianOf(crs: string): number | null {
  const code = Number(crs.replace("EPSG:", ""));
  if (between(code, 4534, 4554)) return 75 + 3 * (code - 4534);
  return between(code, 4513, 4533) ? 75 + 3 * (code - 4513) : null;
}

/** Longitude and latitude of Gauss–Krüger coordinates, good to a kilometre within a zone: enough to compare meridians. */
function placeOf(x: number, y: number, meridian: number): readonly [longitude: number, latitude: number] {
  const rectifying = y / 6_367_449;
  const latitude = rectifying + 0.002_519 * Math.sin(2 * rectifying);
  const longitude = meridian + ((x - 500_000) / (6_378_137 * Math.cos(latitude)) / Math.PI) * 180;
  return [longitude, (latitude / Math.PI) * 180];
}

/** Kilometres from a place to a box, 0 inside. */
function kilometresFrom([west, south, east, north]: Bounds, [longitude, latitude]: readonly [number, number]): number {
  const eastward = Math.max(0, west - longitude, longitude - east) * Math.cos((latitude * Math.PI) / 180);
  const northward = Math.max(0, south - latitude, latitude - north);
  return 111.2 * Math.hypot(eastward, northward);
}
