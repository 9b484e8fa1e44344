import type { Block } from "./blocks.js";
import { type Frame, moved, placeIn, ringIn, turned } from "./frame.js";
import { type Random, random } from "./random.js";

export type Role = "lane" | "shop" | "slab" | "selfbuilt" | "tower" | "shed" | "school" | "office" | "farm" | "hut";

/** A footprint: an open ring (inside to its right), its area, and what the building is. */
export interface House {
  readonly ring: readonly number[];
  readonly area: number;
  readonly role: Role;
}

/** The buildings of a block, the same at every call. */
export function fillBlock(block: Block): House[] {
  const dice = random(block.key, 21);
  const ground = new Ground(block.frame, block.width, block.depth, dice);
  if (dice.chance(emptyShare[block.district.type])) return [];
  ({
    old: oldLanes,
    slab: slabEstate,
    selfbuilt: selfbuiltRows,
    tower: towerEstate,
    industrial: works,
    village: hamlet,
  })[block.district.type](ground);
  return ground.houses;
}

/** Parks, squares and land not yet built on. */
const emptyShare = { old: 0.02, slab: 0.04, selfbuilt: 0.02, tower: 0.1, industrial: 0.1, village: 0 };

/** The land of a block, on which houses are drawn. */
class Ground {
  readonly houses: House[] = [];

  constructor(
    private readonly frame: Frame,
    readonly width: number,
    readonly depth: number,
    readonly dice: Random,
  ) {}

  /** A rectangle; `turn` is the tangent of half the angle by which it stands askew. */
  box(u: number, v: number, width: number, depth: number, role: Role, turn = 0): void {
    this.shape(u, v, [0, 0, 0, depth, width, depth, width, 0], width * depth, role, turn);
  }

  /** An L: a rectangle without its north-eastern part. */
  corner(u: number, v: number, width: number, depth: number, role: Role): void {
    const [inU, inV] = [width * 0.45, depth * 0.5];
    const flat = [0, 0, 0, depth, inU, depth, inU, inV, width, inV, width, 0];
    this.shape(u, v, flat, width * depth - (width - inU) * (depth - inV), role, 0);
  }

  /** A U, open to the south: schools and hospitals. */
  court(u: number, v: number, width: number, depth: number, role: Role): void {
    const wing = Math.min(12, width / 4);
    const flat = [0, 0, 0, depth, width, depth, width, 0, width - wing, 0, width - wing, depth - wing];
    flat.push(wing, depth - wing, wing, 0);
    this.shape(u, v, flat, width * depth - (width - 2 * wing) * (depth - wing), role, 0);
  }

  private shape(u: number, v: number, flat: readonly number[], area: number, role: Role, turn: number): void {
    const at = moved(this.frame, u, v);
    this.houses.push({ ring: ringIn(turn === 0 ? at : turned(at, turn), flat), area, role });
  }
}

/** Old centre: rows of narrow houses wall to wall along lanes. */
function oldLanes(ground: Ground): void {
  const { dice, width, depth } = ground;
  for (let v = 0; v + 9 <= depth; ) {
    const row = Math.min(dice.between(9, 13), depth - v);
    for (let u = 0; u + 6 <= width; ) {
      const wide = Math.min(dice.between(6, 13), width - u);
      if (!dice.chance(0.07)) {
        const deep = row * dice.between(0.72, 1);
        ground.box(u, v + (dice.chance(0.5) ? 0 : row - deep), wide - 0.4, deep, "lane", dice.between(-0.012, 0.012));
      }
      u += wide + (dice.chance(0.25) ? dice.between(1.5, 4) : 0);
    }
    v += row + (dice.chance(0.5) ? 4.5 : 1.2);
  }
}

/** Housing estates of the 1980s and 1990s: slabs in rows, shops along the street. */
function slabEstate(ground: Ground): void {
  const { dice, width, depth } = ground;
  const front = shops(ground);
  const pitch = dice.between(21, 27);
  const school = width > 120 && depth > 100 && dice.chance(0.07);
  for (let v = front; v + 11 <= depth; v += pitch) {
    for (let u = 2; u + 24 <= width; ) {
      const long = Math.min(dice.between(34, 62), width - u - 1);
      const inCourt = school && v > depth * 0.4;
      if (!inCourt && !dice.chance(0.06)) {
        const bent = dice.chance(0.1) && v + 19 <= depth;
        if (bent) ground.corner(u, v, long, 18, "slab");
        else ground.box(u, v, long, dice.between(10.5, 12.5), "slab");
        if (!bent && dice.chance(0.3) && v + pitch - 3 < depth)
          ground.box(u + 3, v + 15, dice.between(5, 14), 4, "hut");
      }
      u += long + dice.between(6, 12);
    }
  }
  if (school) ground.court(width * 0.2, depth * 0.48, width * 0.5, Math.min(48, depth * 0.4), "school");
}

