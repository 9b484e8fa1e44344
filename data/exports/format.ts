import type { Account } from "../../contract/account.js";
import type { FormatEntry } from "../../contract/catalog.js";
import type { LayerColumn } from "../../contract/project.js";
import type { Bindings, Session } from "../database.js";

/** A column on its way out. `header` is unique in the file, without regard to case. */
export interface ExportColumn {
  readonly column: LayerColumn;
  readonly header: string;
}

export interface WriteRequest {
  readonly session: Session;
  /** For FROM: the layer's columns by name and `geom` in `crs`, filtered; to be ordered by fid. */
  readonly relation: string;
  readonly bindings: Bindings;
  readonly columns: readonly ExportColumn[];
  readonly crs: string;
  /** Rows that must arrive. */
  readonly rows: number;
  /** Word for the layer inside the file: a sheet's or table's name. */
  readonly title: string;
  /** Of a result: what it rests on. */
  readonly account: Account;
  /** Where to write: a new file in the project's scratch folder. */
  readonly file: string;
  readonly signal: AbortSignal;
  progress(done: number): void;
}

/** A format to write, whole in one file. */
export interface WriteFormat extends FormatEntry {
  /** Whether the file itself holds the account; else it stands beside it as a text. */
  readonly holdsAccount?: true;
  /** Returns the rows written. */
  write(request: WriteRequest): Promise<number>;
}

/** A figure that we measured: a list shows it to the millimetre. Numbers as delivered keep all their digits. */
export function isMeasured(column: LayerColumn): boolean {
  return column.type === "number" && column.origin === "analysis";
}
