import { clipLine, clipRing } from "./clip.js";
import { extent, type Pen, shown, worldHalf } from "./mvt.js";

/** Where a tile lies: turns Web Mercator metres into tile units, y down. */
export interface TileFrame {
  readonly west: number;
  readonly north: number;
  readonly scale: number;
}

export function tileFrame(z: number, x: number, y: number): TileFrame {
  const side = (2 * worldHalf) / 2 ** z;
  return { west: x * side - worldHalf, north: worldHalf - y * side, scale: extent / side };
}

/**
 * Draws a WKB geometry (2D, little endian, as DuckDB writes it) into a tile. `inside` says that its bounds lie within the
 * buffered tile, so nothing has to be clipped. Rings and lines smaller than a unit are kept as the smallest mark where
 * they are the whole feature: a building must not vanish. Parts of another `type` than the layer's are left out: a tile's
 * feature is of one type, but a collection may hold several.
 */
export function drawWkb(wkb: Uint8Array, type: MarkType, frame: TileFrame, inside: boolean, pen: Pen): void {
  const view = new DataView(wkb.buffer, wkb.byteOffset, wkb.byteLength);
  new WkbReader(view, type, frame, inside, pen).geometry();
}

/** MVT geometry type: 1 points, 2 lines, 3 polygons. */
export type MarkType = 1 | 2 | 3;

class WkbReader {
  private at = 0;

  constructor(
    private readonly view: DataView,
    private readonly type: MarkType,
    private readonly frame: TileFrame,
    private readonly inside: boolean,
    private readonly pen: Pen,
  ) {}

  geometry(): void {
    this.at += 1;
    const type = this.view.getUint32(this.at, true);
    this.at += 4;
    if (type === 1) this.drawPoints(this.pairs(1));
    else if (type === 2) this.drawLine();
    else if (type === 3) this.drawPolygon();
    else if (type === 4) this.drawMultiPoint();
    else {
      const parts = this.count();
      for (let part = 0; part < parts; part++) this.geometry();
    }
  }

  private count(): number {
    const count = this.view.getUint32(this.at, true);
    this.at += 4;
    return count;
  }

  /** Reads `count` pairs into tile units, not yet rounded. */
  private pairs(count: number): number[] {
    const { west, north, scale } = this.frame;
    const flat = new Array<number>(2 * count);
    for (let pair = 0; pair < count; pair++) {
      flat[2 * pair] = (this.view.getFloat64(this.at, true) - west) * scale;
      flat[2 * pair + 1] = (north - this.view.getFloat64(this.at + 8, true)) * scale;
      this.at += 16;
    }
    return flat;
  }

  private drawMultiPoint(): void {
    const count = this.count();
    const flat: number[] = [];
    for (let point = 0; point < count; point++) {
      this.at += 5;
      flat.push(...this.pairs(1));
    }
    this.drawPoints(flat);
  }

  /** Points of the buffered tile, as one mark of several points. */
  private drawPoints(flat: readonly number[]): void {
    if (this.type !== 1) return;
    const kept: number[] = [];
    for (let at = 0; at < flat.length; at += 2) {
      const [x, y] = [Math.round(flat[at] ?? 0), Math.round(flat[at + 1] ?? 0)];
      if (Math.min(x, y) >= shown.low && Math.max(x, y) <= shown.high) kept.push(x, y);
    }
    if (kept.length > 0) this.pen.points(kept, kept.length / 2);
  }

  private drawLine(): void {
    const flat = this.pairs(this.count());
    if (this.type !== 2) return;
    const pieces = this.inside ? [flat] : clipLine(flat, shown.low, shown.high);
    for (const piece of pieces) {
      const rounded = simplify(piece, false);
      if (rounded.length >= 4) this.pen.path(rounded, rounded.length / 2, false);
      else if (this.pen.drawn === 0 && rounded.length > 0) this.pen.path(smallestMark(rounded).slice(0, 4), 2, false);
    }
  }

  private drawPolygon(): void {
    const rings = this.count();
    let outerDrawn = false;
    for (let ring = 0; ring < rings; ring++) {
      const flat = this.pairs(this.count());
      flat.length = Math.max(0, flat.length - 2);
      if (this.type !== 3 || (ring > 0 && !outerDrawn)) continue;
      const clipped = this.inside ? flat : clipRing(flat, shown.low, shown.high);
      const rounded = oriented(simplify(clipped, true), ring === 0);
      if (rounded.length >= 6) {
        this.pen.path(rounded, rounded.length / 2, true);
        outerDrawn = true;
      } else if (ring === 0 && clipped.length > 0) {
        this.pen.path(smallestMark(clipped), 3, true);
      }
    }
  }
}

/** Rounds to whole units and leaves out points that fall on the one before. */
function simplify(flat: readonly number[], closed: boolean): number[] {
  const kept: number[] = [];
  for (let at = 0; at < flat.length; at += 2) {
    const x = Math.round(flat[at] ?? 0);
    const y = Math.round(flat[at + 1] ?? 0);
    if (kept.length > 0 && kept[kept.length - 2] === x && kept[kept.length - 1] === y) continue;
    kept.push(x, y);
  }
  if (closed && kept.length > 2 && kept[0] === kept[kept.length - 2] && kept[1] === kept[kept.length - 1])
    kept.length -= 2;
  return kept;
}

/** Outer rings clockwise on the screen (positive area, y down), holes the other way; a ring without area is dropped. */
function oriented(ring: number[], outer: boolean): number[] {
  let area = 0;
  const count = ring.length / 2;
  for (let at = 0; at < count; at++) {
    const next = at + 1 === count ? 0 : at + 1;
    area += (ring[2 * at] ?? 0) * (ring[2 * next + 1] ?? 0) - (ring[2 * next] ?? 0) * (ring[2 * at + 1] ?? 0);
  }
  if (area === 0) return [];
  if (area > 0 === outer) return ring;
  const turned: number[] = [];
  for (let at = count - 1; at >= 0; at--) turned.push(ring[2 * at] ?? 0, ring[2 * at + 1] ?? 0);
  return turned;
}

/** Half of the unit square that holds the first place. */
function smallestMark(flat: readonly number[]): number[] {
  const x = Math.floor(flat[0] ?? 0);
  const y = Math.floor(flat[1] ?? 0);
  return [x, y, x + 1, y, x + 1, y + 1];
}