/** A row of shop houses along the southern street; where the land behind them begins. */
function shops(ground: Ground): number {
  const { dice, width } = ground;
  if (ground.depth < 45 || !dice.chance(0.7)) return 4;
  for (let u = 0; u + 7 <= width; ) {
    const wide = dice.between(7, 12);
    if (u + wide <= width && !dice.chance(0.08)) ground.box(u, 0, wide - 0.2, dice.between(10, 13), "shop");
    u += wide + (dice.chance(0.06) ? 6 : 0);
  }
  return 22;
}

/** Villages swallowed by the town: self-built houses a handshake apart. */
function selfbuiltRows(ground: Ground): void {
  const { dice, width, depth } = ground;
  for (let v = 0; v + 9 <= depth; v += dice.between(13, 15)) {
    for (let u = dice.between(0, 4); u + 9 <= width; ) {
      const wide = Math.min(dice.between(8.5, 12.5), width - u);
      const deep = Math.min(dice.between(9, 12), depth - v);
      if (!dice.chance(0.08)) ground.box(u, v, wide, deep, "selfbuilt", dice.between(-0.03, 0.03));
      u += wide + dice.between(1.6, 4);
    }
  }
}

/** Estates of towers, with a strip of shops and sometimes a school. */
function towerEstate(ground: Ground): void {
  const { dice, width, depth } = ground;
  const front = shops(ground);
  if (width > 150 && depth > 120 && dice.chance(0.1)) {
    ground.court(width * 0.15, depth * 0.55, width * 0.6, depth * 0.35, "school");
    ground.box(width * 0.2, depth * 0.25, width * 0.4, 15, "school");
    return;
  }
  const pitchV = dice.between(40, 52);
  let row = 0;
  for (let v = front + 6; v + 18 <= depth; v += pitchV) {
    for (let u = 8 + (row % 2) * 14; u + 24 <= width; u += dice.between(40, 54)) {
      if (dice.chance(0.35)) ground.box(u, v, dice.between(32, 38), 15.5, "tower");
      else ground.box(u, v, dice.between(21, 27), dice.between(17, 22), "tower");
    }
    row += 1;
  }
  if (depth > 90 && dice.chance(0.5)) ground.box(width * 0.4, depth - 15, 30, 13, "office");
}

/** Sheds and an office. */
function works(ground: Ground): void {
  const { dice, width, depth } = ground;
  for (let v = 6; v + 22 <= depth; ) {
    const deep = Math.min(dice.between(24, 46), depth - v - 4);
    for (let u = 6; u + 26 <= width; ) {
      const long = Math.min(dice.between(38, 90), width - u - 4);
      if (!dice.chance(0.12)) ground.box(u, v, long, deep, "shed");
      u += long + dice.between(10, 18);
    }
    v += deep + dice.between(12, 20);
  }
  if (width > 60) ground.box(width - 34, 0, 30, 5.5, "office");
}

/** A hamlet of the rim: farmhouses askew along two or three bent lanes. */
function hamlet(ground: Ground): void {
  const { dice, width, depth } = ground;
  const lanes = Math.max(1, Math.floor(depth / 52));
  for (let lane = 0; lane < lanes; lane++) {
    const middle = (depth * (lane + 0.5)) / lanes;
    let drift = dice.between(-6, 6);
    for (let u = dice.between(0, 25); u + 12 <= width - dice.between(0, 25); u += dice.between(13, 21)) {
      drift = Math.max(-9, Math.min(9, drift + dice.between(-3, 3)));
      for (const side of [-1, 1]) {
        if (dice.chance(0.3)) continue;
        const deep = dice.between(8.5, 11.5);
        const v = middle + drift + (side < 0 ? -3.5 - deep : 3.5) + dice.between(-1, 1);
        ground.box(u, v, dice.between(9, 13), deep, "farm", dice.between(-0.08, 0.08));
        if (side > 0 && lane === lanes - 1 && dice.chance(0.35)) ground.box(u + 1, v + deep + 2, 5, 4, "hut");
      }
    }
  }
}

/** The middle of a ring's bounds. */
export function middleOf(ring: readonly number[]): { x: number; y: number } {
  const [x, y] = [ring.filter((_value, index) => index % 2 === 0), ring.filter((_value, index) => index % 2 === 1)];
  return { x: (Math.min(...x) + Math.max(...x)) / 2, y: (Math.min(...y) + Math.max(...y)) / 2 };
}

/** A rectangle on the land of a block, as a ring. */
export function boxIn(frame: Frame, u: number, v: number, width: number, depth: number): number[] {
  return ringIn(moved(frame, u, v), [0, 0, 0, depth, width, depth, width, 0]);
}

/** A straight line on the land of a block, flat. */
export function lineIn(frame: Frame, fromU: number, toU: number, v: number): number[] {
  const [from, to] = [placeIn(frame, fromU, v), placeIn(frame, toU, v)];
  return [from.x, from.y, to.x, to.y];
}
