import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { gbkLength, writeGbk } from "./gbk.js";

/** How texts become bytes: how many a text takes, and writing them at an offset. */
export interface TextBytes {
  length(text: string): number;
  write(text: string, bytes: Uint8Array, offset: number): void;
}

export const gbkBytes: TextBytes = { length: gbkLength, write: writeGbk };

/** A field of the .dbf; its name has at most 10 bytes. `C` text, `N` number, `D` date (YYYYMMDD). */
export interface DbfColumn {
  readonly name: string;
  readonly type: "C" | "N" | "D";
  readonly length: number;
  readonly decimals?: number;
}

export interface ShapefileOptions {
  /** Path without extension. */
  readonly path: string;
  readonly geometry: "line" | "polygon";
  readonly columns: readonly DbfColumn[];
  /** Content of the .cpg; null: none is written. */
  readonly cpg: string | null;
  /** Byte 29 of the .dbf; 0x4D says GBK. */
  readonly languageByte: number;
  readonly prj: string;
  /** GBK where nothing is said. */
  readonly texts?: TextBytes;
}

type Value = string | number | null;

/** Shape types of the ESRI Shapefile Technical Description (1998). */
const shapeTypes = { line: 3, polygon: 5 } as const;
const bufferBytes = 1 << 20;

/** Bytes that go to a file a megabyte at a time; no piece is longer than that. */
class Sink {
  private readonly file: number;
  private readonly buffer = new Uint8Array(bufferBytes);
  private readonly view = new DataView(this.buffer.buffer);
  private held = 0;
  written = 0;

  constructor(path: string) {
    this.file = openSync(path, "w");
  }

  /** A place for `length` bytes: the view and the offset in it. */
  take(length: number): { view: DataView; bytes: Uint8Array; at: number } {
    if (this.held + length > this.buffer.length) this.flush();
    const at = this.held;
    this.held += length;
    this.written += length;
    return { view: this.view, bytes: this.buffer, at };
  }

  /** Writes the rest, then `head` over the start. */
  close(head: Uint8Array): void {
    this.flush();
    writeSync(this.file, head, 0, head.length, 0);
    closeSync(this.file);
  }

  private flush(): void {
    if (this.held > 0) writeSync(this.file, this.buffer, 0, this.held, this.written - this.held);
    this.held = 0;
  }
}

/** Writes .shp, .shx, .dbf, .prj and .cpg row by row, keeping nothing but a buffer. */
export class ShapefileWriter {
  private readonly shp: Sink;
  private readonly shx: Sink;
  private readonly dbf: Sink;
  private readonly recordLength: number;
  private readonly bounds = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  rows = 0;

  constructor(private readonly options: ShapefileOptions) {
    this.shp = new Sink(`${options.path}.shp`);
    this.shx = new Sink(`${options.path}.shx`);
    this.dbf = new Sink(`${options.path}.dbf`);
    this.shp.take(100);
    this.shx.take(100);
    this.dbf.take(this.headerLength);
    this.recordLength = 1 + options.columns.reduce((sum, column) => sum + column.length, 0);
    writeFileSync(`${options.path}.prj`, options.prj);
    if (options.cpg !== null) writeFileSync(`${options.path}.cpg`, options.cpg);
  }

  /**
   * One row. `path` is flat x, y; a polygon's is an open ring with the inside to its right, a null one a null shape.
   * `deleted` marks the .dbf record as deleted and leaves it in place, as editors do.
   */
  add(path: readonly number[] | null, values: readonly Value[], deleted = false): void {
    this.rows += 1;
    this.addShape(path);
    this.addRecord(values, deleted);
  }

  close(): void {
    const { geometry, languageByte } = this.options;
    for (const sink of [this.shp, this.shx]) {
      const head = new DataView(new ArrayBuffer(100));
      head.setInt32(0, 9994);
      head.setInt32(24, sink.written / 2);
      head.setInt32(28, 1000, true);
      head.setInt32(32, shapeTypes[geometry], true);
      for (const [index, bound] of this.bounds.entries())
        head.setFloat64(36 + 8 * index, Number.isFinite(bound) ? bound : 0, true);
      sink.close(new Uint8Array(head.buffer));
    }
    const end = this.dbf.take(1);
    end.bytes[end.at] = 0x1a;
    this.dbf.close(this.dbfHeader(languageByte));
  }

