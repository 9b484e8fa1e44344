import type { WriteFormat } from "./format.js";
import { writeWithGdal } from "./gdal.js";

/** RFC 7946: degrees, seven decimals (a centimetre). */
export const geojson: WriteFormat = {
  name: "geojson",
  title: { zh: "GeoJSON（经纬度）", en: "GeoJSON (degrees)" },
  extensions: ["geojson", "json"],
  write: (request) => writeWithGdal(request, "GeoJSON", "EPSG:4326", ["RFC7946=YES", "COORDINATE_PRECISION=7"]),
};
