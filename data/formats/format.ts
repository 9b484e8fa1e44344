import type { FormatEntry, GeometryFamily } from "../../contract/catalog.js";
import type { Guess, InspectedLayer } from "../../contract/inspection.js";
import type { SkippedRow } from "../../contract/project.js";
import type { Text } from "../../contract/text.js";
import type { Progress } from "../../contract/wire.js";
import type { Session } from "../database.js";

export interface OpenRequest {
  readonly session: Session;
  /** Absolute path of a file or folder. */
  readonly path: string;
  /** A fresh folder for whatever has to be written. */
  readonly scratch: string;
  readonly layer: string | undefined;
  readonly encoding: string | undefined;
  /** Fields of a table that the user says hold easting (or longitude) and northing (or latitude). */
  readonly coordinates?: { readonly east: string; readonly north: string } | undefined;
  /** Families that the chosen kind takes; undefined where none was chosen. */
  readonly families?: readonly GeometryFamily[] | undefined;
  /** Rows wanted: all of them, or the first few for a look. */
  readonly limit: number | null;
  readonly signal: AbortSignal;
  progress(progress: Progress): void;
}

export interface SourceField {
  /** As the user knows it. */
  readonly name: string;
  /** Column of the relation. */
  readonly column: string;
  readonly type: "text" | "number" | "whole" | "flag" | "date";
}

/** `count` is of all values; `rows` names the first of them, in the order of the file, at most `namedDoubts`. */
export interface DoubtfulValues {
  readonly count: number;
  readonly rows: readonly SkippedRow[];
}

export const namedDoubts = 1000;
export const noDoubts: DoubtfulValues = { count: 0, rows: [] };

/** The CRS that a file states. `definition` is what PROJ takes; null where nothing is stated. */
export interface StatedCrs {
  readonly definition: string | null;
  /** `EPSG:n`, or the name of a CRS without a code. */
  readonly name: string | null;
  readonly evidence: Text;
}

/** A file opened for reading. */
export interface OpenedSource {
  /**
   * Every layer in the file, each with what headers say of it: `geometries` is empty where only the rows would tell.
   */
  readonly layers: readonly InspectedLayer[];
  readonly layer: string;
  /**
   * A relation (for FROM) with `row BIGINT` from 1, the fields' columns, and `geom GEOMETRY` (null allowed) as in the file.
   */
  readonly relation: string;
  /** Tables behind the relation that nobody needs once it has been read. */
  readonly temporary?: readonly string[];
  readonly fields: readonly SourceField[];
  /** Of a table: the fields that the points are made of; null: none is known. Absent where the file has shapes. */
  readonly coordinates?: { readonly east: string; readonly north: string } | null;
  readonly encoding: Guess<string>;
  readonly crs: StatedCrs;
  /** Rows in the file; null where counting them would take long. */
  readonly rows: number | null;
  /** Rows that the file itself marks as deleted, by number; they are in the relation. */
  readonly deleted: ReadonlySet<number>;
  /** Values that are not of their field's type and are read as null, among the rows wanted. */
  readonly doubtful: DoubtfulValues;
  readonly notes: readonly Text[];
}

/** A file format, whole in one file. */
export interface ReadFormat extends FormatEntry {
  /** Throws AppError `input-*` with one sentence. */
  open(request: OpenRequest): Promise<OpenedSource>;
}

/** Says which of several layers was read when nobody chose. */
export function otherLayers(
  layers: readonly Pick<InspectedLayer, "name">[],
  layer: string,
  chosen: string | undefined,
): Text[] {
  if (layers.length < 2 || chosen !== undefined) return [];
  const others = layers.map(({ name }) => name).filter((name) => name !== layer);
  return [
    {
      zh: `文件中有 ${layers.length} 个图层，读取了“${layer}”；其余：${others.join("、")}（命令行用 --layer 指定）。`,
      en: `The file has ${layers.length} layers; "${layer}" was read. The others: ${others.join(", ")} (choose with --layer).`,
    },
  ];
}
