import { createReadStream, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "../../contract/errors.js";
import { quoteName, quoteText } from "../sql.js";
import { guessEncoding } from "./dbf-encoding.js";
import { unreadable } from "./faults.js";
import { distinctNames } from "./field-names.js";
import type { OpenedSource, ReadFormat, SourceField } from "./format.js";

/** Names of coordinate columns, east first. Survey tables call the northing X: so plain X and Y are decided by their values. */
const eastNames = ["lon", "lng", "long", "longitude", "经度", "坐标经度", "东坐标", "e", "easting", "x", "x坐标"];
const northNames = ["lat", "latitude", "纬度", "坐标纬度", "北坐标", "n", "northing", "y", "y坐标"];

export const csv: ReadFormat = {
  name: "csv",
  title: { zh: "CSV（含坐标列）", en: "CSV with coordinates" },
  extensions: ["csv", "txt"],
  async open(request): Promise<OpenedSource> {
    const { session, path } = request;
    const encoding = guessEncoding({
      chosen: request.encoding,
      cpg: null,
      languageByte: 0,
      sample: await readSample(path),
    });
    const utf8 = encoding.value === "utf-8" ? path : await transcode(path, encoding.value, request.scratch);
    const source = `read_csv(${quoteText(utf8)}, all_varchar = true, header = true, null_padding = true, parallel = false, sample_size = 2000)`;
    const described = await session.rows<{ column_name: string }>(`DESCRIBE FROM ${source}`).catch((error: unknown) => {
      throw unreadable(path, error);
    });
    const given = described.map((column) => column.column_name);
    const { names, notes } = distinctNames(given.map((name) => name.replace(/^\ufeff/u, "")));
    const fields: SourceField[] = names.map((name) => ({ name, column: name, type: "text" }));
    const [east, north] = [findColumn(names, eastNames), findColumn(names, northNames)];
    if (east === undefined || north === undefined) throw noCoordinates(path, names);
    const select = given.map((name, index) => `${quoteName(name)} AS ${quoteName(names[index] ?? "")}`);
    const number = (name: string) => `TRY_CAST(trim(${quoteName(name)}) AS DOUBLE)`;
    const limit = request.limit === null ? "" : ` LIMIT ${request.limit}`;
    const layer = basename(path, extname(path));
    return {
      layers: [layer],
      layer,
      relation: `(SELECT row_number() OVER () AS row, *, CASE WHEN ${number(east)} IS NOT NULL AND ${number(north)} IS NOT NULL
        THEN ST_Point(${number(east)}, ${number(north)}) END AS geom FROM (SELECT ${select.join(", ")} FROM ${source}${limit}))`,
      fields,
      encoding,
      crs: {
        definition: null,
        name: null,
        evidence: {
          zh: `CSV 不写坐标系；坐标列为 ${east}、${north}`,
          en: `a CSV states no CRS; coordinates in ${east}, ${north}`,
        },
      },
      rows: null,
      deleted: new Set(),
      notes,
    };
  },
};

function findColumn(names: readonly string[], wanted: readonly string[]): string | undefined {
  const plain = names.map((name) =>
    name
      .toLowerCase()
      .replace(/[(（].*$/u, "")
      .trim(),
  );
  const found = wanted.find((name) => plain.includes(name));
  return found === undefined ? undefined : names[plain.indexOf(found)];
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

function noCoordinates(path: string, names: readonly string[]): AppError {
  return new AppError("input-columns", {
    zh: `${basename(path)} 没有可识别的坐标列（经度/纬度、lon/lat、X/Y）。现有字段：${names.join("、")}。`,
    en: `${basename(path)} has no coordinate columns that are known (lon/lat, 经度/纬度, X/Y). It has: ${names.join(", ")}.`,
  });
}
