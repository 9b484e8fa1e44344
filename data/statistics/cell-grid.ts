/**
 * Points sorted into square cells, row by row, west to east. Everything about a cell and its neighbours then lies close
 * together in memory, and a walk over all cells finds the neighbours by five pointers that only move forward.
 */
export class CellGrid {
  /** Coordinates in the order of cells. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Index of the point in the input, by its place in the order of cells; ascending inside a cell. */
  readonly order: Uint32Array;
  readonly cells: number;
  /** A cell's points are the places `starts[cell]` to `starts[cell + 1]`. */
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly rows: Uint32Array;

  /** `side` in the unit of the coordinates, which must be finite. */
  constructor(x: Float64Array, y: Float64Array, side: number) {
    const n = x.length;
    const columnOf = cellNumbers(x, side);
    const rowOf = cellNumbers(y, side);
    this.order = sortBy(rowOf, sortBy(columnOf, firstNumbers(n)));
    this.x = new Float64Array(n);
    this.y = new Float64Array(n);
    this.columns = new Uint32Array(n);
    this.rows = new Uint32Array(n);
    this.starts = new Uint32Array(n + 1);
    let cells = 0;
    let lastColumn = -1;
    let lastRow = -1;
    for (let place = 0; place < n; place++) {
      const point = this.order[place] ?? 0;
      this.x[place] = x[point] ?? 0;
      this.y[place] = y[point] ?? 0;
      const column = columnOf[point] ?? 0;
      const row = rowOf[point] ?? 0;
      if (column === lastColumn && row === lastRow) continue;
      this.columns[cells] = lastColumn = column;
      this.rows[cells] = lastRow = row;
      this.starts[cells] = place;
      cells += 1;
    }
    this.starts[cells] = n;
    this.cells = cells;
  }

  start(cell: number): number {
    return this.starts[cell] ?? 0;
  }
}

/** A walk over the cells in their order that knows the occupied cells within `reach` columns and rows of each. */
export class NeighbourWalk {
  /** The neighbours of the current cell, itself left out: the first `count` entries. */
  readonly found: Uint32Array;
  count = 0;
  private readonly pointers: Uint32Array;

  constructor(
    private readonly grid: CellGrid,
    private readonly reach: number,
  ) {
    this.found = new Uint32Array((2 * reach + 1) ** 2);
    this.pointers = new Uint32Array(2 * reach + 1);
  }

  /** Begins again at the first cell. */
  rewind(): void {
    this.pointers.fill(0);
  }

  /** Finds the neighbours of `cell`. Cells must be visited in ascending order. */
  visit(cell: number): void {
    const { columns, rows, cells } = this.grid;
    const column = columns[cell] ?? 0;
    const row = rows[cell] ?? 0;
    this.count = 0;
    for (let step = 0; step < this.pointers.length; step++) {
      const wanted = row + step - this.reach;
      let at = this.pointers[step] ?? 0;
      while (at < cells && before(rows[at] ?? 0, columns[at] ?? 0, wanted, column - this.reach)) at += 1;
      this.pointers[step] = at;
      for (; at < cells && rows[at] === wanted && (columns[at] ?? 0) <= column + this.reach; at++) {
        if (at === cell) continue;
        this.found[this.count] = at;
        this.count += 1;
      }
    }
  }
}

function before(row: number, column: number, wantedRow: number, wantedColumn: number): boolean {
  return row < wantedRow || (row === wantedRow && column < wantedColumn);
}

/** 0, 1, 2 … */
function firstNumbers(count: number): Uint32Array {
  const numbers = new Uint32Array(count);
  for (let number = 0; number < count; number++) numbers[number] = number;
  return numbers;
}

/** Whole numbers of cells from the lowest coordinate, which keeps them small and exact. */
function cellNumbers(coordinates: Float64Array, side: number): Uint32Array {
  let lowest = Number.POSITIVE_INFINITY;
  for (const coordinate of coordinates) if (coordinate < lowest) lowest = coordinate;
  const numbers = new Uint32Array(coordinates.length);
  for (let point = 0; point < numbers.length; point++) {
    numbers[point] = Math.floor(((coordinates[point] ?? 0) - lowest) / side);
  }
  return numbers;
}

/** Sorts indices by their keys, stable: two passes of 16 bits. */
function sortBy(keys: Uint32Array, indices: Uint32Array): Uint32Array {
  return sortByDigit(keys, sortByDigit(keys, indices, 0), 16);
}

function sortByDigit(keys: Uint32Array, indices: Uint32Array, shift: number): Uint32Array {
  const starts = new Uint32Array(65_537);
  for (const key of keys) {
    const digit = (key >>> shift) & 0xffff;
    starts[digit + 1] = (starts[digit + 1] ?? 0) + 1;
  }
  for (let digit = 0; digit < 65_536; digit++) starts[digit + 1] = (starts[digit + 1] ?? 0) + (starts[digit] ?? 0);
  const sorted = new Uint32Array(indices.length);
  for (const index of indices) {
    const digit = ((keys[index] ?? 0) >>> shift) & 0xffff;
    const at = starts[digit] ?? 0;
    sorted[at] = index;
    starts[digit] = at + 1;
  }
  return sorted;
}
