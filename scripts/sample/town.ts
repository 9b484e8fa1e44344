import { type Block, growthOrder, layBlocks } from "./blocks.js";
import { type District, layDistricts, nearestAmong } from "./districts.js";
import { distance, type Place } from "./frame.js";
import { fillBlock } from "./houses.js";
import { type Planted, plantedCount, plantHotSpots, quietRadius } from "./planted.js";
import { mix } from "./random.js";
import { riverThrough } from "./river.js";
import { layVillages } from "./villages.js";

export interface TownSize {
  readonly buildings: number;
  readonly pipes: number;
  readonly sites: number;
}

/** What a town of so many buildings has: at a million, 20,000 pipes and 1,500 sites. */
export function townSize(buildings: number): TownSize {
  return {
    buildings,
    pipes: Math.max(260, Math.round(buildings / 50)),
    sites: Math.max(40, Math.round((buildings * 1500) / 1_000_000)),
  };
}

/** The town before a file is written: where everything lies. */
export interface Town {
  readonly seed: number;
  readonly centre: Place;
  /** Metres from the centre to the edge of what is built up, villages left out. */
  readonly radius: number;
  /** Districts with buildings, then villages; `index` is the place in the list. */
  readonly districts: readonly District[];
  /** Blocks with ordinary buildings, district by district. The last building of the last one may be cut off. */
  readonly blocks: readonly Block[];
  /** Blocks that are a construction site instead. */
  readonly siteBlocks: readonly Block[];
  readonly planted: readonly Planted[];
  /** Rows that are exact copies of others. */
  readonly duplicates: number;
  /** True where nothing old, altered, no pipe and no pit may lie. */
  quiet(place: Place): boolean;
}

/** Share of the buildings that stand in villages on the rim. */
const villageShare = 0.12;

export function planTown(size: TownSize, seed: number): Town {
  const centre = { x: 498_620, y: 3_071_450 };
  const guess = 400 + 13.5 * Math.sqrt(size.buildings);
  const river = riverThrough(centre, guess, seed);
  const laid = layDistricts(centre, guess, seed);
  const nearest = nearestAmong(laid.map((district) => district.centre));
  const order = growthOrder(
    laid.flatMap((district) => layBlocks(district, nearest, river)),
    centre,
    seed,
  );
  const duplicates = Math.max(3, Math.floor(size.buildings / 2000));
  const wanted = Math.max(0, Math.floor((size.buildings - duplicates) * (1 - villageShare)));
  const first = takeBlocks(order, wanted);
  const plantedBlocks = plantHotSpots(first, plantedCount(size.buildings), seed);
  const planted = [...plantedBlocks.values()];
  const quiet = nearAny(planted.map((each) => each.centre));
  const siteBlocks = new Set(
    first
      .filter((block) => !plantedBlocks.has(block) && !quiet(block.middle) && block.width > 40 && block.depth > 34)
      .map((block) => ({ block, order: mix(block.key, seed, 51) * (block.district.type === "old" ? 2 : 1) }))
      .sort((one, other) => one.order - other.order)
      .slice(0, size.sites - planted.filter((each) => each.pit !== null).length)
      .map(({ block }) => block),
  );
  const plantedHouses = planted.reduce((sum, each) => sum + each.members.length + each.decoys.length, 0);
  const used = takeBlocks(
    order.filter((block) => !siteBlocks.has(block) && !plantedBlocks.has(block)),
    wanted - plantedHouses,
  );
  const radius = used.reduce((most, block) => Math.max(most, distance(block.middle, centre)), 0);
  const villages = layVillages({ centre, radius, used, river, seed, buildings: size.buildings - wanted });
  return {
    seed,
    centre,
    radius,
    ...renumbered([...used, ...villages], [...siteBlocks], planted),
    duplicates,
    quiet,
  };
}

/** The first blocks that hold so many buildings together. */
function takeBlocks(order: readonly Block[], buildings: number): Block[] {
  const taken: Block[] = [];
  let held = 0;
  for (const block of order) {
    if (held >= buildings) return taken;
    taken.push(block);
    held += fillBlock(block).length;
  }
  throw new Error(`the plan of the town has room for ${held} buildings, not for ${buildings}`);
}

/** Says whether a place lies within the quiet radius of one of the centres. */
function nearAny(centres: readonly Place[]): (place: Place) => boolean {
  return (place) => centres.some((centre) => distance(centre, place) < quietRadius);
}

/** Numbers the districts that are in use, and brings the blocks in their order. */
function renumbered(
  blocks: readonly Block[],
  siteBlocks: readonly Block[],
  planted: readonly Planted[],
): Pick<Town, "districts" | "blocks" | "siteBlocks" | "planted"> {
  const districts = new Map<District, District>();
  for (const { district } of blocks) {
    if (!districts.has(district)) districts.set(district, { ...district, index: districts.size });
  }
  const number = (district: District): District => {
    const known = districts.get(district) ?? { ...district, index: districts.size };
    districts.set(district, known);
    return known;
  };
  const withNumber = <Item extends { district: District }>(item: Item) => ({
    ...item,
    district: number(item.district),
  });
  const numbered = blocks.map(withNumber);
  const sites = siteBlocks.map(withNumber);
  const spots = planted.map(withNumber);
  return {
    blocks: numbered.sort((one, other) => one.district.index - other.district.index),
    siteBlocks: sites,
    planted: spots,
    districts: [...districts.values()],
  };
}
