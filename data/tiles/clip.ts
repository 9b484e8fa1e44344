/** Clipping to a square window `low`…`high` on both axes. Coordinates are flat: x0, y0, x1, y1 … */

/** Sutherland–Hodgman: a ring cut by the four edges one after another. Returns an open ring, empty when nothing is left. */
export function clipRing(ring: readonly number[], low: number, high: number): number[] {
  let current: readonly number[] = ring;
  for (const axis of [0, 1] as const) {
    current = cutRing(current, axis, low, 1);
    current = cutRing(current, axis, high, -1);
  }
  return [...current];
}

/** Keeps the side where `direction * (value - bound) >= 0`. */
function cutRing(ring: readonly number[], axis: 0 | 1, bound: number, direction: 1 | -1): number[] {
  const kept: number[] = [];
  const count = ring.length / 2;
  for (let at = 0; at < count; at++) {
    const previous = at === 0 ? count - 1 : at - 1;
    const [px, py] = [ring[2 * previous] ?? 0, ring[2 * previous + 1] ?? 0];
    const [x, y] = [ring[2 * at] ?? 0, ring[2 * at + 1] ?? 0];
    const before = direction * ((axis === 0 ? px : py) - bound);
    const here = direction * ((axis === 0 ? x : y) - bound);
    if (before >= 0 !== here >= 0) {
      const share = before / (before - here);
      kept.push(px + share * (x - px), py + share * (y - py));
    }
    if (here >= 0) kept.push(x, y);
  }
  return kept;
}

/** Liang–Barsky on each segment; pieces that follow each other stay one line. */
export function clipLine(line: readonly number[], low: number, high: number): number[][] {
  const pieces: number[][] = [];
  let piece: number[] = [];
  for (let at = 0; at + 3 < line.length; at += 2) {
    const [x1, y1, x2, y2] = [line[at] ?? 0, line[at + 1] ?? 0, line[at + 2] ?? 0, line[at + 3] ?? 0];
    const span = visible(x1, y1, x2 - x1, y2 - y1, low, high);
    if (span === null) continue;
    const [from, to] = span;
    const [sx, sy] = [x1 + from * (x2 - x1), y1 + from * (y2 - y1)];
    if (piece.length === 0 || from > 0) {
      if (piece.length > 2) pieces.push(piece);
      piece = [sx, sy];
    }
    piece.push(x1 + to * (x2 - x1), y1 + to * (y2 - y1));
    if (to < 1) {
      pieces.push(piece);
      piece = [];
    }
  }
  if (piece.length > 2) pieces.push(piece);
  return pieces;
}

function visible(x: number, y: number, dx: number, dy: number, low: number, high: number): [number, number] | null {
  let from = 0;
  let to = 1;
  for (const [step, gap] of [
    [-dx, x - low],
    [dx, high - x],
    [-dy, y - low],
    [dy, high - y],
  ] as const) {
    if (step === 0) {
      if (gap < 0) return null;
      continue;
    }
    const share = gap / step;
    if (step < 0) from = Math.max(from, share);
    else to = Math.min(to, share);
    if (from > to) return null;
  }
  return [from, to];
}
