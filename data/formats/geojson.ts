import type { ReadFormat } from "./format.js";
import { openWithGdal } from "./gdal.js";

export const geojson: ReadFormat = {
  name: "geojson",
  title: { zh: "GeoJSON", en: "GeoJSON" },
  extensions: ["geojson", "json", "geojsonl", "ndjson"],
  open: openWithGdal,
};
