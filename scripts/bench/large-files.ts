import { closeSync, existsSync, openSync, writeFileSync, writeSync } from "node:fs";
import { prj } from "../sample/make-sample.js";
import { random } from "../sample/random.js";
import { gbkBytes, ShapefileWriter, type TextBytes } from "../sample/shapefile-writer.js";

const utf8Bytes: TextBytes = {
  length: (text) => Buffer.byteLength(text),
  write: (text, bytes, offset) => void Buffer.from(bytes.buffer, bytes.byteOffset).write(text, offset, "utf8"),
};

const words = [
  "砌体",
  "钢筋混凝土",
  "后埠街道",
  "一九八五年",
  "住宅",
  "加层改造",
  "无",
  "C级",
  "底商",
  "框架",
] as const;
/** GBK as byte 29 of a .dbf says it. */
const gbkByte = 0x4d;

export interface LargeFile {
  /** Path without extension. */
  readonly path: string;
  readonly rows: number;
  readonly fields: number;
  readonly encoding: "gbk" | "utf-8";
}

/** Squares of 10 m in EPSG:4547 with texts of two words, the same rows in both encodings. Kept once written. */
export function writeLargeShapefile({ path, rows, fields, encoding }: LargeFile): string {
  const shp = `${path}.shp`;
  if (existsSync(`${path}.cpg`)) return shp;
  const isGbk = encoding === "gbk";
  const columns = Array.from({ length: fields }, (_each, field) => ({
    name: `字段${field}`,
    type: "C" as const,
    length: isGbk ? 20 : 30,
  }));
  const writer = new ShapefileWriter({
    path,
    geometry: "polygon",
    columns,
    cpg: null,
    languageByte: isGbk ? gbkByte : 0,
    prj,
    texts: isGbk ? gbkBytes : utf8Bytes,
  });
  const dice = random(rows, fields);
  for (let row = 0; row < rows; row++) {
    const [x, y] = [480_000 + 12 * (row % 1000), 3_050_000 + 12 * Math.floor(row / 1000)];
    const values = columns.map((_column, field) => (field === 0 ? String(row) : dice.pick(words) + dice.pick(words)));
    writer.add([x, y, x, y + 10, x + 10, y + 10, x + 10, y], values);
  }
  writer.close();
  writeFileSync(`${path}.cpg`, isGbk ? "GBK" : "UTF-8");
  return shp;
}

/** The same kind of squares in degrees as GeoJSON, or their corners as CSV, of at least `bytes` bytes. */
export function writeLargeText(path: string, bytes: number): string {
  if (existsSync(path)) return path;
  const isTable = path.endsWith(".csv");
  const file = openSync(path, "w");
  const dice = random(bytes);
  let written = writeSync(file, isTable ? "编号,经度,纬度,结构,街道\n" : '{"type":"FeatureCollection","features":[\n');
  for (let row = 0; written < bytes; ) {
    const lines = Array.from({ length: 10_000 }, () => {
      row += 1;
      const [x, y] = [113.8 + 1e-4 * (row % 1000), 27.6 + 1e-4 * Math.floor(row / 1000)];
      const [structure, street] = [dice.pick(words), dice.pick(words)];
      if (isTable) return `${row},${x},${y},${structure},${street}`;
      const ring = [
        [x, y],
        [x + 8e-5, y],
        [x + 8e-5, y + 8e-5],
        [x, y],
      ];
      const properties = { 编号: row, 结构: structure, 街道: street };
      return JSON.stringify({ type: "Feature", properties, geometry: { type: "Polygon", coordinates: [ring] } });
    });
    const between = isTable ? "\n" : ",\n";
    written += writeSync(file, `${row > 10_000 ? between : ""}${lines.join(between)}`);
  }
  writeSync(file, isTable ? "\n" : "\n]}\n");
  closeSync(file);
  return path;
}
