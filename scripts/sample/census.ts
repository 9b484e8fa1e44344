import { communityCode, communityTitle } from "./boundaries.js";
import type { District } from "./districts.js";
import type { House, Role } from "./houses.js";
import { estateName, streetName } from "./names.js";
import { type Random, random } from "./random.js";
import type { DbfColumn } from "./shapefile-writer.js";

/** Field names of the housing census (房屋建筑调查), and those of the self-built-house campaign for the alterations. */
export const buildingColumns: readonly DbfColumn[] = [
  { name: "fwbh", type: "C", length: 22 },
  { name: "jzmc", type: "C", length: 30 },
  { name: "address", type: "C", length: 48 },
  { name: "build_time", type: "C", length: 8 },
  { name: "cs", type: "N", length: 3 },
  { name: "gd", type: "N", length: 6, decimals: 1 },
  { name: "dcmj", type: "N", length: 10, decimals: 2 },
  { name: "jglx", type: "C", length: 14 },
  { name: "fwyt", type: "C", length: 10 },
  { name: "village", type: "C", length: 20 },
  { name: "sfszcg", type: "C", length: 2 },
  { name: "sfzxgkj", type: "C", length: 2 },
  { name: "sfjc", type: "C", length: 2 },
  { name: "sfcgczq", type: "C", length: 2 },
  { name: "sfkwdx", type: "C", length: 2 },
  { name: "sfgbyt", type: "C", length: 2 },
];

export type CensusRow = (string | number | null)[];

interface Trait {
  /** Years built; null: around the district's era. */
  readonly years: readonly [number, number] | null;
  readonly floors: readonly [number, number];
  readonly structure: readonly [string, ...string[]];
  readonly use: readonly [string, ...string[]];
  /** Share with an illegal alteration. */
  readonly altered: number;
  readonly storey: number;
}

const traits: Readonly<Record<Role, Trait>> = {
  lane: {
    years: [1952, 1995],
    floors: [1, 3],
    structure: ["砖木", "砌体", "土木"],
    use: ["住宅", "住宅", "商住"],
    altered: 0.07,
    storey: 3,
  },
  shop: {
    years: null,
    floors: [2, 4],
    structure: ["砌体", "钢筋混凝土"],
    use: ["商业", "商住"],
    altered: 0.08,
    storey: 3.4,
  },
  slab: {
    years: null,
    floors: [5, 7],
    structure: ["砌体", "砌体", "钢筋混凝土"],
    use: ["住宅"],
    altered: 0.025,
    storey: 2.9,
  },
  selfbuilt: {
    years: [1984, 2016],
    floors: [3, 6],
    structure: ["砌体", "砌体", "钢筋混凝土"],
    use: ["住宅", "住宅", "商住"],
    altered: 0.14,
    storey: 3.1,
  },
  tower: { years: null, floors: [17, 33], structure: ["钢筋混凝土"], use: ["住宅"], altered: 0.002, storey: 2.9 },
  shed: {
    years: null,
    floors: [1, 2],
    structure: ["钢", "钢", "钢筋混凝土"],
    use: ["工业", "仓储"],
    altered: 0.03,
    storey: 7,
  },
  school: {
    years: [1976, 2014],
    floors: [3, 5],
    structure: ["钢筋混凝土", "砌体"],
    use: ["教育"],
    altered: 0.005,
    storey: 3.6,
  },
  office: { years: null, floors: [2, 6], structure: ["钢筋混凝土"], use: ["办公", "综合"], altered: 0.01, storey: 3.5 },
  farm: {
    years: [1970, 2018],
    floors: [1, 3],
    structure: ["砌体", "砌体", "土木"],
    use: ["住宅"],
    altered: 0.05,
    storey: 3.1,
  },
  hut: { years: null, floors: [1, 1], structure: ["砌体", "其他"], use: ["仓储", "其他"], altered: 0.02, storey: 2.8 },
};

/** Which of the five alteration columns a building says yes to. */
const alterations = ["sfzxgkj", "sfjc", "sfcgczq", "sfkwdx", "sfgbyt"] as const;
type Alteration = (typeof alterations)[number];

/** What a building is said to be, before it is written as the census writes it. */
interface Said {
  readonly buildTime: string | null;
  readonly alteration: readonly Alteration[];
  readonly surveyed: boolean;
}

