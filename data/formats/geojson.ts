import type { OpenedSource, OpenRequest, ReadFormat, StatedCrs } from "./format.js";
import { openWithGdal } from "./gdal.js";

export const geojson: ReadFormat = {
  name: "geojson",
  title: { zh: "GeoJSON", en: "GeoJSON" },
  extensions: ["geojson", "json", "geojsonl", "ndjson"],
  async open(request): Promise<OpenedSource> {
    const source = await openWithGdal(request, ["GeoJSON", "GeoJSONSeq", "ESRIJSON", "TopoJSON"]);
    return source.crs.name === "EPSG:4326" && (await beyondDegrees(request, source))
      ? { ...source, crs: notDegrees }
      : source;
  },
};

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
