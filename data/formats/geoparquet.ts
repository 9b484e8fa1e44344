import { basename, extname } from "node:path";
import { z } from "zod";
import type { GeometryFamily } from "../../contract/catalog.js";
import { quoteName, quoteText } from "../sql.js";
import { unreadable } from "./faults.js";
import { distinctNames } from "./field-names.js";
import {
  noDoubts,
  type OpenedSource,
  type OpenRequest,
  type ReadFormat,
  type SourceField,
  type StatedCrs,
} from "./format.js";
import { fieldType } from "./gdal.js";
import { familyNamed } from "./geometry-names.js";

/** The `geo` entry of GeoParquet 1.1: without `crs` it is OGC:CRS84, with null it is unknown. */
const geoMetadata = z.object({
  primary_column: z.string(),
  columns: z.record(
    z.string(),
    z.object({ crs: z.unknown().optional(), geometry_types: z.array(z.string()).optional() }),
  ),
});
const projJson = z.object({
  name: z.string().optional(),
  id: z.object({ authority: z.string(), code: z.union([z.int(), z.string()]) }).optional(),
});

export const geoparquet: ReadFormat = {
  name: "geoparquet",
  title: { zh: "GeoParquet", en: "GeoParquet" },
  extensions: ["parquet", "geoparquet"],
  async open(request): Promise<OpenedSource> {
    const { session, path } = request;
    const source = `read_parquet(${quoteText(path)})`;
    const described = await session
      .rows<{ column_name: string; column_type: string }>(`DESCRIBE FROM ${source}`)
      .catch((error: unknown) => {
        throw unreadable(path, error);
      });
    const metadata = await readMetadata(request);
    const wanted = metadata?.primary_column ?? "geometry";
    const shapes = described.filter(({ column_type }) => /^(GEOMETRY|BLOB)/u.test(column_type));
    const geometry = shapes.find(({ column_name }) => column_name === wanted) ?? shapes[0];
    const plain = described.filter((column) => !shapes.includes(column));
    const { names, notes } = distinctNames(plain.map((column) => column.column_name));
    const fields: SourceField[] = plain.map((column, index) => ({
      name: names[index] ?? "",
      column: names[index] ?? "",
      type: fieldType(column.column_type),
    }));
    const select = plain.map(
      (column, index) => `CAST(${quoteName(column.column_name)} AS VARCHAR) AS ${quoteName(names[index] ?? "")}`,
    );
    const { rows } = await session.row<{ rows: bigint }>(`SELECT count(*) AS rows FROM ${source}`);
    const limit = request.limit === null ? "" : ` LIMIT ${request.limit}`;
    const layer = basename(path, extname(path));
    return {
      layers: [{ name: layer, geometries: statedFamilies(metadata, geometry?.column_name ?? ""), rows: Number(rows) }],
      layer,
      relation: `(SELECT row_number() OVER () AS row, ${[...select, `${geometrySql(geometry)} AS geom`].join(", ")} FROM (FROM ${source}${limit}))`,
      fields,
      encoding: {
        value: "utf-8",
        sure: true,
        evidence: { zh: "该格式规定为 UTF-8", en: "UTF-8 by definition of the format" },
      },
      crs: statedCrs(metadata, geometry?.column_name ?? ""),
      rows: Number(rows),
      deleted: new Set(),
      doubtful: noDoubts,
      notes,
    };
  },
};

function geometrySql(column: { column_name: string; column_type: string } | undefined): string {
  if (column === undefined) return "CAST(NULL AS GEOMETRY)";
  const name = quoteName(column.column_name);
  return column.column_type.startsWith("BLOB") ? `ST_GeomFromWKB(${name})` : `CAST(${name} AS GEOMETRY)`;
}

async function readMetadata({ session, path }: OpenRequest): Promise<z.infer<typeof geoMetadata> | null> {
  const [row] = await session.rows<{ value: string }>(
    `SELECT decode(value) AS value FROM parquet_kv_metadata(${quoteText(path)}) WHERE decode(key) = 'geo'`,
  );
  if (row === undefined) return null;
  try {
    return geoMetadata.parse(JSON.parse(row.value));
  } catch (error) {
    throw unreadable(path, error);
  }
}

function statedFamilies(metadata: z.infer<typeof geoMetadata> | null, column: string): GeometryFamily[] {
  const named = metadata?.columns[column]?.geometry_types ?? [];
  return [...new Set(named.flatMap((name) => familyNamed(name) ?? []))];
}

function statedCrs(metadata: z.infer<typeof geoMetadata> | null, column: string): StatedCrs {
  const entry = metadata?.columns[column];
  const unknown = {
    definition: null,
    name: null,
    evidence: { zh: "文件没有写明坐标系", en: "the file states no CRS" },
  };
  if (entry === undefined || entry.crs === null) return unknown;
  if (entry.crs === undefined) {
    return {
      definition: "EPSG:4326",
      name: "EPSG:4326",
      evidence: { zh: "GeoParquet 默认的经纬度", en: "degrees, the default of GeoParquet" },
    };
  }
  const parsed = projJson.safeParse(entry.crs);
  const id = parsed.success ? parsed.data.id : undefined;
  const code = id?.authority === "EPSG" ? `EPSG:${id.code}` : id?.authority === "OGC" ? "EPSG:4326" : null;
  const name = code ?? (parsed.success ? (parsed.data.name ?? "CRS") : "CRS");
  return {
    definition: code ?? JSON.stringify(entry.crs),
    name,
    evidence: { zh: `文件内的坐标系定义：${name}`, en: `stated in the file: ${name}` },
  };
}
