import { open } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { AppError } from "../../contract/errors.js";
import type { Text } from "../../contract/text.js";
import { quoteName, quoteText } from "../sql.js";
import { type Drawing, drawingFields, rewriteDrawing } from "./dxf-drawing.js";
import { drawingEncoding } from "./dxf-encoding.js";
import { damaged, noSuchLayer, unreadable } from "./faults.js";
import { distinctNames } from "./field-names.js";
import { noDoubts, type OpenedSource, type OpenRequest, type ReadFormat } from "./format.js";
import { SeparatedRows } from "./separated-rows.js";

/**
 * Shapes by GDAL, words by ourselves (see `rewriteDrawing`). The whole drawing is a layer named like the file; so is each of
 * its CAD layers.
 */
export const dxf: ReadFormat = {
  name: "dxf",
  title: { zh: "DXF（ASCII）", en: "DXF (ASCII)" },
  extensions: ["dxf"],
  async open(request): Promise<OpenedSource> {
    const { session, path, scratch } = request;
    await refuseBinary(path);
    const whole = basename(path, extname(path));
    const layer = request.layer ?? whole;
    const encoding = await drawingEncoding(path, request.encoding);
    const rows = await SeparatedRows.create(join(scratch, "entities.txt"));
    const target = join(scratch, "drawing.dxf");
    const drawing = await rewriteDrawing(request, encoding.value, layer === whole ? null : layer, {
      drawing: target,
      rows,
    }).finally(() => rows.close());
    const layers = [whole, ...[...drawing.layers.keys()].sort()];
    if (drawing.entities === 0 && layer !== whole) throw noSuchLayer(path, layer, layers);
    const { names, notes } = distinctNames([...drawingFields, ...drawing.attributes]);
    await session
      .run(
        `CREATE OR REPLACE TABLE dxf_shapes AS
         SELECT OGC_FID + 1 AS row, CAST('0x' || EntityHandle AS BIGINT) AS number, geom
         FROM ST_Read(${quoteText(target)}, allowed_drivers := ['DXF'])`,
      )
      .catch((error: unknown) => {
        throw unreadable(path, error);
      });
    const closed = await turnClosed(request);
    const unread = await unreadTypes(request, rows.relation(names));
    const columns = names.map((name) => `entity.${quoteName(name)}`);
    return {
      layers: layers.map((name) => ({ name, geometries: [], rows: null })),
      layer,
      relation: `(SELECT shape.row, ${columns.join(", ")}, shape.geom
        FROM dxf_shapes shape JOIN ${rows.relation(names)} entity ON entity.row = shape.number)`,
      fields: names.map((name) => ({ name, column: name, type: "text" as const })),
      encoding,
      crs: { definition: null, name: null, evidence: { zh: "DXF 不写坐标系", en: "a DXF states no CRS" } },
      rows: null,
      deleted: new Set(),
      doubtful: noDoubts,
      notes: [...notes, ...closed, ...drawingNotes(drawing), ...unread],
    };
  },
};

/**
 * Makes polygons of closed polylines where polygons are wanted and lines are not; where nobody has said, if most lines of
 * the drawing are closed.
 */
async function turnClosed({ session, families }: OpenRequest): Promise<Text[]> {
  // ST_IsClosed throws on anything that is no line.
  const isClosed =
    "CASE WHEN ST_GeometryType(geom) = 'LINESTRING' THEN ST_NPoints(geom) > 3 AND ST_IsClosed(geom) ELSE false END";
  const { closed, lines } = await session.row<{ closed: bigint; lines: bigint }>(
    `SELECT count(*) FILTER (${isClosed}) AS closed, count(*) FILTER (ST_Dimension(geom) = 1) AS lines FROM dxf_shapes`,
  );
  if (closed === 0n) return [];
  const wantsLines = families?.includes("line") ?? true;
  const wantsPolygons = families?.includes("polygon") ?? true;
  if (!wantsPolygons || (wantsLines && closed * 2n <= lines)) {
    return [
      {
        zh: `${closed} 条闭合的线按线读取；图层类型为面时会按面读取。`,
        en: `${closed} closed lines are read as lines; for a kind of polygons they are read as polygons.`,
      },
    ];
  }
  await session.run(`UPDATE dxf_shapes SET geom = ST_MakePolygon(geom) WHERE ${isClosed}`);
  return [{ zh: `${closed} 条闭合的线按面读取。`, en: `${closed} closed lines are read as polygons.` }];
}

/** Entities of which GDAL makes no shape (solids, pictures, dimensions of odd makes), by type. */
async function unreadTypes({ session }: OpenRequest, relation: string): Promise<Text[]> {
  const types = await session.rows<{ type: string; count: bigint }>(
    `SELECT EntityType AS type, count(*) AS count FROM ${relation}
     WHERE row NOT IN (SELECT number FROM dxf_shapes) GROUP BY ALL ORDER BY count DESC, type`,
  );
  if (types.length === 0) return [];
  const list = types.map(({ type, count }) => `${type} ${count}`).join(", ");
  return [{ zh: `这些实体没有可用的图形，未读取：${list}。`, en: `Entities without a shape were not read: ${list}.` }];
}

function drawingNotes({ onPaper, symbols }: Drawing): Text[] {
  const notes: Text[] = [];
  if (symbols > 0) {
    notes.push({
      zh: `${symbols} 个图块按插入点读取，块属性作为字段。`,
      en: `${symbols} inserted blocks are read as points, their attributes as fields.`,
    });
  }
  if (onPaper > 0) {
    notes.push({
      zh: `${onPaper} 个实体在图纸空间（布局）里，未读取。`,
      en: `${onPaper} entities lie in paper space (layouts) and were not read.`,
    });
  }
  return notes;
}

async function refuseBinary(path: string): Promise<void> {
  const file = await open(path, "r");
  const bytes = new Uint8Array(4096);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, 0).finally(() => file.close());
  const head = Buffer.from(bytes.subarray(0, bytesRead)).toString("latin1");
  if (head.startsWith("AutoCAD Binary DXF")) throw notAscii(path, "二进制 DXF", "a binary DXF");
  if (/^AC10\d\d/u.test(head)) throw notAscii(path, "DWG 文件", "a DWG");
  if (!/^(?:\u00ef\u00bb\u00bf)?\s*(?:999\s*\n.*\n\s*)*0\s*\r?\n\s*SECTION/u.test(head))
    throw damaged(path, "不是 DXF 图纸", "it is not a DXF drawing");
}

function notAscii(path: string, zh: string, en: string): AppError {
  return new AppError("input-format", {
    zh: `${basename(path)} 是${zh}，不能直接读取。请在 CAD 中另存为 ASCII DXF 后再导入。`,
    en: `${basename(path)} is ${en}, which is not read. Save it as ASCII DXF and import that.`,
  });
}
