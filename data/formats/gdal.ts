import { basename } from "node:path";
import { AppError } from "../../contract/errors.js";
import type { InspectedLayer } from "../../contract/inspection.js";
import type { Text } from "../../contract/text.js";
import type { Session } from "../database.js";
import { quoteName, quoteText } from "../sql.js";
import { noSuchLayer, unreadable } from "./faults.js";
import { distinctNames } from "./field-names.js";
import {
  noDoubts,
  type OpenedSource,
  type OpenRequest,
  otherLayers,
  type SourceField,
  type StatedCrs,
} from "./format.js";
import { familyNamed } from "./geometry-names.js";

/** A layer as GDAL describes it. */
export interface LayerMeta {
  readonly name: string;
  readonly feature_count: bigint | null;
  readonly geometry_fields: readonly { readonly name: string; readonly type: string; readonly crs: CrsMeta | null }[];
}

interface CrsMeta {
  readonly name: string | null;
  readonly auth_name: string | null;
  readonly auth_code: string | null;
  readonly wkt: string | null;
}

/**
 * Opens a file that GDAL reads and whose texts are UTF-8 by definition. Only the format's own drivers may look at it:
 * GDAL goes by content, and some of its formats (VRT) are lists of other files to read, which no folder limit stops.
 * Throws `input-damaged`, `input-missing`, `input-columns`.
 */
export async function openWithGdal(
  request: OpenRequest,
  drivers: readonly string[],
  listLayers: (session: Session, path: string) => Promise<LayerMeta[]> = readMeta,
): Promise<OpenedSource> {
  const { session, path } = request;
  const allowed = `allowed_drivers := [${drivers.map(quoteText).join(", ")}]`;
  const firstDescribed = await describe(session, path, `ST_Read(${quoteText(path)}, ${allowed})`);
  const metas = await listLayers(session, path);
  const layers = metas.map(describeLayer);
  const first = metas.find((each) => each.geometry_fields.length > 0) ?? metas[0];
  const meta = request.layer === undefined ? first : metas.find((each) => each.name === request.layer);
  if (meta === undefined)
    throw noSuchLayer(
      path,
      request.layer ?? "",
      metas.map((each) => each.name),
    );
  const source = `ST_Read(${quoteText(path)}, layer := ${quoteText(meta.name)}, ${allowed})`;
  const described = metas.length === 1 ? firstDescribed : await describe(session, path, source);
  const geometry = described.find((column) => column.column_type.startsWith("GEOMETRY"))?.column_name;
  const plain = described.filter(
    ({ column_name, column_type }) => column_name !== "OGC_FID" && !/^(GEOMETRY|BLOB)/u.test(column_type),
  );
  const { names, notes } = distinctNames(plain.map((column) => column.column_name));
  const fields: SourceField[] = plain.map((column, index) => ({
    name: names[index] ?? column.column_name,
    column: names[index] ?? column.column_name,
    type: fieldType(column.column_type),
  }));
  const select = plain.map(
    (column, index) => `CAST(${quoteName(column.column_name)} AS VARCHAR) AS ${quoteName(names[index] ?? "")}`,
  );
  const geom = geometry === undefined ? "CAST(NULL AS GEOMETRY)" : `CAST(${quoteName(geometry)} AS GEOMETRY)`;
  const limit = request.limit === null ? "" : ` LIMIT ${request.limit}`;
  return {
    layers,
    layer: meta.name,
    relation: `(SELECT row_number() OVER () AS row, ${[...select, `${geom} AS geom`].join(", ")} FROM (FROM ${source}${limit}))`,
    fields,
    encoding: {
      value: "utf-8",
      sure: true,
      evidence: { zh: "该格式规定为 UTF-8", en: "UTF-8 by definition of the format" },
    },
    crs: statedBy(meta.geometry_fields[0]?.crs ?? null, { zh: "文件内的坐标系定义", en: "stated in the file" }),
    rows: describeLayer(meta).rows,
    deleted: new Set(),
    doubtful: noDoubts,
    notes: [...otherLayers(layers, meta.name, request.layer), ...notes, ...unread(described, geometry)],
  };
}

