import { type Degrees, type Move, undone } from "./degrees.js";

/** Krassowsky's half axis in metres, and the square of the first eccentricity as the transform has it. */
const halfAxis = 6_378_245;
const eccentricity2 = 0.006_693_421_622_965_943;

/** The rough box of China outside which GCJ-02 is not defined and coordinates are left alone; the edge is inside. */
const west = 72.004;
const east = 137.8347;
const south = 0.8293;
const north = 55.8271;

export function isInChina([longitude, latitude]: Degrees): boolean {
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
}

/**
 * True degrees (CGCS2000 or WGS 84) as GCJ-02 has them: 300 to 700 m off, as 高德 and 腾讯 give them. Coordinates outside
 * China's box are left alone. Formula and constants: docs/decisions/0006-shifted-coordinates.md.
 */
export const toGcj02: Move = (place) => (isInChina(place) ? shiftedGcj02(place) : place);

/** The exact inverse of `toGcj02`: true degrees, to 1e-9 degree. Coordinates outside China's box are left alone. */
export const fromGcj02: Move = (place) => (isInChina(place) ? undone(shiftedGcj02, place) : place);

/** The shift without regard to the box: smooth, so that its inverse is found up to the very edge. */
export const shiftedGcj02: Move = ([longitude, latitude]) => {
  const radians = (latitude * Math.PI) / 180;
  const sine = Math.sin(radians);
  const flattened = 1 - eccentricity2 * sine * sine;
  const root = Math.sqrt(flattened);
  const meridianRadius = (halfAxis * (1 - eccentricity2)) / (flattened * root);
  const parallelRadius = (halfAxis / root) * Math.cos(radians);
  const [east, north] = metres(longitude - 105, latitude - 35);
  return [longitude + ((east / parallelRadius) * 180) / Math.PI, latitude + ((north / meridianRadius) * 180) / Math.PI];
};

/** Metres of the shift; x and y are degrees from 105° E, 35° N. */
function metres(x: number, y: number): readonly [east: number, north: number] {
  const root = Math.sqrt(Math.abs(x));
  const ripple = 20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI);
  const eastward = ripple + wave(x, 1, 20, 1 / 3, 40) + wave(x, 1 / 12, 150, 1 / 30, 300);
  const northward = ripple + wave(y, 1, 20, 1 / 3, 40) + wave(y, 1 / 12, 160, 1 / 30, 320);
  return [
    300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + (2 / 3) * eastward,
    -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + (2 / 3) * northward,
  ];
}

/** Two sine waves of half-turns per degree. */
function wave(at: number, one: number, height: number, other: number, otherHeight: number): number {
  return height * Math.sin(at * one * Math.PI) + otherHeight * Math.sin(at * other * Math.PI);
}
