import { writeFileSync } from "node:fs";
import { encodeText } from "./chinese-bytes.js";

export type Point = readonly [x: number, y: number];

/** A field as a .dbf describes it; `name` is cut at 10 bytes as all programs do. */
export interface DbfColumn {
  readonly name: string;
  readonly type: "C" | "N" | "F" | "D" | "L" | "I" | "B" | "M";
  readonly length: number;
  readonly decimals?: number;
}

export interface DbfContent {
  readonly columns: readonly DbfColumn[];
  /** Values as they are to stand in the file; null leaves the field blank. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly encoding?: string;
  readonly languageByte?: number;
  /** Numbers of rows, from 1, that carry the deletion mark. */
  readonly deleted?: readonly number[];
}

/** A dBASE III table, written from its published layout and from nothing of ours. */
export function dbfBytes({ columns, rows, encoding = "utf-8", languageByte = 0, deleted = [] }: DbfContent): Buffer {
  const headerLength = 33 + 32 * columns.length;
  const recordLength = 1 + columns.reduce((sum, column) => sum + column.length, 0);
  const file = Buffer.alloc(headerLength + rows.length * recordLength + 1, 0x20);
  file.fill(0, 0, headerLength);
  file[0] = 3;
  file.set([26, 11, 24], 1);
  file.writeUInt32LE(rows.length, 4);
  file.writeUInt16LE(headerLength, 8);
  file.writeUInt16LE(recordLength, 10);
  file[29] = languageByte;
  for (const [index, column] of columns.entries()) {
    const at = 32 + 32 * index;
    file.set(encodeText(column.name, encoding).slice(0, 10), at);
    file.write(column.type, at + 11, "latin1");
    file.writeUInt16LE(column.length, at + 16);
    if (column.type !== "C") file[at + 17] = column.decimals ?? 0;
  }
  file[headerLength - 1] = 0x0d;
  for (const [number, row] of rows.entries()) {
    let at = headerLength + number * recordLength;
    if (deleted.includes(number + 1)) file[at] = 0x2a;
    at += 1;
    for (const [index, column] of columns.entries()) {
      const bytes = encodeText(row[index] ?? "", encoding).slice(0, column.length);
      file.set(bytes, "NF".includes(column.type) ? at + column.length - bytes.length : at);
      at += column.length;
    }
  }
  file[file.length - 1] = 0x1a;
  return file;
}

/**
 * Shapes of one type: a point, the vertices of a line, the rings of a polygon; null is a null shape. With `also` every
 * vertex has a height (and a measure) of its own too, or a measure.
 */
export type Shapes = { readonly also?: "z" | "m" } & (
  | { readonly type: "point"; readonly shapes: readonly (Point | null)[] }
  | { readonly type: "line" | "polygon"; readonly shapes: readonly (readonly (readonly Point[])[] | null)[] }
);

const typeNumbers = { point: 1, line: 3, polygon: 5 } as const;

/** The .shp and its .shx (ESRI Shapefile Technical Description, 1998). */
export function shpBytes(content: Shapes): { shp: Buffer; shx: Buffer } {
  const { also } = content;
  const type = typeNumbers[content.type] + { none: 0, z: 10, m: 20 }[also ?? "none"];
  const bodies = content.shapes.map((shape) => {
    if (shape === null) return Buffer.alloc(4);
    const points = content.type === "point" ? [shape as Point] : (shape as readonly Point[][]).flat();
    const flat = content.type === "point" ? pointBody(type, shape as Point) : partsBody(type, shape as Point[][]);
    return Buffer.concat([flat, ...extraBodies(also, points.length, content.type === "point")]);
  });
  const shp = Buffer.concat([
    Buffer.alloc(100),
    ...bodies.map((body, index) => {
      const head = Buffer.alloc(8);
      head.writeInt32BE(index + 1, 0);
      head.writeInt32BE(body.length / 2, 4);
      return Buffer.concat([head, body]);
    }),
  ]);
  const shx = Buffer.alloc(100 + 8 * bodies.length);
  let at = 100;
  for (const [index, body] of bodies.entries()) {
    shx.writeInt32BE(at / 2, 100 + 8 * index);
    shx.writeInt32BE(body.length / 2, 104 + 8 * index);
    at += 8 + body.length;
  }
  for (const file of [shp, shx]) {
    file.writeInt32BE(9994, 0);
    file.writeInt32BE(file.length / 2, 24);
    file.writeInt32LE(1000, 28);
    file.writeInt32LE(type, 32);
  }
  return { shp, shx };
}

/** Heights, then measures, each behind its range where a shape has several vertices. */
function extraBodies(also: Shapes["also"], count: number, isPoint: boolean): Buffer[] {
  const body = Buffer.alloc(8 * (isPoint ? 1 : count + 2));
  for (let at = 0; at < body.length; at += 8) body.writeDoubleLE(at / 8, at);
  return also === undefined ? [] : also === "m" ? [body] : [body, body];
}

function pointBody(type: number, [x, y]: Point): Buffer {
  const body = Buffer.alloc(20);
  body.writeInt32LE(type, 0);
  body.writeDoubleLE(x, 4);
  body.writeDoubleLE(y, 12);
  return body;
}

function partsBody(type: number, parts: readonly (readonly Point[])[]): Buffer {
  const points = parts.flat();
  const body = Buffer.alloc(44 + 4 * parts.length + 16 * points.length);
  body.writeInt32LE(type, 0);
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  for (const [index, value] of [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].entries())
    body.writeDoubleLE(value, 4 + 8 * index);
  body.writeInt32LE(parts.length, 36);
  body.writeInt32LE(points.length, 40);
  let first = 0;
  for (const [index, part] of parts.entries()) {
    body.writeInt32LE(first, 44 + 4 * index);
    first += part.length;
  }
  for (const [index, [x, y]] of points.entries()) {
    body.writeDoubleLE(x, 44 + 4 * parts.length + 16 * index);
    body.writeDoubleLE(y, 52 + 4 * parts.length + 16 * index);
  }
  return body;
}

/** CGCS2000 in degrees and its 3-degree zone of 114° E, as ESRI writes them. */
export const prjTexts = {
  degrees:
    'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
  metres114:
    'PROJCS["CGCS2000_3_Degree_GK_CM_114E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",114.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]',
} as const;

/** Writes `base`.shp, .shx and what else is given; `base` is a path without an extension. Returns the .shp's path. */
export function writeShapefile(
  base: string,
  parts: { shapes: Shapes; dbf?: DbfContent; prj?: string; cpg?: string },
): string {
  const { shp, shx } = shpBytes(parts.shapes);
  writeFileSync(`${base}.shp`, shp);
  writeFileSync(`${base}.shx`, shx);
  if (parts.dbf !== undefined) writeFileSync(`${base}.dbf`, dbfBytes(parts.dbf));
  if (parts.prj !== undefined) writeFileSync(`${base}.prj`, parts.prj);
  if (parts.cpg !== undefined) writeFileSync(`${base}.cpg`, parts.cpg);
  return `${base}.shp`;
}

/** Points in a row near 114° E, 27.6° N, ten metres apart, in the metres of `prjTexts.metres114`. */
export function pointsInMetres(count: number): Shapes {
  return { type: "point", shapes: Array.from({ length: count }, (_each, row) => [485_000 + 10 * row, 3_056_000]) };
}
