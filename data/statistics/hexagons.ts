/** Hexagons that stand on a corner, `width` metres from side to side, rows of them shifted by half a width. */
export interface HexagonGrid {
  readonly width: number;
  /** Metres by which the grid is moved east and north; 0 puts a centre on the origin of the CRS. */
  readonly shiftX?: number;
  readonly shiftY?: number;
}

/** Which hexagon each point lies in, and the hexagons that hold points, from south to north and west to east. */
export interface HexagonAssignment {
  /** Number of the cell of each point. */
  readonly cellOf: Int32Array;
  readonly columns: Int32Array;
  readonly rows: Int32Array;
  /** Centres in the coordinates of the points. */
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Side (and distance from centre to corner) of a hexagon, in metres. */
export function hexagonSide(width: number): number {
  return width / Math.sqrt(3);
}

/** Area of a hexagon, in m². */
export function hexagonArea(width: number): number {
  return (Math.sqrt(3) / 2) * width * width;
}

/**
 * Gives every point to the hexagon with the nearest centre; of two equally near the more southern, then the more western.
 * The grid hangs on the CRS, not on the points: the same place is in the same cell whatever else is there.
 */
export function assignHexagons(x: Float64Array, y: Float64Array, grid: HexagonGrid): HexagonAssignment {
  const n = x.length;
  const columnOf = new Int32Array(n);
  const rowOf = new Int32Array(n);
  const rise = 1.5 * hexagonSide(grid.width);
  const numbers = new Map<number, number>();
  const seen = new Int32Array(n);
  for (let point = 0; point < n; point++) {
    const east = (x[point] ?? 0) - (grid.shiftX ?? 0);
    const north = (y[point] ?? 0) - (grid.shiftY ?? 0);
    const low = Math.floor(north / rise);
    const lowColumn = nearestColumn(east, low, grid.width);
    const highColumn = nearestColumn(east, low + 1, grid.width);
    const lowDistance = squaredDistance(east, north, lowColumn, low, grid.width, rise);
    const highDistance = squaredDistance(east, north, highColumn, low + 1, grid.width, rise);
    const row = lowDistance <= highDistance ? low : low + 1;
    const column = lowDistance <= highDistance ? lowColumn : highColumn;
    columnOf[point] = column;
    rowOf[point] = row;
    const key = row * 67_108_864 + column;
    let number = numbers.get(key);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(key, number);
    }
    seen[point] = number;
  }
  const keys = Float64Array.from(numbers.keys()).sort();
  const place = new Int32Array(keys.length);
  for (const [index, key] of keys.entries()) place[numbers.get(key) ?? 0] = index;
  const cells = keys.length;
  const found = {
    cellOf: new Int32Array(n),
    columns: new Int32Array(cells),
    rows: new Int32Array(cells),
    x: new Float64Array(cells),
    y: new Float64Array(cells),
  };
  for (let point = 0; point < n; point++) {
    const cell = place[seen[point] ?? 0] ?? 0;
    const column = columnOf[point] ?? 0;
    const row = rowOf[point] ?? 0;
    found.cellOf[point] = cell;
    found.columns[cell] = column;
    found.rows[cell] = row;
    found.x[cell] = (column + rowShift(row)) * grid.width + (grid.shiftX ?? 0);
    found.y[cell] = row * rise + (grid.shiftY ?? 0);
  }
  return found;
}

/** Odd rows stand half a width to the east. */
function rowShift(row: number): number {
  return (row & 1) === 0 ? 0 : 0.5;
}

function nearestColumn(east: number, row: number, width: number): number {
  return Math.ceil(east / width - rowShift(row) - 0.5);
}

function squaredDistance(
  east: number,
  north: number,
  column: number,
  row: number,
  width: number,
  rise: number,
): number {
  const dx = east - (column + rowShift(row)) * width;
  const dy = north - row * rise;
  return dx * dx + dy * dy;
}
