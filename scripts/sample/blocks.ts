import { type District, type DistrictType, districtSpacing } from "./districts.js";
import { distance, type Frame, moved, type Place, placeIn } from "./frame.js";
import { mix, random, share } from "./random.js";
import type { River } from "./river.js";

/** A piece of building land between streets: `width` along u, `depth` along v from the frame's corner. */
export interface Block {
  readonly frame: Frame;
  readonly width: number;
  readonly depth: number;
  readonly district: District;
  readonly key: number;
  readonly middle: Place;
  /** The street cell it was cut from; blocks of one cell share its streets. */
  readonly cell: Cell;
}

/** A cell of a district's street net: its southern and western streets are its own. */
export interface Cell {
  readonly district: District;
  readonly corner: Place;
  readonly east: Place;
  readonly north: Place;
  /** Numbers of the street along the south and of the one along the west; 0 is the district's main street. */
  readonly southStreet: number;
  readonly westStreet: number;
}

interface Pattern {
  readonly width: readonly [number, number];
  readonly depth: readonly [number, number];
  readonly street: number;
}

const patterns: Readonly<Record<DistrictType, Pattern>> = {
  old: { width: [58, 96], depth: [42, 70], street: 8 },
  slab: { width: [130, 190], depth: [105, 150], street: 16 },
  selfbuilt: { width: [80, 130], depth: [60, 95], street: 9 },
  tower: { width: [170, 240], depth: [140, 200], street: 24 },
  industrial: { width: [150, 230], depth: [120, 170], street: 20 },
  village: { width: [150, 220], depth: [120, 180], street: 0 },
};

/** Land smaller than this is left empty. */
const smallestSide = 20;
/** Metres kept free on each side of the seam between two districts: half an avenue. */
const seam = 11;

/** The blocks of a district: its street net, cut where the next district or the river begins. */
export function layBlocks(district: District, nearest: (place: Place) => number, river: River): Block[] {
  const pattern = patterns[district.type];
  const lines = (axis: number, sizes: readonly [number, number]) => {
    const dice = random(district.key, 11, axis);
    const reach = districtSpacing * 0.95;
    const beyond = (): number[] => {
      const positions = [0];
      for (let last = 0; last < reach; positions.push(last)) last += dice.between(...sizes) + pattern.street;
      return positions;
    };
    const west = beyond().slice(1).reverse();
    return [...west.map((position) => -position), ...beyond()];
  };
  const us = lines(0, pattern.width);
  const vs = lines(1, pattern.depth);
  const [mainU, mainV] = [us.indexOf(0), vs.indexOf(0)];
  const inside = (place: Place) => nearest(place) === district.index;
  const free = (frame: Frame, width: number, depth: number) =>
    [
      [-seam, -seam],
      [width + seam, -seam],
      [width + seam, depth + seam],
      [-seam, depth + seam],
    ].every(([u = 0, v = 0]) => {
      const place = placeIn(frame, u, v);
      return inside(place) && river.offset(place) > river.width / 2 + 20;
    });
  const blocks: Block[] = [];
  for (let row = 0; row + 1 < vs.length; row++) {
    for (let column = 0; column + 1 < us.length; column++) {
      const [u, v] = [us[column] ?? 0, vs[row] ?? 0];
      const [nextU, nextV] = [us[column + 1] ?? 0, vs[row + 1] ?? 0];
      const corner = placeIn(district.frame, u, v);
      if (distance(corner, district.centre) > districtSpacing * 1.1) continue;
      const cell: Cell = {
        district,
        corner,
        east: placeIn(district.frame, nextU, v),
        north: placeIn(district.frame, u, nextV),
        southStreet: row - mainV,
        westStreet: column - mainU,
      };
      const half = pattern.street / 2;
      const frame = moved(district.frame, u + half, v + half);
      const key = mix(district.key, 12, row, column);
      cut(frame, nextU - u - pattern.street, nextV - v - pattern.street, cell, key, 0);
    }
  }
  return blocks;

  /** Halves what does not fit until it fits or is too small. */
  function cut(frame: Frame, width: number, depth: number, cell: Cell, key: number, times: number): void {
    if (width < smallestSide || depth < smallestSide) return;
    if (free(frame, width, depth)) {
      blocks.push({ frame, width, depth, district, key, cell, middle: placeIn(frame, width / 2, depth / 2) });
      return;
    }
    if (times === 5) return;
    const next = (index: number) => mix(key, 13, index);
    if (width > depth) {
      cut(frame, width / 2 - 2, depth, cell, next(0), times + 1);
      cut(moved(frame, width / 2 + 2, 0), width / 2 - 2, depth, cell, next(1), times + 1);
    } else {
      cut(frame, width, depth / 2 - 2, cell, next(0), times + 1);
      cut(moved(frame, 0, depth / 2 + 2), width, depth / 2 - 2, cell, next(1), times + 1);
    }
  }
}

/** Blocks in the order in which a town grows: from the centre, raggedly. */
export function growthOrder(blocks: readonly Block[], centre: Place, seed: number): Block[] {
  const ragged = (block: Block) =>
    distance(block.middle, centre) *
    (0.9 + 0.2 * share(block.district.key, 14)) *
    (0.97 + 0.06 * share(block.key, seed));
  const keyed = blocks.map((block) => ({ block, at: ragged(block) }));
  keyed.sort((one, other) => one.at - other.at || one.block.key - other.block.key);
  return keyed.map(({ block }) => block);
}
