/**
 * Mapbox Vector Tile 2.1, written by hand: one layer of features whose geometry comes as WKB in Web Mercator metres.
 * Protocol-buffer wire types: 0 varint, 2 length-delimited.
 */
export const extent = 4096;
/** Units beyond the tile's edge that are drawn, so that outlines meet across tiles. */
const buffer = 64;

/** Half the side of the Web Mercator square, in metres. */
export const worldHalf = 20_037_508.342789244;

/** A growing byte buffer. */
export class Bytes {
  private data = new Uint8Array(65_536);
  length = 0;

  byte(value: number): void {
    if (this.length === this.data.length) this.grow(1);
    this.data[this.length] = value;
    this.length += 1;
  }

  varint(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.byte((rest % 128) | 0x80);
      rest = Math.floor(rest / 128);
    }
    this.byte(rest);
  }

  /** Field number and wire type. */
  tag(field: number, wire: 0 | 2): void {
    this.varint(field * 8 + wire);
  }

  bytes(value: Uint8Array): void {
    this.grow(value.length);
    this.data.set(value, this.length);
    this.length += value.length;
  }

  text(field: number, value: string): void {
    const encoded = new TextEncoder().encode(value);
    this.tag(field, 2);
    this.varint(encoded.length);
    this.bytes(encoded);
  }

  message(field: number, value: Bytes): void {
    this.tag(field, 2);
    this.varint(value.length);
    this.bytes(value.view());
  }

  view(): Uint8Array {
    return this.data.subarray(0, this.length);
  }

  reset(): void {
    this.length = 0;
  }

  private grow(by: number): void {
    if (this.length + by <= this.data.length) return;
    const larger = new Uint8Array(Math.max(this.data.length * 2, this.length + by));
    larger.set(this.view());
    this.data = larger;
  }
}

/** Draws rings, lines and points of one feature as MVT commands. Coordinates are tile units, y down. */
export class Pen {
  private x = 0;
  private y = 0;
  drawn = 0;

  constructor(private readonly out: Bytes) {}

  start(): void {
    this.x = 0;
    this.y = 0;
    this.drawn = 0;
  }

  /** Points as one MoveTo. */
  points(flat: readonly number[], count: number): void {
    this.out.varint(1 + 8 * count);
    for (let at = 0; at < 2 * count; at += 2) this.step(flat[at] ?? 0, flat[at + 1] ?? 0);
    this.drawn += count;
  }

  /** A line or ring of at least two points; `closed` rings leave their repeated last point out. */
  path(flat: readonly number[], count: number, closed: boolean): void {
    this.out.varint(9);
    this.step(flat[0] ?? 0, flat[1] ?? 0);
    this.out.varint(2 + 8 * (count - 1));
    for (let at = 2; at < 2 * count; at += 2) this.step(flat[at] ?? 0, flat[at + 1] ?? 0);
    if (closed) this.out.varint(15);
    this.drawn += count;
  }

  private step(x: number, y: number): void {
    const dx = x - this.x;
    const dy = y - this.y;
    this.out.varint(dx >= 0 ? dx * 2 : -dx * 2 - 1);
    this.out.varint(dy >= 0 ? dy * 2 : -dy * 2 - 1);
    this.x = x;
    this.y = y;
  }
}

/** One tile layer in the making. */
export class TileLayer {
  private readonly features = new Bytes();
  private readonly geometry = new Bytes();
  private readonly feature = new Bytes();
  private readonly pen = new Pen(this.geometry);
  private readonly keys = new Map<string, number>();
  private readonly values = new Map<string | number, number>();
  count = 0;

  constructor(private readonly name: string) {}

  /** `draw` gets the pen; a feature that draws nothing is left out. `type`: 1 points, 2 lines, 3 polygons. */
  add(
    id: number,
    type: 1 | 2 | 3,
    properties: readonly (readonly [string, string | number | null])[],
    draw: (pen: Pen) => void,
  ): void {
    this.geometry.reset();
    this.pen.start();
    draw(this.pen);
    if (this.pen.drawn === 0) return;
    const { feature } = this;
    feature.reset();
    feature.tag(1, 0);
    feature.varint(id);
    const tags = properties.flatMap(([key, value]) =>
      value === null ? [] : [indexOf(this.keys, key), indexOf(this.values, value)],
    );
    if (tags.length > 0) {
      feature.tag(2, 2);
      feature.varint(tags.reduce((sum, tag) => sum + varintLength(tag), 0));
      for (const tag of tags) feature.varint(tag);
    }
    feature.tag(3, 0);
    feature.varint(type);
    feature.message(4, this.geometry);
    this.features.message(2, feature);
    this.count += 1;
  }

  /** The tile with this one layer; empty when nothing was added. */
  encode(): Uint8Array {
    if (this.count === 0) return new Uint8Array();
    const layer = new Bytes();
    layer.tag(15, 0);
    layer.varint(2);
    layer.text(1, this.name);
    layer.bytes(this.features.view());
    for (const key of this.keys.keys()) layer.text(3, key);
    for (const value of this.values.keys()) {
      const encoded = new Bytes();
      if (typeof value === "string") encoded.text(1, value);
      else if (Number.isInteger(value) && value >= 0) {
        encoded.tag(5, 0);
        encoded.varint(value);
      } else encoded.text(1, String(value));
      layer.message(4, encoded);
    }
    layer.tag(5, 0);
    layer.varint(extent);
    const tile = new Bytes();
    tile.message(3, layer);
    return tile.view().slice();
  }
}

/** The part of the drawing plane that a tile shows, its buffer included, in tile units. */
export const shown = { low: -buffer, high: extent + buffer };

function indexOf<Key>(map: Map<Key, number>, key: Key): number {
  const known = map.get(key);
  if (known !== undefined) return known;
  map.set(key, map.size);
  return map.size - 1;
}

function varintLength(value: number): number {
  return value < 128 ? 1 : value < 16_384 ? 2 : value < 2_097_152 ? 3 : 4;
}
