import type { WriteFormat } from "./format.js";
import { writeWithGdal } from "./gdal.js";

/** CRS84, because its axes are east and north, as GDAL takes the axes. */
export const geoJsonCrs = "OGC:CRS84";

/** RFC 7946: degrees, seven decimals (a centimetre). A text in brackets stays a text: GDAL would write it as JSON. */
export const geoJsonOptions = ["RFC7946=YES", "COORDINATE_PRECISION=7", "AUTODETECT_JSON_STRINGS=NO"] as const;

export const geojson: WriteFormat = {
  name: "geojson",
  title: { zh: "GeoJSON（经纬度）", en: "GeoJSON (degrees)" },
  extensions: ["geojson", "json"],
  write: (request) => writeWithGdal(request, "GeoJSON", geoJsonCrs, geoJsonOptions),
};
