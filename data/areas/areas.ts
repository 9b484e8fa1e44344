import type { Text } from "../../contract/text.js";
import { RowSet } from "../sets/row-set.js";

/** Code of a fid that no row has. */
export const noRow = 65_535;

/** Where every row of a layer lies among areas. */
export class Areas {
  /**
   * `titles`: of the areas, by fid, in the order of their codes. `codes`: by the row's fid, the place of its area in that
   * order; as many as there are areas: in none; `noRow`: no row.
   */
  constructor(
    readonly titles: ReadonlyMap<number, Text>,
    readonly codes: Uint16Array,
  ) {}

  /** The rows in one of these areas; null among them: those in none. */
  rowsIn(fids: readonly (number | null)[]): RowSet {
    const wanted = new Uint8Array(noRow + 1);
    const asked = new Set(fids);
    for (const [code, fid] of [...this.titles.keys(), null].entries()) wanted[code] = asked.has(fid) ? 1 : 0;
    return RowSet.ofCodes(this.codes, wanted);
  }
}
