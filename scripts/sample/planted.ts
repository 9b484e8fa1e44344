import type { Block } from "./blocks.js";
import type { District } from "./districts.js";
import { distance, type Place, placeIn } from "./frame.js";
import { boxIn, lineIn } from "./houses.js";
import { mix, random } from "./random.js";

/** What makes the buildings of a planted hot spot candidates: the words of the screening's `why`. */
export interface Reason {
  readonly what: "old" | "altered" | "both";
  readonly near: "pipe" | "site" | "both";
}

/** A hot spot put there on purpose, with everything that belongs to it and nothing else in reach. */
export interface Planted {
  readonly district: District;
  readonly key: number;
  readonly centre: Place;
  readonly reason: Reason;
  /** Rings of the members, and of old or altered buildings beside them that are just out of reach. */
  readonly members: readonly (readonly number[])[];
  readonly decoys: readonly (readonly number[])[];
  /** A dead-end gas pipe (flat line) and a pit with its depth in metres, where the reason needs them. */
  readonly pipe: readonly number[] | null;
  readonly pit: { readonly ring: readonly number[]; readonly depth: number; readonly area: number } | null;
}

/** Around a planted hot spot nothing is old, altered, a pipe or a pit within these metres of its middle. */
export const quietRadius = 230;

const reasons: readonly Reason[] = [
  { what: "old", near: "pipe" },
  { what: "altered", near: "site" },
  { what: "both", near: "both" },
  { what: "altered", near: "pipe" },
  { what: "old", near: "site" },
];

/** Hot spots in the town: eight in a small one, a few more in a large one. */
export function plantedCount(buildings: number): number {
  return Math.min(24, 8 + Math.floor(buildings / 100_000));
}

/**
 * Chooses large blocks of young districts, far from each other, and lays the hot spots out on them. `blocks` are those
 * that the town uses, nearest to its centre first. Throws for a town too small.
 */
export function plantHotSpots(blocks: readonly Block[], count: number, seed: number): Map<Block, Planted> {
  const fitting = blocks
    .slice(0, Math.floor(blocks.length * 0.85))
    .filter(({ district, width, depth }) => district.type !== "old" && width >= 118 && depth >= 98)
    .map((block) => ({ block, order: mix(block.key, seed, 31) }))
    .sort((one, other) => one.order - other.order);
  const planted = new Map<Block, Planted>();
  for (const apart of [900, 650, 480]) {
    for (const { block } of fitting) {
      if (planted.size === count) return planted;
      const alone = [...planted.keys()].every((other) => distance(other.middle, block.middle) >= apart);
      if (alone) planted.set(block, layOut(block, planted.size));
    }
  }
  if (planted.size < count)
    throw new Error(`the town has room for ${planted.size} planted hot spots, not for ${count}`);
  return planted;
}

/** Houses 10 m × 9 m; metres between their corners along u and v. */
const [pitchU, pitchV] = [14, 13];

/**
 * Near a pipe: the pipe at v = 0, rows of houses from v = 8 on, within 50 m of it; with a pit north of them where both are
 * near. Near a pit alone: the pit from v = 2 to 28, rows from v = 31 on, within three of its depths. Decoys stand behind
 * the rows, beyond 50 m or three depths.
 */
function layOut(block: Block, index: number): Planted {
  const reason = reasons[index % reasons.length] ?? { what: "old", near: "pipe" };
  const dice = random(block.key, 41);
  const columns = dice.whole(4, 7);
  const rows = reason.near === "both" ? 2 : dice.whole(2, 3);
  const size = columns * rows - dice.whole(0, 2);
  const depth = dice.whole(10, 14);
  const width = columns * pitchU;
  const left = dice.between(2, Math.max(2, block.width - width - 4));
  const first = reason.near === "site" ? 31 : 8;
  const house = (column: number, v: number) => boxIn(block.frame, left + column * pitchU, v, 10, 9);
  const behind = reason.near === "site" ? Math.max(31 + 3 * depth, first + rows * pitchV + 1) : 57;
  const pitV = { pipe: null, site: 2, both: first + rows * pitchV }[reason.near];
  return {
    district: block.district,
    key: block.key,
    centre: placeIn(block.frame, left + width / 2, first + (rows * pitchV) / 2),
    reason,
    members: [...Array(size).keys()].map((place) =>
      house(place % columns, first + Math.floor(place / columns) * pitchV),
    ),
    decoys: reason.near === "both" ? [] : [0, 1, 2].map((column) => house(column, behind)),
    pipe: reason.near === "site" ? null : lineIn(block.frame, left - 12, left + width + 8, 0),
    pit:
      pitV === null ? null : { ring: boxIn(block.frame, left - 6, pitV, width + 8, 26), depth, area: (width + 8) * 26 },
  };
}
