import type { Row } from "./analysis-room.js";
import { box, type Place, type Shape, wkt } from "./plane.js";

/** A repeatable row of numbers from 0 up to, not including, 1 (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Thing<Facts extends Row = Row> {
  readonly fid: number;
  readonly shape: Shape;
  readonly facts: Facts;
}

/** Corner of the made-up city, in EPSG:4547. */
const corner: Place = [480_000.5, 3_056_000.25];

const classes = ["low", "medium_b", "medium_a", "sub_high_b", "sub_high_a", "high_b", "high_a", "ultra_high", null];

/**
 * Houses, pipes and pits strewn over a square of `side` metres on a half-metre raster, so that distances of exactly a limit
 * and equal distances come up. Shapes: boxes, courtyards with a hole, triangles, points; lines of two to four places.
 */
export function strewnCity(seed: number, count: { houses: number; pipes: number; sites: number }, side: number) {
  const random = randomNumbers(seed);
  const step = (most: number) => Math.round(random() * most * 2) / 2;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const place = (): Place => [corner[0] + step(side), corner[1] + step(side)];
  const house = (): Shape => {
    const [x, y] = place();
    const form = random();
    if (form < 0.7) return box(x, y, 4 + step(20), 4 + step(20));
    if (form < 0.8) return courtyard(x, y, 40 + step(30));
    if (form < 0.9) return { type: "point", at: [x, y] };
    return {
      type: "polygon",
      rings: [
        [
          [x, y],
          [x + 7.5, y + 2],
          [x + 1, y + 9.5],
          [x, y],
        ],
      ],
    };
  };
  const line = (): Shape => {
    const path = [place()];
    for (let more = 1 + Math.floor(random() * 3); more > 0; more--) {
      const [x, y] = path.at(-1) ?? corner;
      path.push([x + step(120) - 60, y + step(120) - 60.5]);
    }
    return { type: "line", path };
  };
  const things = <Facts extends Row>(many: number, shape: () => Shape, facts: () => Facts): Thing<Facts>[] =>
    Array.from({ length: many }, (_each, index) => ({ fid: index + 1, shape: shape(), facts: facts() }));
  return {
    houses: things(count.houses, house, () => ({
      build_year: pick([null, 0, 1389, 1950, 1985, 1996, 1997, 2010, 2026, 2050]),
      floor_area_m2: pick([null, 80, 120.5, 640]),
      storeys_added: pick([null, null, false, true]),
    })),
    pipes: things(count.pipes, line, () => ({
      pressure: pick(classes),
      outer_diameter_mm: pick([null, 0, 110, 200, 1000]),
      status: pick(["in_use", "in_use", null, "abandoned", "idle", "planned"]),
    })),
    sites: things(
      count.sites,
      () => {
        const [x, y] = place();
        return random() < 0.5 ? box(x, y, 20 + step(40), 20 + step(40)) : { type: "point", at: [x, y] };
      },
      () => ({
        state: pick(["开挖中", "施工中", "已回填", "未开工", null]),
        depth_m: pick([null, 4, 8, 12.5]),
        pit_area_m2: pick([null, null, 900]),
        radius_m: pick([null, 10]),
      }),
    ),
  };
}

/** A square with a square hole in its middle third. */
export function courtyard(x: number, y: number, side: number): Shape {
  const [a, b] = [side / 4, (3 * side) / 4];
  const outer = box(x, y, side, side);
  return {
    type: "polygon",
    rings: [
      ...(outer.type === "polygon" ? outer.rings : []),
      [
        [x + a, y + a],
        [x + a, y + b],
        [x + b, y + b],
        [x + b, y + a],
        [x + a, y + a],
      ],
    ],
  };
}

export function rowsOf(things: readonly Thing[]): Row[] {
  return things.map(({ fid, shape, facts }) => ({ fid, ...facts, geom: wkt(shape) }));
}
