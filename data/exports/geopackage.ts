import type { WriteFormat } from "./format.js";
import { writeWithGdal } from "./gdal.js";

export const geopackage: WriteFormat = {
  name: "geopackage",
  title: { zh: "GeoPackage（项目坐标系）", en: "GeoPackage (project CRS)" },
  extensions: ["gpkg"],
  write: (request) => writeWithGdal(request, "GPKG", request.crs, []),
};
