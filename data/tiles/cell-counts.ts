import type { Painted } from "../layers/painted.js";
import type { RowSet } from "../sets/row-set.js";
import { finestCell, type Ground } from "./ground.js";

/** Cells along a tile's side at zooms that draw cells. */
export const cellsPerSide = 64;

export interface Cell {
  /** Column and row inside the tile. */
  readonly column: number;
  readonly row: number;
  /** Features with their centre in it, by the number of their class; those without a class at the end. */
  readonly counts: Uint32Array;
}

/**
 * How many features of each class lie in each cell of the ground, counted once and kept in memory: cells of coarser zooms are sums
 * of four, so no tile has to count a million features again. Few of the classes lie in a cell of the ground: only those are kept.
 */
export class CellCounts {
  /** The classes, and no data after them. */
  private readonly slots: number;
  /** Where the entries of each cell begin, and at the end where the last one's end. */
  private readonly begins: Uint32Array;
  /** Of each entry: its class, and how many features of the cell are of it. */
  private readonly classes: Uint8Array;
  private readonly counts: Uint32Array;

  /** Of all rows, or of those of a set. */
  constructor(
    private readonly ground: Ground,
    painted: Painted,
    set: RowSet | null = null,
  ) {
    const { fids, cells, columns } = ground;
    const slots = painted.classCount + 1;
    const all = new Uint32Array(columns.length * slots);
    for (let at = 0; at < fids.length; at++) {
      const fid = fids[at] ?? 0;
      const found = painted.classOf(fid);
      if (found === undefined || (set !== null && !set.has(fid))) continue;
      const place = (cells[at] ?? 0) * slots + (found ?? painted.classCount);
      all[place] = (all[place] ?? 0) + 1;
    }
    this.slots = slots;
    let entries = 0;
    for (const count of all) if (count > 0) entries += 1;
    this.begins = new Uint32Array(columns.length + 1);
    this.classes = new Uint8Array(entries);
    this.counts = new Uint32Array(entries);
    let entry = 0;
    for (let place = 0; place < all.length; place++) {
      const found = place % slots;
      if (found === 0) this.begins[place / slots] = entry;
      const count = all[place] ?? 0;
      if (count === 0) continue;
      this.classes[entry] = found;
      this.counts[entry] = count;
      entry += 1;
    }
    this.begins[columns.length] = entry;
  }

  /** Features in the fullest tile of a zoom, up to the finest. */
  fullest(zoom: number): number {
    const shift = finestCell - zoom;
    const sums = new Map<number, number>();
    let most = 0;
    const { columns, rows } = this.ground;
    for (let at = 0; at < columns.length; at++) {
      const key = ((columns[at] ?? 0) >> shift) * 2 ** 20 + ((rows[at] ?? 0) >> shift);
      let sum = sums.get(key) ?? 0;
      for (let entry = this.begins[at] ?? 0; entry < (this.begins[at + 1] ?? 0); entry++)
        sum += this.counts[entry] ?? 0;
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
    const { slots, begins, classes, counts } = this;
    const { columns, rows } = this.ground;
    const sums = new Uint32Array(cellsPerSide ** 2 * slots);
    for (let at = 0; at < columns.length; at++) {
      const row = ((rows[at] ?? 0) >> shift) - north;
      const column = ((columns[at] ?? 0) >> shift) - west;
      if (row < 0 || row >= cellsPerSide || column < 0 || column >= cellsPerSide) continue;
      const begin = (row * cellsPerSide + column) * slots;
      for (let entry = begins[at] ?? 0; entry < (begins[at + 1] ?? 0); entry++) {
        const place = begin + (classes[entry] ?? 0);
        sums[place] = (sums[place] ?? 0) + (counts[entry] ?? 0);
      }
    }
    const cells: Cell[] = [];
    for (let key = 0; key < cellsPerSide ** 2; key++) {
      const own = sums.subarray(key * slots, (key + 1) * slots);
      if (!own.some((count) => count > 0)) continue;
      cells.push({ column: key % cellsPerSide, row: Math.floor(key / cellsPerSide), counts: own });
    }
    return cells;
  }
}
