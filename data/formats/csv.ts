import { createReadStream, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "../../contract/errors.js";
import type { Guess } from "../../contract/inspection.js";
import { quoteName, quoteText } from "../sql.js";
import { coordinateSql, findCoordinates, orientCoordinates } from "./csv-coordinates.js";
import { damaged, unreadable } from "./faults.js";
import { distinctNames } from "./field-names.js";
import { noDoubts, type OpenedSource, type OpenRequest, type ReadFormat, type SourceField } from "./format.js";
import { guessEncoding, secondGuess } from "./guess-encoding.js";

export const csv: ReadFormat = {
  name: "csv",
  title: { zh: "CSV（含坐标列）", en: "CSV with coordinates" },
  extensions: ["csv", "txt"],
  async open(request): Promise<OpenedSource> {
    const { session, path } = request;
    const encoding = await findEncoding(path, request);
    const utf8 = encoding.value === "utf-8" ? path : await transcode(path, encoding.value, request.scratch);
    const source = `read_csv(${quoteText(utf8)}, all_varchar = true, header = true, null_padding = true, parallel = false, sample_size = 2000)`;
    const described = await session.rows<{ column_name: string }>(`DESCRIBE FROM ${source}`).catch((error: unknown) => {
      throw csvFault(path, error);
    });
    const given = described.map((column) => column.column_name);
    const { names, notes } = distinctNames(given.map((name) => name.replace(/^\ufeff/u, "")));
    const fields: SourceField[] = names.map((name) => ({ name, column: name, type: "text" }));
    const found = findCoordinates(names);
    if (found === null) throw noCoordinates(path, names);
    const select = given.map((name, index) => `${quoteName(name)} AS ${quoteName(names[index] ?? "")}`);
    const named = `(SELECT ${select.join(", ")} FROM ${source})`;
    const oriented = await orientCoordinates(session, named, found).catch((error: unknown) => {
      throw csvFault(path, error);
    });
    const [east, north] = [coordinateSql(oriented.columns.east), coordinateSql(oriented.columns.north)];
    const limit = request.limit === null ? "" : ` LIMIT ${request.limit}`;
    const layer = basename(path, extname(path));
    return {
      layers: [{ name: layer, geometries: ["point"], rows: null }],
      layer,
      relation: `(SELECT row_number() OVER () AS row, *, CASE WHEN isfinite(${east} + ${north}) THEN ST_Point(${east}, ${north}) END AS geom
        FROM (FROM ${named}${limit}))`,
      fields,
      encoding,
      crs: {
        definition: null,
        name: null,
        evidence: {
          zh: `CSV 不写坐标系；坐标列为 ${oriented.columns.east}、${oriented.columns.north}`,
          en: `a CSV states no CRS; coordinates in ${oriented.columns.east}, ${oriented.columns.north}`,
        },
      },
      rows: null,
      deleted: new Set(),
      doubtful: noDoubts,
      notes: [...notes, ...oriented.notes],
    };
  },
};

/** Excel's "Unicode text" begins with a byte order mark; else the content decides, all of it before it counts as UTF-8. */
async function findEncoding(path: string, request: OpenRequest): Promise<Guess<string>> {
  const sample = await readSample(path);
  const marked = sample[0] === 0xff && sample[1] === 0xfe;
  if (marked && request.encoding === undefined) {
    return { value: "utf-16le", sure: true, evidence: { zh: "字节顺序标记", en: "byte order mark" } };
  }
  const first = guessEncoding({ chosen: request.encoding, cpg: undefined, languageByte: 0, sample });
  const second = secondGuess(first, request.encoding);
  return second === null || (await isUtf8(path, request.signal)) ? first : second;
}

async function isUtf8(path: string, signal: AbortSignal): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of createReadStream(path, { signal, highWaterMark: 1024 * 1024 }))
      decoder.decode(chunk as Uint8Array, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

async function readSample(path: string): Promise<Uint8Array> {
  const file = await open(path, "r");
  try {
    const bytes = new Uint8Array(262_144);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function transcode(path: string, encoding: string, scratch: string): Promise<string> {
  const target = join(scratch, "utf8.csv");
  const decoder = new TextDecoder(encoding);
  const decode = new Transform({
    transform: (chunk: Uint8Array, _encoding, done) => done(null, decoder.decode(chunk, { stream: true })),
    flush: (done) => done(null, decoder.decode()),
  });
  await pipeline(createReadStream(path), decode, createWriteStream(target));
  return target;
}

/** Names the line where DuckDB stopped. */
function csvFault(path: string, error: unknown): AppError {
  const line = /CSV Error on Line: (\d+)/u.exec(String(error))?.[1];
  if (line === undefined) return unreadable(path, error);
  return damaged(path, `第 ${line} 行的列数或引号与其他行不符`, `line ${line} does not have the columns of the others`);
}

function noCoordinates(path: string, names: readonly string[]): AppError {
  const shown = names.slice(0, 20);
  const [zh, en] = names.length > 20 ? ["等", ", …"] : ["", ""];
  return new AppError("input-columns", {
    zh: `${basename(path)} 没有可识别的坐标列（经度/纬度、lon/lat、X/Y）。现有字段：${shown.join("、")}${zh}。`,
    en: `${basename(path)} has no coordinate columns that are known (lon/lat, 经度/纬度, X/Y). It has: ${shown.join(", ")}${en}.`,
  });
}
