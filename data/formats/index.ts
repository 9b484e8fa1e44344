import { readdir, stat } from "node:fs/promises";
import { extname } from "node:path";
import { csv } from "./csv.js";
import { dxf } from "./dxf.js";
import { readingFault, unknownFormat } from "./faults.js";
import { fileGeodatabase, isGeodatabase } from "./file-geodatabase.js";
import { flatgeobuf } from "./flatgeobuf.js";
import type { ReadFormat } from "./format.js";
import { geojson } from "./geojson.js";
import { geopackage } from "./geopackage.js";
import { geoparquet } from "./geoparquet.js";
import { kml } from "./kml.js";
import { refusedFormats } from "./refused-formats.js";
import { shapefile } from "./shapefile.js";
import { xlsx } from "./xlsx.js";

/** Every format that can be read. Adding one is one file and one line here. */
export const readFormats: readonly ReadFormat[] = [
  shapefile,
  geojson,
  geopackage,
  flatgeobuf,
  geoparquet,
  fileGeodatabase,
  kml,
  dxf,
  xlsx,
  csv,
];

/** The format of a path; a folder or zip is looked at as a shapefile where nothing in it says otherwise. Throws `input-missing`, `input-format`. */
export async function formatOf(path: string): Promise<ReadFormat> {
  const found = await stat(path).catch((error: unknown) => {
    throw readingFault(path, error);
  });
  const extension = extname(path).slice(1).toLowerCase();
  if ((found.isDirectory() || extension === "zip") && (await isGeodatabase(path))) return fileGeodatabase;
  if (found.isDirectory()) return await formatOfFolder(path);
  const format = readFormats.find((each) => each.extensions.includes(extension));
  if (format !== undefined) return format;
  throw (
    refusedFormats[extension]?.(path) ??
    unknownFormat(
      path,
      readFormats.flatMap((each) => each.extensions),
    )
  );
}

/** Tables where there is no shapefile among them. */
async function formatOfFolder(path: string): Promise<ReadFormat> {
  const names = await readdir(path).catch((error: unknown) => {
    throw readingFault(path, error);
  });
  const holds = (extension: string) => names.some((name) => extname(name).toLowerCase() === extension);
  return holds(".csv") && !holds(".shp") ? csv : shapefile;
}
