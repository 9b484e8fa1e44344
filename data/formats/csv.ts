import { createReadStream, createWriteStream } from "node:fs";
import { open, stat, writeFile } from "node:fs/promises";
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
import { utf8Shape } from "./text-evidence.js";

/** Bytes that are written anew for a look. */
const lookBytes = 8 * 2 ** 20;
const lineEnd = 0x0a;

export const csv: ReadFormat = {
  name: "csv",
  title: { zh: "CSV（含坐标列）", en: "CSV with coordinates" },
  extensions: ["csv", "txt"],
  async open(request): Promise<OpenedSource> {
    const { session, path } = request;
    const encoding = await findEncoding(path, request);
    const utf8 = encoding.value === "utf-8" ? path : await transcode(encoding.value, request);
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
  if (second === null) return first;
  const fits = request.limit === null ? await isUtf8(path, request.signal) : await looksUtf8(path);
  return fits ? first : second;
}

/** For a look: samples from sixteen places of a file, each judged between two ends of lines. */
async function looksUtf8(path: string): Promise<boolean> {
  const { size } = await stat(path);
  for (let place = 0; place < 16; place++) {
    const sample = await readSample(path, Math.floor((size / 16) * place));
    const [from, to] = [sample.indexOf(lineEnd), sample.lastIndexOf(lineEnd)];
    if (from < to && utf8Shape(sample.subarray(from, to)) === "impossible") return false;
  }
  return true;
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

async function readSample(path: string, start = 0, length = 262_144): Promise<Uint8Array> {
  const file = await open(path, "r");
  try {
    const bytes = new Uint8Array(length);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Writes the file anew in UTF-8; for a look only its beginning, up to the end of a line. */
async function transcode(encoding: string, { path, scratch, limit }: OpenRequest): Promise<string> {
  const target = join(scratch, "utf8.csv");
  if (limit !== null && (await stat(path)).size > lookBytes) {
    const text = new TextDecoder(encoding).decode(await readSample(path, 0, lookBytes));
    await writeFile(target, text.slice(0, text.lastIndexOf("\n") + 1));
    return target;
  }
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
