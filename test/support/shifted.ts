import gcoord from "gcoord";
import proj4 from "proj4";
import type { ShiftSystem } from "../../contract/api.js";
import type { Place } from "./plane.js";

/** Its types speak of a default export that its CommonJS file does not have. */
export const webMaps = gcoord as unknown as typeof gcoord.default;

const plane = proj4("+proj=tmerc +lat_0=0 +lon_0=114 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m");

/** Degrees as a web map of this system has them; none of our code. */
export function shiftDegrees([longitude, latitude]: Place, system: ShiftSystem): Place {
  const { CRSTypes, transform } = webMaps;
  const [x = 0, y = 0] = transform(
    [longitude, latitude],
    CRSTypes.WGS84,
    system === "gcj02" ? CRSTypes.GCJ02 : CRSTypes.BD09,
  );
  return [x, y];
}

/** Metres of EPSG:4547 as degrees, and a place of it as a web map of this system has it, in the same metres. */
export function degreesOf(place: Place): Place {
  const [longitude = 0, latitude = 0] = plane.inverse([...place]);
  return [longitude, latitude];
}

export function shiftMetres(place: Place, system: ShiftSystem): Place {
  const [x = 0, y = 0] = plane.forward([...shiftDegrees(degreesOf(place), system)]);
  return [x, y];
}
