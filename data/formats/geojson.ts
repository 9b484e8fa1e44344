import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { OpenedSource, OpenRequest, ReadFormat, StatedCrs } from "./format.js";
import { openWithGdal } from "./gdal.js";
import { beginningOf } from "./geojson-beginning.js";

const drivers = ["GeoJSON", "GeoJSONSeq", "ESRIJSON", "TopoJSON"];

export const geojson: ReadFormat = {
  name: "geojson",
  title: { zh: "GeoJSON", en: "GeoJSON" },
  extensions: ["geojson", "json", "geojsonl", "ndjson"],
  async open(request): Promise<OpenedSource> {
    const beginning = await beginningOf(request.path, request.limit ?? 1);
    const source =
      request.limit === null || beginning === null
        ? await openWithGdal(request, drivers)
        : await openBeginning(request, beginning);
    return source.crs.name === "EPSG:4326" && (await beyondDegrees(request, source))
      ? { ...source, crs: notDegrees }
      : source;
  },
};

/** Looks at the beginning of a large file, under the same name: where the file gives its layer none, it is that. */
async function openBeginning(request: OpenRequest, beginning: Uint8Array): Promise<OpenedSource> {
  const folder = join(request.scratch, "beginning");
  await mkdir(folder, { recursive: true });
  const path = join(folder, basename(request.path));
  await writeFile(path, beginning);
  const source = await openWithGdal({ ...request, path }, drivers);
  return { ...source, rows: null, layers: source.layers.map((layer) => ({ ...layer, rows: null })) };
}

/** GeoJSON without a word about its CRS is in degrees (RFC 7946); where the numbers are not, nothing has been stated. */
const notDegrees: StatedCrs = {
  definition: null,
  name: null,
  evidence: {
    zh: "GeoJSON 没有写明坐标系，坐标也不是经纬度",
    en: "the GeoJSON states no CRS and its numbers are not degrees",
  },
};

/** True when most of the first shapes lie beyond any longitude or latitude. */
async function beyondDegrees({ session }: OpenRequest, { relation }: OpenedSource): Promise<boolean> {
  const { beyond } = await session.row<{ beyond: boolean | null }>(
    `SELECT median(CASE WHEN ST_XMin(geom) < -360 OR ST_XMax(geom) > 360 OR ST_YMin(geom) < -90 OR ST_YMax(geom) > 90
                        THEN 1 ELSE 0 END) > 0.5 AS beyond
     FROM (FROM ${relation} LIMIT 1000) WHERE geom IS NOT NULL AND NOT ST_IsEmpty(geom)`,
  );
  return beyond === true;
}
