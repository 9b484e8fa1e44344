import type { WriteFormat } from "./format.js";
import { writeWithGdal } from "./gdal.js";

/** Our `fid` stays a column of its own: the key that GDAL numbers from 1 would not agree with it. */
const options = ["FID=ogc_fid"];

export const geopackage: WriteFormat = {
  name: "geopackage",
  title: { zh: "GeoPackage（项目坐标系）", en: "GeoPackage (project CRS)" },
  extensions: ["gpkg"],
  write: (request) => writeWithGdal(request, "GPKG", request.crs, options),
};
