import { stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { AppError } from "../../contract/errors.js";
import type { Guess } from "../../contract/inspection.js";
import type { Text } from "../../contract/text.js";
import { quoteName } from "../sql.js";
import { requireEncoding } from "./encoding-labels.js";
import { noSuchLayer } from "./faults.js";
import { distinctNames } from "./field-names.js";
import { type OpenedSource, type OpenRequest, otherLayers, type ReadFormat } from "./format.js";
import { guessEncoding } from "./guess-encoding.js";
import { Placemarks } from "./kml-placemarks.js";
import { SeparatedRows } from "./separated-rows.js";
import { settleTypes } from "./settle-types.js";
import { isUtf8, looksUtf8, readSample } from "./text-file.js";
import { declaredEncoding, fileChunks, readXml } from "./xml.js";
import { extractEntry, listZip } from "./zip.js";

/**
 * Read by ourselves, since GDAL's plain KML driver knows names and descriptions only. One row a placemark; what a network
 * link points to is never fetched.
 */
export const kml: ReadFormat = {
  name: "kml",
  title: { zh: "KML / KMZ（谷歌地球）", en: "KML / KMZ (Google Earth)" },
  extensions: ["kml", "kmz"],
  async open(request): Promise<OpenedSource> {
    const { layers, layer, file } = await findDocument(request);
    const encoding = await findEncoding(file, request);
    const target = join(request.scratch, "placemarks.txt");
    const out = await SeparatedRows.create(target);
    const placemarks = new Placemarks(out, request.limit);
    try {
      await readXml(counted(file, request), encoding.value, request.path, placemarks);
      await out.flush();
    } finally {
      await out.close();
    }
    if (!placemarks.isKml) throw notKml(request.path);
    const stated = placemarks.fields();
    const { names, notes } = distinctNames(stated.map(({ name }) => name));
    const columns = names.map((name) => quoteName(name));
    const table = "placemarks";
    await request.session.run(
      `CREATE OR REPLACE VIEW ${table} AS
       SELECT ${["row", 'row AS "__row"', ...columns, "ST_GeomFromText(__wkt) AS geom"].join(", ")} FROM ${out.relation(["__wkt", ...names])}`,
    );
    const fields = names.map((name, index) => ({ name, column: name, type: stated[index]?.type ?? "text" }));
    const settled = await settleTypes(request.session, table, fields, new Set());
    const rows = placemarks.isDone() ? null : placemarks.rows;
    return {
      layers: layers.map((name) => ({ name, geometries: [], rows: name === layer ? rows : null })),
      layer,
      relation: `(SELECT * EXCLUDE ("__row") FROM ${table})`,
      fields: settled.fields,
      encoding,
      crs: {
        definition: "EPSG:4326",
        name: "EPSG:4326",
        evidence: { zh: "KML 规定为 WGS 84 经纬度", en: "WGS 84 degrees by definition of KML" },
      },
      rows,
      deleted: new Set(),
      doubtful: settled.doubtful,
      notes: [
        ...otherLayers(
          layers.map((name) => ({ name })),
          layer,
          request.layer,
        ),
        ...notes,
        ...settled.notes,
        ...placemarkNotes(placemarks),
      ],
    };
  },
};

/** The document of a .kmz is doc.kml, else the first by name (KML 2.3, 15). */
async function findDocument(request: OpenRequest): Promise<{ layers: string[]; layer: string; file: string }> {
  const { path, scratch } = request;
  if (extname(path).toLowerCase() !== ".kmz") {
    const layer = basename(path, extname(path));
    if (request.layer !== undefined && request.layer !== layer) throw noSuchLayer(path, request.layer, [layer]);
    return { layers: [layer], layer, file: path };
  }
  const entries = await listZip(path, ["kml"]);
  const layers = entries.map(({ folder, name }) => folder + name).sort();
  const layer = request.layer ?? layers.find((name) => name.toLowerCase() === "doc.kml") ?? layers[0];
  const entry = entries.find(({ folder, name }) => folder + name === layer);
  if (layer === undefined) throw notKml(path);
  if (entry === undefined) throw noSuchLayer(path, layer, layers);
  return { layers, layer, file: await extractEntry(path, entry, scratch, "document.kml") };
}

/** What the declaration says, unless the bytes contradict it; without a declaration XML is UTF-8. */
async function findEncoding(file: string, request: OpenRequest): Promise<Guess<string>> {
  const sample = await readSample(file);
  const declared = declaredEncoding(sample);
  if (request.encoding !== undefined) {
    const zh = `由用户指定（${request.encoding}）`;
    const en = `chosen by the user (${request.encoding})`;
    return { value: requireEncoding(request.encoding), sure: true, evidence: { zh, en } };
  }
  if (declared !== null && declared.label !== "utf-8") {
    const evidence = { zh: `XML 声明：${declared.word}`, en: `XML declaration: ${declared.word}` };
    return { value: declared.label, sure: true, evidence };
  }
  const whole = request.limit === null ? await isUtf8(file, request.signal) : await looksUtf8(file);
  const guessed = guessEncoding({ chosen: undefined, cpg: undefined, languageByte: 0, sample });
  if (whole && guessed.value === "utf-8") {
    const evidence =
      declared === null
        ? { zh: "XML 默认为 UTF-8", en: "UTF-8, the default of XML" }
        : { zh: `XML 声明：${declared.word}`, en: `XML declaration: ${declared.word}` };
    return { value: "utf-8", sure: true, evidence };
  }
  const value = guessed.value === "utf-8" ? "gb18030" : guessed.value;
  return {
    value,
    sure: false,
    evidence: {
      zh: `XML 未声明或声明为 UTF-8，但内容不是，按 ${value.toUpperCase()} 读取`,
      en: `the XML says UTF-8 or nothing, but its bytes are not; read as ${value.toUpperCase()}`,
    },
  };
}

/** The bytes of the file, with progress by bytes. */
async function* counted(file: string, { signal, progress }: OpenRequest): AsyncGenerator<Uint8Array> {
  const total = (await stat(file)).size;
  let done = 0;
  for await (const chunk of fileChunks(file, signal)) {
    done += chunk.length;
    progress({ phase: { zh: "读取地标", en: "Reading placemarks" }, done, total });
    yield chunk;
  }
}

function placemarkNotes({ broken, foreign, links }: Placemarks): Text[] {
  const notes: Text[] = [];
  if (broken > 0) {
    notes.push({
      zh: `${broken} 个地标的坐标无法识别或点数不足，按没有图形处理。`,
      en: `${broken} placemarks have coordinates that are no numbers or too few; they count as without a shape.`,
    });
  }
  if (foreign > 0) {
    notes.push({
      zh: `${foreign} 个轨迹或三维模型（gx:Track、Model）未读取。`,
      en: `${foreign} tracks or 3-D models (gx:Track, Model) were not read.`,
    });
  }
  if (links > 0) {
    notes.push({
      zh: `${links} 个网络链接（NetworkLink）指向别处，其内容未读取。`,
      en: `${links} network links point elsewhere; what they point to was not read.`,
    });
  }
  return notes;
}

function notKml(path: string): AppError {
  return new AppError("input-format", {
    zh: `${basename(path)} 里没有 KML 内容。请从谷歌地球等软件重新导出 KML 或 KMZ。`,
    en: `${basename(path)} holds no KML. Export it as KML or KMZ again.`,
  });
}
