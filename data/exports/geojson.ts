import type { WriteFormat } from "./format.js";
import { writeWithGdal } from "./gdal.js";

/** RFC 7946: degrees, seven decimals (a centimetre). CRS84, because its axes are east and north, as GDAL takes the axes. */
export const geojson: WriteFormat = {
  name: "geojson",
  title: { zh: "GeoJSON（经纬度）", en: "GeoJSON (degrees)" },
  extensions: ["geojson", "json"],
  write: (request) => writeWithGdal(request, "GeoJSON", "OGC:CRS84", ["RFC7946=YES", "COORDINATE_PRECISION=7"]),
};
