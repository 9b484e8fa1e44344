import { type PressureClass, type PressureProfile, pressureClasses } from "../../contract/scheme.js";
import { sameText, type Text } from "../../contract/text.js";

/** Pressure classes that share one row of a table of ranges. */
const families = {
  low: ["low"],
  medium: ["medium_b", "medium_a"],
  subHigh: ["sub_high_b", "sub_high_a"],
  high: ["high_b", "high_a", "ultra_high"],
} as const satisfies Record<string, readonly PressureClass[]>;

type Family = keyof typeof families;

/** Protection and control range of each family in metres from the outer wall, all from one source. */
function ranges(table: Readonly<Record<Family, readonly [number, number]>>, source: string): PressureProfile["ranges"] {
  return Object.entries(families).flatMap(([family, classes]) => {
    const [protection, control] = table[family as Family];
    return classes.map((pressure) => ({ pressure, protection_m: protection, control_m: control, source }));
  });
}

const table633 = "GB 50028-2006 (2020) 表 6.3.3-1";
const table633Note = `${table633} 注`;
const table6415 = "GB 50028-2006 (2020) 表 6.4.11（三级地区）";

/**
 * Least clear distance between a building and a buried pipe (GB 50028-2006, 2020 edition, table 6.3.3-1), to the foundation
 * or to the outer wall where it leaves the ground. A thicker pipe wall lowers it: the row with the largest `wall_mm` that
 * the pipe reaches holds. High pressure stands for areas of the third class (三级地区) at the upper pressure of the class.
 */
const clearances: PressureProfile["clearances"] = [
  { pressure: "low", to: "foundation", wall_mm: 0, metres: 0.7, source: table633 },
  { pressure: "medium_b", to: "foundation", wall_mm: 0, metres: 1.0, source: table633 },
  { pressure: "medium_a", to: "foundation", wall_mm: 0, metres: 1.5, source: table633 },
  { pressure: "sub_high_b", to: "outer_wall", wall_mm: 0, metres: 5.0, source: table633 },
  { pressure: "sub_high_a", to: "outer_wall", wall_mm: 0, metres: 13.5, source: table633 },
  { pressure: "sub_high_a", to: "outer_wall", wall_mm: 9.5, metres: 6.5, source: table633Note },
  { pressure: "sub_high_a", to: "outer_wall", wall_mm: 11.9, metres: 3.0, source: table633Note },
  { pressure: "high_b", to: "outer_wall", wall_mm: 0, metres: 15, source: table6415 },
  { pressure: "high_b", to: "outer_wall", wall_mm: 9.5, metres: 7.5, source: table6415 },
  { pressure: "high_b", to: "outer_wall", wall_mm: 11.9, metres: 5, source: table6415 },
  { pressure: "high_a", to: "outer_wall", wall_mm: 0, metres: 17, source: table6415 },
  { pressure: "high_a", to: "outer_wall", wall_mm: 9.5, metres: 9, source: table6415 },
  { pressure: "high_a", to: "outer_wall", wall_mm: 11.9, metres: 8, source: table6415 },
];

/** GB 55009-2021 §5.1: the ranges that hold where no local rule says otherwise. */
export const gb55009: PressureProfile = {
  name: "gb55009",
  title: { zh: "GB 55009-2021（全国）", en: "GB 55009-2021 (national)" },
  ranges: ranges({ low: [0.5, 5], medium: [0.5, 5], subHigh: [1.5, 15], high: [5, 50] }, "GB 55009-2021 §5.1"),
  clearances,
};

export const shanghai: PressureProfile = {
  name: "shanghai",
  title: { zh: "上海市规定", en: "Shanghai" },
  ranges: ranges({ low: [0.7, 6], medium: [0.7, 6], subHigh: [0.7, 6], high: [6, 50] }, "上海市燃气管道设施保护办法"),
  clearances,
};

/** The profiles that every project has. */
export const profiles: readonly PressureProfile[] = [gb55009, shanghai];

export interface Range {
  readonly protection_m: number;
  readonly control_m: number;
  /** Of the protection range. */
  readonly source: string;
  readonly control_source: string;
}

/** Metres from the outer wall. Every class has a range: profiles are checked for it when they are read. */
export function rangeOf(profile: PressureProfile, pressure: PressureClass): Range {
  const range = profile.ranges.find((each) => each.pressure === pressure);
  if (range === undefined) throw new Error(`the profile ${profile.name} has no range for ${pressure}`);
  const { protection_m, control_m, source, control_source = source } = range;
  return { protection_m, control_m, source, control_source };
}

/**
 * The widest protection and the widest control range of the profile, each by itself: for a pipe of unknown class, about which
 * nothing may be called safe.
 */
export function strictest(profile: PressureProfile): Range {
  const all = pressureClasses.map((pressure) => rangeOf(profile, pressure));
  const { protection_m, source } = all.reduce((most, each) => (each.protection_m > most.protection_m ? each : most));
  const { control_m, control_source } = all.reduce((most, each) => (each.control_m > most.control_m ? each : most));
  return { protection_m, control_m, source, control_source };
}

/** Who says the ranges of a pipe, in one bracket. */
export function rangeSource({ source, control_source }: Pick<Range, "source" | "control_source">): Text {
  if (source === control_source) return sameText(source);
  return {
    zh: `保护范围：${source}；控制范围：${control_source}`,
    en: `protection: ${source}; control: ${control_source}`,
  };
}

export interface Clearance {
  readonly to: "foundation" | "outer_wall";
  readonly metres: number;
  readonly source: string;
}

/** The clearance that holds for a pipe; null where the table has none. An unknown wall thickness counts as thin. */
export function clearanceOf(
  profile: PressureProfile,
  pressure: PressureClass,
  wall_mm: number | null,
): Clearance | null {
  const rows = profile.clearances
    .filter((each) => each.pressure === pressure && each.wall_mm <= (wall_mm ?? 0))
    .sort((one, other) => other.wall_mm - one.wall_mm);
  return rows[0] ?? null;
}
