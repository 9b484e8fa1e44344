/** Plane geometry by brute force, written without a library: the oracle for distances. Metres, any CRS that is flat. */
export type Place = readonly [number, number];

export type Shape =
  | { readonly type: "point"; readonly at: Place }
  | { readonly type: "line"; readonly path: readonly Place[] }
  /** Outer ring first, then holes; each closed by repeating its first place. */
  | { readonly type: "polygon"; readonly rings: readonly (readonly Place[])[] };

/** Shortest distance between two shapes; 0 where they touch, cross or one lies inside the other. */
export function shapeDistance(one: Shape, other: Shape): number {
  if (covers(one, firstPlace(other)) || covers(other, firstPlace(one))) return 0;
  let shortest = Number.POSITIVE_INFINITY;
  for (const [a, b] of segments(one)) {
    for (const [c, d] of segments(other)) shortest = Math.min(shortest, segmentDistance(a, b, c, d));
  }
  return shortest;
}

/** Well-known text, coordinates as JavaScript prints them. */
export function wkt(shape: Shape): string {
  const list = (path: readonly Place[]) => `(${path.map(([x, y]) => `${x} ${y}`).join(", ")})`;
  if (shape.type === "point") return `POINT ${list([shape.at])}`;
  if (shape.type === "line") return `LINESTRING ${list(shape.path)}`;
  return `POLYGON (${shape.rings.map(list).join(", ")})`;
}

export function geoJson(shape: Shape): { type: string; coordinates: unknown } {
  if (shape.type === "point") return { type: "Point", coordinates: shape.at };
  if (shape.type === "line") return { type: "LineString", coordinates: shape.path };
  return { type: "Polygon", coordinates: shape.rings };
}

/** A rectangle, its sides along the axes. */
export function box(west: number, south: number, width: number, height: number): Shape {
  const [east, north] = [west + width, south + height];
  return {
    type: "polygon",
    rings: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  };
}

/** Inside the shape, its holes left out, or on its edge. Only polygons cover anything. */
export function covers(shape: Shape, [x, y]: Place): boolean {
  if (shape.type !== "polygon") return false;
  let inside = false;
  for (const ring of shape.rings) {
    for (const [[x1, y1], [x2, y2]] of pairs(ring)) {
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    }
  }
  return inside;
}

function firstPlace(shape: Shape): Place {
  const first = shape.type === "point" ? shape.at : shape.type === "line" ? shape.path[0] : shape.rings[0]?.[0];
  if (first === undefined) throw new Error("a shape has a place");
  return first;
}

function segments(shape: Shape): (readonly [Place, Place])[] {
  if (shape.type === "point") return [[shape.at, shape.at]];
  return shape.type === "line" ? pairs(shape.path) : shape.rings.flatMap(pairs);
}

function pairs(path: readonly Place[]): (readonly [Place, Place])[] {
  return path.slice(1).map((to, index) => [path[index] ?? to, to] as const);
}

function segmentDistance(a: Place, b: Place, c: Place, d: Place): number {
  const side = (p: Place, q: Place, r: Place) =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) return 0;
  return Math.min(toSegment(a, c, d), toSegment(b, c, d), toSegment(c, a, b), toSegment(d, a, b));
}

function toSegment(place: Place, from: Place, to: Place): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((place[0] - from[0]) * dx + (place[1] - from[1]) * dy) / length;
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(place[0] - from[0] - share * dx, place[1] - from[1] - share * dy);
}
