import { type Frame, frameAt, type Place } from "./frame.js";
import { mix, share } from "./random.js";

export const districtTypes = ["old", "slab", "selfbuilt", "tower", "industrial", "village"] as const;
export type DistrictType = (typeof districtTypes)[number];

/** A part of the town with streets of one direction; in the files a community. */
export interface District {
  readonly index: number;
  readonly centre: Place;
  readonly frame: Frame;
  readonly type: DistrictType;
  /** The typical year in which it was built. */
  readonly era: number;
  readonly key: number;
}

/** Metres between the middles of neighbouring districts. */
export const districtSpacing = 700;

/**
 * Districts on a jittered hexagonal lattice, nearest to the town's centre first. `radius`: metres to which the town is
 * expected to reach; land is laid out half as far again.
 */
export function layDistricts(centre: Place, radius: number, seed: number): District[] {
  const rowHeight = districtSpacing * 0.866;
  const laid = radius * 1.5 + districtSpacing;
  const reach = Math.ceil(laid / rowHeight) + 1;
  const places: { place: Place; key: number; away: number }[] = [];
  for (let row = -reach; row <= reach; row++) {
    for (let column = -reach; column <= reach; column++) {
      const key = mix(seed, 101, row, column);
      const jitter = (salt: number) => (share(key, salt) - 0.5) * 0.45 * districtSpacing;
      const place = {
        x: centre.x + (column + (row % 2 === 0 ? 0 : 0.5)) * districtSpacing + jitter(1),
        y: centre.y + row * rowHeight + jitter(2),
      };
      const away = Math.sqrt((place.x - centre.x) ** 2 + (place.y - centre.y) ** 2);
      if (away <= laid) places.push({ place, key, away });
    }
  }
  places.sort((one, other) => one.away - other.away || one.key - other.key);
  return places.map(({ place, key, away }, index) => {
    const type = index === 0 ? "old" : typeOf(away / radius, share(key, 3));
    return {
      index,
      centre: place,
      frame: frameAt(place, 0.06 + (share(key, 4) - 0.5) * (type === "old" ? 0.34 : 0.24)),
      type,
      era: eraOf(type, share(key, 5)),
      key,
    };
  });
}

/** `away`: distance from the centre in radii of the town. */
function typeOf(away: number, dice: number): DistrictType {
  if (away < 0.22) return dice < 0.8 ? "old" : "slab";
  if (away < 0.5) return choose(dice, { slab: 0.62, selfbuilt: 0.16, tower: 0.14, old: 0.08 });
  if (away < 0.75) return choose(dice, { slab: 0.36, tower: 0.28, selfbuilt: 0.2, industrial: 0.12, old: 0.04 });
  return choose(dice, { tower: 0.38, selfbuilt: 0.26, industrial: 0.22, slab: 0.14 });
}

function choose(dice: number, shares: Partial<Record<DistrictType, number>>): DistrictType {
  let sum = 0;
  for (const type of districtTypes) {
    sum += shares[type] ?? 0;
    if (dice < sum) return type;
  }
  return "slab";
}

function eraOf(type: DistrictType, dice: number): number {
  const [from, to] = {
    old: [1962, 1978],
    slab: [1982, 2003],
    selfbuilt: [1990, 2004],
    tower: [2008, 2020],
    industrial: [1996, 2014],
    village: [1985, 2005],
  }[type];
  return Math.round((from ?? 0) + dice * ((to ?? 0) - (from ?? 0)));
}

/** Says which of many places is nearest, by a grid of cells one spacing wide. */
export function nearestAmong(places: readonly Place[]): (place: Place) => number {
  const cells = new Map<number, number[]>();
  const cell = (x: number, y: number) => Math.floor(x / districtSpacing) * 65_536 + Math.floor(y / districtSpacing);
  for (const [index, place] of places.entries()) {
    const key = cell(place.x, place.y);
    const held = cells.get(key);
    if (held === undefined) cells.set(key, [index]);
    else held.push(index);
  }
  return (place) => {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let ring = 1; ring <= 4 && best < 0; ring++) {
      for (let dx = -ring; dx <= ring; dx++) {
        for (let dy = -ring; dy <= ring; dy++) {
          const key = cell(place.x + dx * districtSpacing, place.y + dy * districtSpacing);
          for (const index of cells.get(key) ?? []) {
            const other = places[index];
            if (other === undefined) continue;
            const square = (other.x - place.x) ** 2 + (other.y - place.y) ** 2;
            if (square < least) [best, least] = [index, square];
          }
        }
      }
    }
    return best;
  };
}
