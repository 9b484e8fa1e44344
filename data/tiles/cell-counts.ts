import type { Session } from "../database.js";
import type { LayerSource } from "../layers/layer-source.js";
import { passing, type RowSet } from "../sets/row-set.js";
import { worldHalf } from "./mvt.js";

/** Cells along a tile's side at zooms that draw cells. */
export const cellsPerSide = 64;
/** Zoom whose tiles are the finest cells: those of a tile at zoom 12. */
export const finestCell = 18;

/** What stands for a cell without a class where only whole numbers are read. */
const noClass = 255;

/** Sums over the counts `n` per cell and `class`, as whole numbers of a type: all, with a class, the first class or `none`, of that class. */
export function cellSums(type: "UINTEGER" | "INTEGER", none: number): string {
  const sums = ["sum(n)", "sum(n) FILTER (class IS NOT NULL)", `min(class)`, "arg_min(n, class)"];
  const without = [0, 0, none, 0];
  return sums.map((sum, at) => `CAST(coalesce(${sum}, ${without[at]}) AS ${type})`).join(", ");
}

export interface Cell {
  /** Column and row inside the tile. */
  readonly column: number;
  readonly row: number;
  /** Features with their centre in it, and how many of them have a class. */
  readonly count: number;
  readonly classed: number;
  /** Number of the most urgent class in it, null: none has a class; and how many features are of that class. */
  readonly first: number | null;
  readonly ofFirst: number;
}

/**
 * How many features lie in each of the finest cells, counted once and kept in memory: cells of coarser zooms are sums of
 * four, so no tile has to count a million features again.
 */
export class CellCounts {
  private constructor(
    private readonly columns: Int32Array,
    private readonly rows: Int32Array,
    private readonly counts: Int32Array,
    private readonly classed: Int32Array,
    /** -1: no class. */
    private readonly first: Int16Array,
    private readonly ofFirst: Int32Array,
  ) {}

  /** Of all rows, or of those of a set. */
  static async read(session: Session, source: LayerSource, rowSet: RowSet | null = null): Promise<CellCounts> {
    const side = (2 * worldHalf) / 2 ** finestCell;
    const none = new Uint32Array(0);
    const passes = passing(rowSet);
    const [columns = none, rows = none, counts = none, classed = none, first = none, most = none] =
      await session.wholeColumns(
        `SELECT tx, ty, ${cellSums("UINTEGER", noClass)}
       FROM (SELECT CAST(floor((x + $half) / $side) AS UINTEGER) AS tx, CAST(floor(($half - y) / $side) AS UINTEGER) AS ty, class, count(*) AS n
             FROM ${source.painted} WHERE ${passes.sql} GROUP BY ALL)
       GROUP BY ALL ORDER BY ty, tx`,
        { half: worldHalf, side, ...passes.bindings },
      );
    return new CellCounts(
      Int32Array.from(columns),
      Int32Array.from(rows),
      Int32Array.from(counts),
      Int32Array.from(classed),
      Int16Array.from(first, (each) => (each === noClass ? -1 : each)),
      Int32Array.from(most),
    );
  }

  /** Features in the fullest tile of a zoom, up to the finest. */
  fullest(zoom: number): number {
    const shift = finestCell - zoom;
    const sums = new Map<number, number>();
    let most = 0;
    for (let at = 0; at < this.columns.length; at++) {
      const key = ((this.columns[at] ?? 0) >> shift) * 2 ** 20 + ((this.rows[at] ?? 0) >> shift);
      const sum = (sums.get(key) ?? 0) + (this.counts[at] ?? 0);
      sums.set(key, sum);
      most = Math.max(most, sum);
    }
    return most;
  }

  /** The cells of a tile at zoom 12 or lower that are not empty, row by row. */
  inTile(z: number, x: number, y: number): Cell[] {
    const shift = finestCell - z - Math.log2(cellsPerSide);
    const [west, north] = [x * cellsPerSide, y * cellsPerSide];
    const grid = new Map<number, { count: number; classed: number; first: number; ofFirst: number }>();
    for (let at = 0; at < this.columns.length; at++) {
      const row = ((this.rows[at] ?? 0) >> shift) - north;
      const column = ((this.columns[at] ?? 0) >> shift) - west;
      if (row < 0 || row >= cellsPerSide || column < 0 || column >= cellsPerSide) continue;
      const key = row * cellsPerSide + column;
      const cell = grid.get(key) ?? { count: 0, classed: 0, first: -1, ofFirst: 0 };
      const first = this.first[at] ?? -1;
      if (first >= 0 && (cell.first < 0 || first < cell.first)) {
        cell.first = first;
        cell.ofFirst = 0;
      }
      if (first === cell.first) cell.ofFirst += this.ofFirst[at] ?? 0;
      cell.count += this.counts[at] ?? 0;
      cell.classed += this.classed[at] ?? 0;
      grid.set(key, cell);
    }
    return [...grid]
      .sort(([one], [other]) => one - other)
      .map(([key, { first, ...sums }]) => ({
        column: key % cellsPerSide,
        row: Math.floor(key / cellsPerSide),
        first: first < 0 ? null : first,
        ...sums,
      }));
  }
}
