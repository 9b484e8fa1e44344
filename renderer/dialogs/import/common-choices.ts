import type { Text } from "../../../contract/text.js";

/** Encodings that Chinese and Western attribute tables come in. */
const commonEncodings = ["UTF-8", "GB18030", "GBK", "Big5", "windows-1252"] as const;

/** The encoding found, as it is named there, and the others that may be meant. */
export function encodingChoices(found: string): readonly string[] {
  return [found, ...commonEncodings.filter((name) => name.toLowerCase() !== found.toLowerCase())];
}

/** CGCS2000 first, by degrees and by the 3° zones that Chinese cities use, without and with the zone in the easting. */
export const commonCrs: readonly { readonly code: string; readonly title: Text }[] = [
  { code: "EPSG:4490", title: { zh: "CGCS2000 经纬度", en: "CGCS2000 longitude, latitude" } },
  { code: "EPSG:4326", title: { zh: "WGS 84 经纬度", en: "WGS 84 longitude, latitude" } },
  ...[102, 105, 108, 111, 114, 117, 120, 123, 126].map((meridian) => zone(meridian, false)),
  ...[111, 114, 117, 120].map((meridian) => zone(meridian, true)),
  { code: "EPSG:3857", title: { zh: "Web 墨卡托", en: "Web Mercator" } },
];

/** EPSG numbers the 3° zones of CGCS2000 by central meridian from 4534 (75°E), with zone numbers from 4513 (zone 25). */
function zone(meridian: number, numbered: boolean): { code: string; title: Text } {
  const step = (meridian - 75) / 3;
  if (numbered) {
    const number = meridian / 3;
    return {
      code: `EPSG:${4513 + step}`,
      title: {
        zh: `CGCS2000 3° 带，${number} 带（坐标含带号）`,
        en: `CGCS2000 3° zone ${number} (zone in the easting)`,
      },
    };
  }
  return {
    code: `EPSG:${4534 + step}`,
    title: { zh: `CGCS2000 3° 带，中央经线 ${meridian}°`, en: `CGCS2000 3° zone, central meridian ${meridian}°` },
  };
}
