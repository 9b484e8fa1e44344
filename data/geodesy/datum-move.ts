import type { DatumParameters } from "../../contract/datum.js";
import type { Move } from "./degrees.js";
import { cgcs2000, type Ellipsoid } from "./old-datums.js";

type Four = Extract<DatumParameters, { type: "four" }>;
type Seven = Extract<DatumParameters, { type: "seven" }>;

const radiansPerSecond = Math.PI / (180 * 3600);
const radians = Math.PI / 180;

/** A similarity between two planes of one central meridian, east and north in metres. */
export function fourParameterMove({ dx_m, dy_m, rotation_s, scale_ppm }: Four): Move {
  const scale = 1 + scale_ppm * 1e-6;
  const cosine = scale * Math.cos(rotation_s * radiansPerSecond);
  const sine = scale * Math.sin(rotation_s * radiansPerSecond);
  return ([x, y]) => [dx_m + x * cosine - y * sine, dy_m + x * sine + y * cosine];
}

/**
 * Bursa–Wolf from degrees on an old ellipsoid, at height 0, to degrees of CGCS2000: position-vector convention with the
 * rotations as small angles, as EPSG 9606 has it and PROJ's `helmert` by default.
 */
export function sevenParameterMove(parameters: Seven, from: Ellipsoid): Move {
  const { dx_m, dy_m, dz_m } = parameters;
  const scale = 1 + parameters.scale_ppm * 1e-6;
  const rx = parameters.rx_s * radiansPerSecond;
  const ry = parameters.ry_s * radiansPerSecond;
  const rz = parameters.rz_s * radiansPerSecond;
  return ([longitude, latitude]) => {
    const [x, y, z] = toGeocentric(longitude, latitude, from);
    return toDegrees(
      dx_m + scale * (x - rz * y + ry * z),
      dy_m + scale * (rz * x + y - rx * z),
      dz_m + scale * (-ry * x + rx * y + z),
      cgcs2000,
    );
  };
}

function eccentricity2({ inverseFlattening }: Ellipsoid): number {
  const flattening = 1 / inverseFlattening;
  return flattening * (2 - flattening);
}

function toGeocentric(longitude: number, latitude: number, on: Ellipsoid): [number, number, number] {
  const e2 = eccentricity2(on);
  const sine = Math.sin(latitude * radians);
  const normal = on.halfAxis_m / Math.sqrt(1 - e2 * sine * sine);
  const fromAxis = normal * Math.cos(latitude * radians);
  return [fromAxis * Math.cos(longitude * radians), fromAxis * Math.sin(longitude * radians), normal * (1 - e2) * sine];
}

/** The height is dropped. Latitude by iteration: near the ellipsoid four rounds leave less than 1e-12 radian. */
function toDegrees(x: number, y: number, z: number, on: Ellipsoid): [number, number] {
  const e2 = eccentricity2(on);
  const fromAxis = Math.hypot(x, y);
  let latitude = Math.atan2(z, fromAxis * (1 - e2));
  for (let round = 0; round < 6; round++) {
    const sine = Math.sin(latitude);
    const normal = on.halfAxis_m / Math.sqrt(1 - e2 * sine * sine);
    latitude = Math.atan2(z + e2 * normal * sine, fromAxis);
  }
  return [Math.atan2(y, x) / radians, latitude / radians];
}