  private get headerLength(): number {
    return 33 + 32 * this.options.columns.length;
  }

  private addShape(path: readonly number[] | null): void {
    const start = this.shp.written;
    const closed = this.options.geometry === "polygon";
    const points = path === null ? 0 : path.length / 2 + (closed ? 1 : 0);
    const content = path === null ? 4 : 48 + 16 * points;
    const { view, at } = this.shp.take(8 + content);
    view.setInt32(at, this.rows);
    view.setInt32(at + 4, content / 2);
    view.setInt32(at + 8, path === null ? 0 : shapeTypes[this.options.geometry], true);
    if (path !== null) {
      const box = [
        Number.POSITIVE_INFINITY,
        Number.POSITIVE_INFINITY,
        Number.NEGATIVE_INFINITY,
        Number.NEGATIVE_INFINITY,
      ];
      view.setInt32(at + 44, 1, true);
      view.setInt32(at + 48, points, true);
      view.setInt32(at + 52, 0, true);
      for (let point = 0; point < points; point++) {
        const from = (2 * point) % path.length;
        const [x, y] = [path[from] ?? 0, path[from + 1] ?? 0];
        view.setFloat64(at + 56 + 16 * point, x, true);
        view.setFloat64(at + 64 + 16 * point, y, true);
        widen(box, x, y);
      }
      for (const [index, bound] of box.entries()) view.setFloat64(at + 12 + 8 * index, bound, true);
      widen(this.bounds, box[0] ?? 0, box[1] ?? 0);
      widen(this.bounds, box[2] ?? 0, box[3] ?? 0);
    }
    const entry = this.shx.take(8);
    entry.view.setInt32(entry.at, start / 2);
    entry.view.setInt32(entry.at + 4, content / 2);
  }

  private addRecord(values: readonly Value[], deleted: boolean): void {
    const { bytes, at } = this.dbf.take(this.recordLength);
    bytes.fill(0x20, at, at + this.recordLength);
    if (deleted) bytes[at] = 0x2a;
    const { texts = gbkBytes } = this.options;
    let offset = at + 1;
    for (const [index, column] of this.options.columns.entries()) {
      const text = asText(values[index] ?? null, column);
      const length = texts.length(text);
      if (length > column.length) throw new Error(`"${text}" is longer than field ${column.name}`);
      texts.write(text, bytes, column.type === "N" ? offset + column.length - length : offset);
      offset += column.length;
    }
  }

  private dbfHeader(languageByte: number): Uint8Array {
    const head = new Uint8Array(this.headerLength);
    const view = new DataView(head.buffer);
    const { texts = gbkBytes } = this.options;
    head.set([3, 126, 3, 18], 0);
    view.setUint32(4, this.rows, true);
    view.setUint16(8, this.headerLength, true);
    view.setUint16(10, this.recordLength, true);
    head[29] = languageByte;
    for (const [index, column] of this.options.columns.entries()) {
      const at = 32 + 32 * index;
      if (texts.length(column.name) > 10) throw new Error(`the field name ${column.name} is longer than 10 bytes`);
      texts.write(column.name, head, at);
      head[at + 11] = column.type.charCodeAt(0);
      head[at + 16] = column.length;
      head[at + 17] = column.decimals ?? 0;
    }
    head[head.length - 1] = 0x0d;
    return head;
  }
}

function asText(value: Value, column: DbfColumn): string {
  if (value === null) return "";
  return typeof value === "number" ? value.toFixed(column.decimals ?? 0) : value;
}

function widen(box: number[], x: number, y: number): void {
  box[0] = Math.min(box[0] ?? x, x);
  box[1] = Math.min(box[1] ?? y, y);
  box[2] = Math.max(box[2] ?? x, x);
  box[3] = Math.max(box[3] ?? y, y);
}