function describeLayer({ name, feature_count, geometry_fields }: LayerMeta): InspectedLayer {
  const families = geometry_fields.flatMap(({ type }) => familyNamed(type) ?? []);
  const known = feature_count !== null && feature_count >= 0n;
  return { name, geometries: [...new Set(families)], rows: known ? Number(feature_count) : null };
}

function unread(described: readonly DescribedColumn[], geometry: string | undefined): Text[] {
  const left = described.filter(
    ({ column_name, column_type }) => column_name !== geometry && /^(GEOMETRY|BLOB)/u.test(column_type),
  );
  if (left.length === 0) return [];
  const names = left.map((column) => column.column_name);
  return [{ zh: `未读取二进制字段：${names.join("、")}。`, en: `Binary fields were not read: ${names.join(", ")}.` }];
}

interface DescribedColumn {
  readonly column_name: string;
  readonly column_type: string;
}

/**
 * Columns that a call of ST_Read gives. Comes before ST_Read_Meta, which ends the process on a file that GDAL cannot open
 * (spatial 1.5.5), where ST_Read says so.
 */
async function describe(session: Session, path: string, source: string): Promise<DescribedColumn[]> {
  return await session.rows<DescribedColumn>(`DESCRIBE FROM ${source}`).catch((error: unknown) => {
    throw openingFault(path, error);
  });
}

/** Names that differ by case only, or one called like GDAL's row number, cannot stand side by side in a table. */
function openingFault(path: string, error: unknown): AppError {
  const name = /duplicate column name "(.*?)"/u.exec(String(error))?.[1];
  if (name === undefined) return unreadable(path, error);
  return new AppError("input-columns", {
    zh: `${basename(path)} 的字段“${name}”与另一字段只有大小写不同，或与内部行号同名。请改名后再导入。`,
    en: `${basename(path)} has a field "${name}" that differs from another one by case only, or is called like the row number. Rename it.`,
  });
}

/** The CRS of a file for GDAL, identified by PROJ; `definition` is used where PROJ knows no code. */
export async function readStatedCrs(
  session: Session,
  path: string,
  definition: string,
  where: Text,
): Promise<StatedCrs> {
  const [meta] = await readMeta(session, path).catch(() => []);
  const stated = statedBy(meta?.geometry_fields[0]?.crs ?? null, where);
  if (stated.definition !== null) return stated;
  const evidence = { zh: `${where.zh}无法识别`, en: `the ${where.en} cannot be understood` };
  return { definition: null, name: null, evidence: definition === "" ? where : evidence };
}

function statedBy(crs: CrsMeta | null, where: Text): StatedCrs {
  const code = crs?.auth_name === "EPSG" && crs.auth_code ? `EPSG:${crs.auth_code}` : null;
  const crs84 = crs?.auth_name === "OGC" && crs.auth_code === "CRS84";
  const definition = code ?? (crs84 ? "EPSG:4326" : crs?.wkt || null);
  if (crs === null || definition === null || /^(LOCAL_CS|ENGCRS)/u.test(definition)) {
    return { definition: null, name: null, evidence: { zh: "文件没有写明坐标系", en: "the file states no CRS" } };
  }
  const name = code ?? (crs84 ? "EPSG:4326" : (crs.name ?? "CRS"));
  return {
    definition,
    name,
    evidence: { zh: `${where.zh}：${crs.name ?? name}`, en: `${where.en}: ${crs.name ?? name}` },
  };
}

async function readMeta(session: Session, path: string): Promise<LayerMeta[]> {
  const rows = await session
    .rows<{ layers: LayerMeta[] }>(`SELECT layers FROM ST_Read_Meta(${quoteText(path)})`)
    .catch((error: unknown) => {
      throw unreadable(path, error);
    });
  const layers = rows[0]?.layers ?? [];
  if (layers.length === 0) throw unreadable(basename(path), "no layers");
  return layers;
}

/** What a column of DuckDB holds, in our words. */
export function fieldType(type: string): SourceField["type"] {
  if (/^(BIGINT|INTEGER|SMALLINT|TINYINT|UBIGINT|UINTEGER|HUGEINT)/u.test(type)) return "whole";
  if (/^(DOUBLE|FLOAT|DECIMAL)/u.test(type)) return "number";
  if (type === "BOOLEAN") return "flag";
  return type === "DATE" ? "date" : "text";
}
