import type { RowSet } from "../sets/row-set.js";
import { finestCell, type Ground } from "./ground.js";
import type { Painted } from "./painted.js";

/** Cells along a tile's side at zooms that draw cells. */
export const cellsPerSide = 64;

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
 * How many features lie in each cell of the ground, counted once and kept in memory: cells of coarser zooms are sums of four, so no
 * tile has to count a million features again.
 */
export class CellCounts {
  private readonly counts: Int32Array;
  private readonly classed: Int32Array;
  /** -1: no class. */
  private readonly first: Int16Array;
  private readonly ofFirst: Int32Array;

  /** Of all rows, or of those of a set. */
  constructor(
    private readonly ground: Ground,
    painted: Painted,
    set: RowSet | null = null,
  ) {
    const { fids, cells, columns } = ground;
    this.counts = new Int32Array(columns.length);
    this.classed = new Int32Array(columns.length);
    this.first = new Int16Array(columns.length).fill(-1);
    this.ofFirst = new Int32Array(columns.length);
    for (let at = 0; at < fids.length; at++) {
      const fid = fids[at] ?? 0;
      const found = painted.classOf(fid);
      if (found === undefined || (set !== null && !set.has(fid))) continue;
      this.add(cells[at] ?? 0, found);
    }
  }

  private add(cell: number, found: number | null): void {
    this.counts[cell] = (this.counts[cell] ?? 0) + 1;
    if (found === null) return;
    this.classed[cell] = (this.classed[cell] ?? 0) + 1;
    const first = this.first[cell] ?? -1;
    if (first >= 0 && found > first) return;
    this.first[cell] = found;
    this.ofFirst[cell] = found === first ? (this.ofFirst[cell] ?? 0) + 1 : 1;
  }

  /** Features in the fullest tile of a zoom, up to the finest. */
  fullest(zoom: number): number {
    const shift = finestCell - zoom;
    const sums = new Map<number, number>();
    let most = 0;
    const { columns, rows } = this.ground;
    for (let at = 0; at < columns.length; at++) {
      const key = ((columns[at] ?? 0) >> shift) * 2 ** 20 + ((rows[at] ?? 0) >> shift);
      const sum = (sums.get(key) ?? 0) + (this.counts[at] ?? 0);
      sums.set(key, sum);
      most = Math.max(most, sum);
    }
    return most;
  }

  /** The cells of a tile at zoom 12 or lower that are not empty, row by row. */
  inTile(z: number, x: number, y: number): Cell[] {
    return this.inWindow(finestCell - z - Math.log2(cellsPerSide), x * cellsPerSide, y * cellsPerSide);
  }

  /** The same of a tile whose own cells the ground holds, from 0. */
  all(): Cell[] {
    return this.inWindow(0, 0, 0);
  }

  private inWindow(shift: number, west: number, north: number): Cell[] {
    const { columns, rows } = this.ground;
    const grid = new Map<number, { count: number; classed: number; first: number; ofFirst: number }>();
    for (let at = 0; at < columns.length; at++) {
      const row = ((rows[at] ?? 0) >> shift) - north;
      const column = ((columns[at] ?? 0) >> shift) - west;
      if (this.counts[at] === 0 || row < 0 || row >= cellsPerSide || column < 0 || column >= cellsPerSide) continue;
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
