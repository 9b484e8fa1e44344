import type { Move } from "./degrees.js";

/**
 * Moves every vertex of a WKB geometry (2D, little endian, of any type, collections too), in place: `wkb` is overwritten.
 * Coordinates that are not finite (an empty point) stay.
 */
export function moveWkb(wkb: Uint8Array, move: Move): void {
  moveGeometry(new DataView(wkb.buffer, wkb.byteOffset, wkb.byteLength), 0, move);
}

/** Returns where the geometry that begins at `start` ends. */
function moveGeometry(view: DataView, start: number, move: Move): number {
  const type = view.getUint32(start + 1, true);
  let at = start + 5;
  if (type === 1) return moveVertices(view, at, 1, move);
  const parts = view.getUint32(at, true);
  at += 4;
  if (type === 2) return moveVertices(view, at, parts, move);
  for (let part = 0; part < parts; part++) {
    at = type === 3 ? moveVertices(view, at + 4, view.getUint32(at, true), move) : moveGeometry(view, at, move);
  }
  return at;
}

function moveVertices(view: DataView, start: number, count: number, move: Move): number {
  const end = start + 16 * count;
  for (let at = start; at < end; at += 16) {
    const [x, y] = [view.getFloat64(at, true), view.getFloat64(at + 8, true)];
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    const [east, north] = move([x, y]);
    view.setFloat64(at, east, true);
    view.setFloat64(at + 8, north, true);
  }
  return end;
}
