import { type Address, censusRow, plantedRow } from "./census.js";
import { fillBlock, middleOf } from "./houses.js";
import type { Planted } from "./planted.js";
import type { ShapefileWriter } from "./shapefile-writer.js";
import type { Town } from "./town.js";

/** Rows of buildings.shp, numbered from 1, with what is wrong with each on purpose. */
export interface Dirt {
  readonly deleted: number;
  readonly noShape: number;
  /** X and Y of every corner exchanged. */
  readonly swapped: number;
  readonly selfCrossing: number;
  /** A row and its exact copy. */
  readonly duplicates: readonly (readonly [number, number])[];
}

export interface PlantedCluster {
  /** The screening's `why` of all its buildings. */
  readonly why: string;
  /** Codes (fwbh) of exactly the buildings that belong to it. */
  readonly codes: readonly string[];
  /** Codes of old or altered buildings beside it that are just out of reach. */
  readonly decoys: readonly string[];
  /** Metres in EPSG:4547. */
  readonly centre: readonly [number, number];
  /** West, south, east, north of its footprints, metres in EPSG:4547. */
  readonly extent: readonly [number, number, number, number];
}

/** Blocks from one kind of broken row to the next. */
const brokenEvery = 11;

const faults = ["deleted", "noShape", "swapped", "selfCrossing"] as const;
type Fault = (typeof faults)[number];

/** Writes exactly `count` rows: those of the planted hot spots, ordinary ones, and copies of some of them. */
export function writeBuildings(
  writer: ShapefileWriter,
  town: Town,
  count: number,
): { clusters: PlantedCluster[]; dirt: Dirt } {
  const { seed } = town;
  const clusters = town.planted.map((planted) => writePlanted(writer, planted, seed));
  const duplicates: [number, number][] = [];
  const broken = new Map<string, number>();
  const stride = Math.max(1, Math.floor(town.blocks.length / (2 * town.duplicates)));
  for (const [place, block] of town.blocks.entries()) {
    const wish = brokenAt(place);
    const copies = place >= duplicates.length * stride && duplicates.length < town.duplicates;
    for (const [number, house] of fillBlock(block).entries()) {
      if (writer.rows >= count) break;
      const row = writer.rows + 1;
      const address: Address = { district: block.district, key: block.key, number, serial: row, seed };
      const quiet = town.quiet(middleOf(house.ring));
      const values = censusRow(house, address, quiet);
      const fault = number === 2 && !quiet ? wish : undefined;
      writer.add(fault === undefined ? house.ring : damage(house.ring, fault), values, fault === "deleted");
      if (fault !== undefined) broken.set(fault, row);
      if (copies && number === 4 && !quiet && writer.rows < count) {
        writer.add(house.ring, values);
        duplicates.push([row, row + 1]);
      }
    }
  }
  if (writer.rows !== count) throw new Error(`the plan of the town gave ${writer.rows} buildings, not ${count}`);
  const rowOf = (fault: Fault) => broken.get(fault) ?? 0;
  return {
    clusters,
    dirt: {
      deleted: rowOf("deleted"),
      noShape: rowOf("noShape"),
      swapped: rowOf("swapped"),
      selfCrossing: rowOf("selfCrossing"),
      duplicates,
    },
  };

  /** The fault that is due in this block, if it has not been made. */
  function brokenAt(place: number): Fault | undefined {
    return faults.find((fault, index) => place >= brokenEvery * (index + 1) && !broken.has(fault));
  }
}

function damage(ring: readonly number[], fault: Fault): readonly number[] | null {
  if (fault === "noShape") return null;
  if (fault === "swapped") return ring.map((_value, at) => ring[at % 2 === 0 ? at + 1 : at - 1] ?? 0);
  return fault === "selfCrossing"
    ? [...ring.slice(0, 2), ...ring.slice(4, 6), ...ring.slice(2, 4), ...ring.slice(6)]
    : ring;
}

/** Writes members and decoys of a planted hot spot. */
function writePlanted(writer: ShapefileWriter, planted: Planted, seed: number): PlantedCluster {
  const { district, key, reason, members, decoys } = planted;
  const write = (ring: readonly number[], number: number): string => {
    const address: Address = { district, key, number, serial: writer.rows + 1, seed };
    const values = plantedRow(ring, address, reason.what);
    writer.add(ring, values);
    return String(values[0]);
  };
  const xs = members.flatMap((ring) => ring.filter((_value, at) => at % 2 === 0));
  const ys = members.flatMap((ring) => ring.filter((_value, at) => at % 2 === 1));
  return {
    why: `${reason.what}-${reason.near}`,
    codes: members.map(write),
    decoys: decoys.map((ring, index) => write(ring, members.length + index)),
    centre: [planted.centre.x, planted.centre.y],
    extent: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
  };
}
