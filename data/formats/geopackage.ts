import type { ReadFormat } from "./format.js";
import { openWithGdal } from "./gdal.js";

export const geopackage: ReadFormat = {
  name: "geopackage",
  title: { zh: "GeoPackage", en: "GeoPackage" },
  extensions: ["gpkg"],
  open: (request) => openWithGdal(request, ["GPKG"]),
};
