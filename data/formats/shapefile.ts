import { open, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Text } from "../../contract/text.js";
import { quoteName, quoteText } from "../sql.js";
import { type DbfTable, readDbf } from "./dbf.js";
import { readDbfHeader } from "./dbf-header.js";
import { damaged } from "./faults.js";
import {
  noDoubts,
  type OpenedSource,
  type OpenRequest,
  otherLayers,
  type ReadFormat,
  type StatedCrs,
} from "./format.js";
import { readStatedCrs } from "./gdal.js";
import { linkOrCopy } from "./link-or-copy.js";
import { headBytes } from "./shapefile-heads.js";
import { findShapefile, type ShapefileParts } from "./shapefile-parts.js";
import { walkRecords } from "./shp-records.js";

/**
 * Geometry by GDAL, from a .shp whose lengths were checked and an .shx made anew, without the .dbf: deleted records then
 * shift nothing, and a missing or wrong index does not matter. Attributes by our own reader; joined by record number.
 */
export const shapefile: ReadFormat = {
  name: "shapefile",
  title: { zh: "Shapefile（.shp、文件夹或 zip）", en: "Shapefile (.shp, folder or zip)" },
  extensions: ["shp", "zip"],
  async open(request): Promise<OpenedSource> {
    const { layers, layer, parts } = await findShapefile(request);
    const shapes = await shareShapes(parts, request);
    await refuseStrangers(parts, shapes.records);
    const cpg = parts.cpg === undefined ? null : await readFile(parts.cpg, "latin1");
    const [relation, attributes] = await together(
      takeShapes(shapes.file, request),
      parts.dbf === undefined ? null : readDbf(parts.dbf, cpg, request),
    );
    const records = shapes.records ?? attributes?.records ?? null;
    return {
      layers,
      layer,
      relation: joined(relation, attributes, request.limit),
      temporary: request.limit === null ? [relation] : [],
      fields: attributes?.fields ?? [],
      encoding: attributes?.encoding ?? {
        value: "utf-8",
        sure: true,
        evidence: { zh: "没有 .dbf", en: "there is no .dbf" },
      },
      crs: await statedCrs(parts, shapes.file, request),
      rows: records ?? layers.find((each) => each.name === layer)?.rows ?? null,
      deleted: attributes?.deleted ?? new Set(),
      doubtful: attributes?.doubtful ?? noDoubts,
      notes: [
        ...otherLayers(layers, layer, request.layer),
        ...(attributes?.notes ?? [withoutAttributes]),
        ...shapes.notes,
        ...(attributes === null ? compareIndex(parts.shxBytes, shapes.records) : []),
      ],
    };
  },
};

const withoutAttributes: Text = {
  zh: "没有 .dbf：只有图形，没有属性。",
  en: "There is no .dbf: shapes only, no attributes.",
};

/** Puts .shp and .shx side by side in the scratch folder. */
async function shareShapes(
  parts: ShapefileParts,
  request: OpenRequest,
): Promise<{ file: string; records: number | null; notes: readonly Text[] }> {
  const file = join(request.scratch, "shapes.shp");
  const { records, index, notes } = await walkRecords(parts.shp, request);
  await linkOrCopy(parts.shp.path, file);
  await writeFile(join(request.scratch, "shapes.shx"), index);
  return { file, records, notes };
}

/** Throws `input-damaged` where the .dbf has another number of rows than the .shp, before any of them is read. */
async function refuseStrangers({ shp, dbf }: ShapefileParts, shapes: number | null): Promise<void> {
  if (dbf === undefined || shapes === null) return;
  const file = await open(dbf.path, "r");
  const { records } = await readDbfHeader(file, dbf).finally(() => file.close());
  if (records === shapes) return;
  throw damaged(
    shp.path,
    `.shp 有 ${shapes} 个图形，.dbf 有 ${records} 行，两者不配套`,
    `the .shp has ${shapes} shapes, the .dbf ${records} rows: they do not belong together`,
  );
}

/** Without a .dbf the delivered index is the only witness of how many shapes there were. */
function compareIndex(shxBytes: number | null, records: number | null): Text[] {
  if (shxBytes === null || records === null) return [];
  const listed = Math.floor((shxBytes - headBytes) / 8);
  if (listed === records) return [];
  return [
    {
      zh: `.shx 列出 ${listed} 个图形，.shp 中有 ${records} 个：文件可能不完整。`,
      en: `The .shx lists ${listed} shapes, the .shp holds ${records}: the files may not be whole.`,
    },
  ];
}

/**
 * The shapes with their record numbers, for FROM. For an import they are read into a table at once, on a thread of the
 * database, while the attributes are decoded on ours.
 */
async function takeShapes(file: string, { session, limit }: OpenRequest): Promise<string> {
  const read = `SELECT OGC_FID + 1 AS row, geom FROM ST_Read(${quoteText(file)}, allowed_drivers := ['ESRI Shapefile'])`;
  if (limit !== null) return `(${read} LIMIT ${limit})`;
  await session.run(`CREATE OR REPLACE TABLE shapes AS ${read}`);
  return "shapes";
}

/** Waits for both, so that nothing is still at work in the session when one has failed. */
async function together<One, Other>(one: Promise<One>, other: Promise<Other> | null): Promise<[One, Other | null]> {
  const [first, second] = await Promise.allSettled([one, other]);
  if (second.status === "rejected") throw second.reason;
  if (first.status === "rejected") throw first.reason;
  return [first.value, second.value];
}

/**
 * A look joins by number. For an import both sides are whole and in the order of the file, so row meets row: that keeps no
 * hash table of all attributes (300 MB for a million rows of ten fields), and a row that met another's would stop it.
 */
function joined(shapes: string, attributes: DbfTable | null, limit: number | null): string {
  if (attributes === null) return `(SELECT row, geom FROM ${shapes} shape)`;
  const fields = attributes.fields.map((field) => `attribute.${quoteName(field.column)}`);
  if (limit === null) {
    const row = `CASE WHEN shape.row = attribute."__row" THEN shape.row ELSE error('rows out of order') END AS row`;
    return `(SELECT ${[row, ...fields, "shape.geom"].join(", ")}
      FROM ${shapes} shape POSITIONAL JOIN ${attributes.table} attribute)`;
  }
  return `(SELECT ${["shape.row", ...fields, "shape.geom"].join(", ")}
    FROM ${shapes} shape JOIN ${attributes.table} attribute ON attribute."__row" = shape.row)`;
}

async function statedCrs(parts: ShapefileParts, shapes: string, request: OpenRequest): Promise<StatedCrs> {
  const prj =
    parts.prj === undefined ? "" : (await readFile(parts.prj, "latin1")).replace(/^\u00ef\u00bb\u00bf/u, "").trim();
  if (prj === "") {
    return { definition: null, name: null, evidence: { zh: "没有 .prj 文件", en: "there is no .prj file" } };
  }
  await writeFile(shapes.replace(/shp$/u, "prj"), prj, "latin1");
  return await readStatedCrs(request.session, shapes, prj, { zh: ".prj 文件", en: ".prj file" });
}
