import { paintColumns } from "../../contract/classify.js";
import type { Session } from "../database.js";
import type { RowSet } from "../sets/row-set.js";
import { classSql } from "./class-sql.js";
import type { LayerSource } from "./layer-source.js";
import { narrowest } from "./narrowest.js";

/** What stands for a row without a class, and for a fid that is no row of the layer. */
const [noClass, noRow] = [254, 255];

/** The number of every row's paint class, a byte a row: read in 40 ms a million, where a table of them took 300 to write. */
export class Painted {
  private constructor(
    private readonly classes: Uint8Array,
    /** Classes that a row may be of. */
    readonly classCount: number,
  ) {}

  static async read(session: Session, source: LayerSource): Promise<Painted> {
    const columns = paintColumns(source.layer.paint);
    const relation = columns.length === 0 ? source.own : narrowest(source, columns);
    const none = new Uint32Array(0);
    const [fids = none, classes = none] = await session.wholeColumns(
      `SELECT CAST(own.fid AS UINTEGER), CAST(coalesce(${classSql(source.layer, "own.")}, ${noClass}) AS UINTEGER)
       FROM ${relation} own`,
    );
    const highest = fids.reduce((most, fid) => Math.max(most, fid), 0);
    const byFid = new Uint8Array(highest + 1).fill(noRow);
    for (let at = 0; at < fids.length; at++) byFid[fids[at] ?? 0] = classes[at] ?? noClass;
    return new Painted(byFid, source.layer.paint.classes.length);
  }

  /** The class's number in the legend, from the most urgent; null: no data. Absent for what is no row of the layer. */
  classOf(fid: number): number | null | undefined {
    const found = this.classes[fid] ?? noRow;
    return found === noRow ? undefined : found === noClass ? null : found;
  }

  /** How many rows each class has, by its number, and how many have none: of all, or of those of a set. */
  count(rows: RowSet | null): { readonly ofClass: readonly number[]; readonly ofNone: number } {
    const counts = new Array<number>(256).fill(0);
    for (let fid = 0; fid < this.classes.length; fid++) {
      const found = this.classes[fid] ?? noRow;
      if (rows === null || rows.has(fid)) counts[found] = (counts[found] ?? 0) + 1;
    }
    return { ofClass: counts.slice(0, noClass), ofNone: counts[noClass] ?? 0 };
  }
}