/** Where a building stands and how it is numbered. */
export interface Address {
  readonly district: District;
  /** Of the block; houses of one block share street and estate. */
  readonly key: number;
  /** In the block, from 0. */
  readonly number: number;
  /** In the file, from 1: the last digits of its code. */
  readonly serial: number;
  readonly seed: number;
}

/** The row of an ordinary building. In a quiet place it is young, unaltered, and its year is known. */
export function censusRow(house: House, address: Address, quiet: boolean): CensusRow {
  const dice = random(address.key, 23, address.number);
  const trait = traits[house.role];
  const { era } = address.district;
  const year = Math.min(2020, dice.whole(...(trait.years ?? [era - 3, era + 5])));
  const altered = dice.chance(trait.altered);
  const said: Said = quiet
    ? { buildTime: String(Math.max(year, 2003 + dice.whole(0, 15))), alteration: [], surveyed: true }
    : {
        buildTime: asWritten(year, dice),
        alteration: altered ? alterationOf(house.role, dice) : [],
        surveyed: altered || !dice.chance(0.06),
      };
  return row(house, address, said, dice);
}

/** The row of a building that belongs to a planted hot spot. */
export function plantedRow(ring: readonly number[], address: Address, what: "old" | "altered" | "both"): CensusRow {
  const dice = random(address.key, 24, address.number);
  const buildTime = String(what === "altered" ? dice.whole(2001, 2014) : dice.whole(1968, 1993));
  const alteration = what === "old" ? [] : [dice.pick(alterations)];
  return row({ ring, area: 90, role: "selfbuilt" }, address, { buildTime, alteration, surveyed: true }, dice);
}

function row(house: House, { district, key, number, serial, seed }: Address, said: Said, dice: Random): CensusRow {
  const trait = traits[house.role];
  const floors = dice.whole(...trait.floors);
  const named = house.role === "slab" || house.role === "tower" || house.role === "school" || house.role === "shed";
  const flag = (name: Alteration) => (said.surveyed ? (said.alteration.includes(name) ? "是" : "否") : null);
  const renovated = house.role === "slab" && dice.chance(0.18);
  const annex = house.role === "lane" || house.role === "selfbuilt" ? `附${number + 1}号` : "";
  return [
    `${communityCode(district.index)}${String(serial).padStart(8, "0")}`,
    named ? buildingName(house.role, key, number) : null,
    `${streetName(key % 977)}${(key % 380) + 1}号${annex}`,
    said.buildTime,
    dice.chance(0.01) ? 0 : floors,
    Math.round(floors * trait.storey * 10) / 10,
    Math.round(house.area * floors * 100) / 100,
    dice.pick(trait.structure),
    dice.pick(trait.use),
    communityTitle(district, seed),
    said.surveyed ? (renovated ? "是" : "否") : null,
    ...alterations.map(flag),
  ];
}

function buildingName(role: Role, key: number, number: number): string {
  if (role === "school") return `${estateName(key).slice(0, 2)}学校${number + 1}号楼`;
  return role === "shed" ? `${estateName(key).slice(0, 2)}厂${number + 1}号车间` : `${estateName(key)}${number + 1}栋`;
}

/** A year as such files hold it: mostly four digits, now and then a decade, a zero, a word or nothing. */
function asWritten(year: number, dice: Random): string | null {
  const roll = dice.next();
  if (roll < 0.02) return null;
  if (roll < 0.03) return "0";
  if (roll < 0.04) return `${Math.floor((year % 100) / 10)}0年代`;
  if (roll < 0.042) return "不详";
  return roll < 0.08 ? `${year}年` : String(year);
}

function alterationOf(role: Role, dice: Random): Alteration[] {
  const likely: readonly [Alteration, ...Alteration[]] =
    role === "shed" || role === "shop"
      ? ["sfgbyt", "sfzxgkj"]
      : role === "slab"
        ? ["sfcgczq", "sfkwdx", "sfgbyt"]
        : ["sfjc", "sfjc", "sfzxgkj", "sfgbyt", "sfkwdx"];
  const first = dice.pick(likely);
  return dice.chance(0.15) ? [first, dice.pick(likely)] : [first];
}
