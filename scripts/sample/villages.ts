import type { Block } from "./blocks.js";
import type { District } from "./districts.js";
import { around, distance, frameAt, moved, type Place } from "./frame.js";
import { fillBlock } from "./houses.js";
import { mix, random } from "./random.js";
import type { River } from "./river.js";

interface Rim {
  readonly centre: Place;
  /** Metres to the edge of the town. */
  readonly radius: number;
  /** The town's blocks, which villages keep away from. */
  readonly used: readonly Block[];
  readonly river: River;
  readonly seed: number;
  /** Farmhouses wanted. */
  readonly buildings: number;
}

/** Metres between villages, and from a village to the town. */
const apart = 520;
const fromTown = 300;

/** Villages around the town, each a district of two or three hamlets, until they hold the buildings wanted. */
export function layVillages({ centre, radius, used, river, seed, buildings }: Rim): Block[] {
  const townCells = new Set<string>();
  const cellOf = (place: Place, dx = 0, dy = 0) =>
    `${Math.floor(place.x / fromTown) + dx} ${Math.floor(place.y / fromTown) + dy}`;
  for (const block of used) townCells.add(cellOf(block.middle));
  const villageCells = new Map<string, Place>();
  const dice = random(seed, 61);
  const directions = around(720);
  const blocks: Block[] = [];
  let held = 0;
  for (let attempt = 0; held < buildings; attempt++) {
    const direction = directions[dice.whole(0, directions.length - 1)] ?? { x: 1, y: 0 };
    const away = radius * (0.8 + 0.5 * dice.next()) + 250 + attempt * 0.3;
    const place = { x: centre.x + direction.x * away, y: centre.y + direction.y * away };
    if (!isFree(place)) continue;
    villageCells.set(cellOf(place), place);
    for (const block of layHamlets(place, mix(seed, 62, attempt))) {
      if (held >= buildings) break;
      blocks.push(block);
      held += fillBlock(block).length;
    }
  }
  return blocks;

  function isFree(place: Place): boolean {
    if (river.offset(place) < river.width / 2 + 140) return false;
    for (let dx = -2; dx <= 2; dx++) {
      for (let dy = -2; dy <= 2; dy++) {
        const near = Math.abs(dx) <= 1 && Math.abs(dy) <= 1;
        if (near && townCells.has(cellOf(place, dx, dy))) return false;
        const other = villageCells.get(cellOf(place, dx, dy));
        if (other !== undefined && distance(other, place) < apart) return false;
      }
    }
    return true;
  }
}

function layHamlets(place: Place, key: number): Block[] {
  const dice = random(key, 63);
  const frame = frameAt(place, dice.between(-0.4, 0.4));
  const district: District = { index: -1, centre: place, frame, type: "village", era: dice.whole(1982, 2004), key };
  const count = dice.whole(2, 3);
  return [...Array(count).keys()].map((number) => {
    const [width, depth] = [dice.between(120, 230), dice.between(100, 160)];
    const corner = moved(frame, (number - count / 2) * 12 - width / 2, (number - count / 2) * 165);
    const cell = { district, corner, east: corner, north: corner, southStreet: -1, westStreet: -1 };
    return { frame: corner, width, depth, district, key: mix(key, 64, number), middle: corner, cell };
  });
}
