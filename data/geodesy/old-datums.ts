import type { Text } from "../../contract/text.js";

/** A Chinese datum before CGCS2000, from which no public shift leads. */
export interface OldDatum {
  readonly title: Text;
  /** EPSG code of its degrees. */
  readonly geographic: number;
  /** EPSG code of its Gauss–Krüger plane of a central meridian (75, 78 … 135° E), without a zone before the easting. */
  readonly plane: (meridian: number) => number;
  readonly ellipsoid: Ellipsoid;
  /** EPSG codes of all its planes, first and last. */
  readonly codes: readonly (readonly [first: number, last: number])[];
  /** The name of a CRS without a code that is of this datum. */
  readonly pattern: RegExp;
}

/** Half axis in metres, and the reciprocal of the flattening. */
export interface Ellipsoid {
  readonly halfAxis_m: number;
  readonly inverseFlattening: number;
}

export const cgcs2000: Ellipsoid = { halfAxis_m: 6_378_137, inverseFlattening: 298.257222101 };
const krassowsky: Ellipsoid = { halfAxis_m: 6_378_245, inverseFlattening: 298.3 };

/** Planes of a datum stand one after the other in EPSG, a code for every third degree from 75° E. */
const planesFrom = (first: number) => (meridian: number) => first + (meridian - 75) / 3;
/** EPSG code of CGCS2000's plane of a central meridian. */
export const cgcs2000Plane = planesFrom(4534);

export const oldDatums: readonly OldDatum[] = [
  {
    title: { zh: "1980 西安坐标系", en: "Xi'an 1980" },
    geographic: 4610,
    plane: planesFrom(2370),
    ellipsoid: { halfAxis_m: 6_378_140, inverseFlattening: 298.257 },
    codes: [[2327, 2390]],
    pattern: /xi.?an|西安/iu,
  },
  {
    title: { zh: "1954 北京坐标系（新）", en: "New Beijing" },
    geographic: 4555,
    plane: (meridian) => ({ 132: 4812, 135: 4822 })[meridian] ?? planesFrom(4782)(meridian),
    ellipsoid: krassowsky,
    codes: [
      [4568, 4589],
      [4652, 4656],
      [4766, 4800],
      [4812, 4812],
      [4822, 4822],
    ],
    pattern: /new.?beijing/iu,
  },
  {
    title: { zh: "1954 北京坐标系", en: "Beijing 1954" },
    geographic: 4214,
    plane: planesFrom(2422),
    ellipsoid: krassowsky,
    codes: [
      [2401, 2442],
      [21413, 21423],
      [21453, 21463],
      [21473, 21483],
    ],
    pattern: /beijing|北京/iu,
  },
];

/** The old datum of a CRS, `EPSG:n` or a name; null: it is none. */
export function oldDatumOf(crs: string): OldDatum | null {
  const code = /^EPSG:(\d+)$/u.exec(crs)?.[1];
  if (code === undefined) return oldDatums.find(({ pattern }) => pattern.test(crs)) ?? null;
  const number = Number(code);
  const holds = ({ geographic, codes }: OldDatum) =>
    number === geographic || codes.some(([first, last]) => number >= first && number <= last);
  return oldDatums.find(holds) ?? null;
}
