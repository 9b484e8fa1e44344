import type { AccountTable } from "./account.js";
import { type PressureClass, type PressureProfile, pressureClasses } from "./scheme.js";
import type { Text } from "./text.js";

/** Pressure classes by name, as tables, maps and reasons say them. */
export const pressureTitles: Readonly<Record<PressureClass, Text>> = {
  low: { zh: "低压", en: "low" },
  medium_b: { zh: "中压B", en: "medium B" },
  medium_a: { zh: "中压A", en: "medium A" },
  sub_high_b: { zh: "次高压B", en: "sub-high B" },
  sub_high_a: { zh: "次高压A", en: "sub-high A" },
  high_b: { zh: "高压B", en: "high B" },
  high_a: { zh: "高压A", en: "high A" },
  ultra_high: { zh: "超高压", en: "ultra-high" },
};

/** What a clearance is measured to, in words. */
export const clearanceEnds: Readonly<Record<PressureProfile["clearances"][number]["to"], Text>> = {
  foundation: { zh: "建筑物基础", en: "foundation" },
  outer_wall: { zh: "建筑物外墙面", en: "outer wall" },
};

/** One value of a profile. */
export interface ProfileLimit {
  /** The same for the same value of another profile. */
  readonly key: string;
  readonly pressure: PressureClass;
  /** What it limits, without the pressure class. */
  readonly title: Text;
  /** From the pipe's outer wall. NaN only while it is being typed. */
  readonly metres: number;
  readonly source: string;
}

/** Every value of a profile with its source, class by class from the lowest pressure: ranges, then clearances by wall thickness. */
export function limitsOf({ ranges, clearances }: PressureProfile): readonly ProfileLimit[] {
  return pressureClasses.flatMap((pressure) => {
    const own = ranges.filter((each) => each.pressure === pressure);
    const kept = clearances.filter((each) => each.pressure === pressure);
    return [
      ...own.flatMap(({ protection_m, control_m, source, control_source }) => [
        {
          key: `${pressure}/protection`,
          pressure,
          title: { zh: "保护范围", en: "Protection range" },
          metres: protection_m,
          source,
        },
        {
          key: `${pressure}/control`,
          pressure,
          title: { zh: "控制范围", en: "Control range" },
          metres: control_m,
          source: control_source ?? source,
        },
      ]),
      ...[...kept]
        .sort((one, other) => one.wall_mm - other.wall_mm)
        .map(({ to, wall_mm, metres, source }) => ({
          key: clearanceKey(pressure, wall_mm),
          pressure,
          title: clearanceTitle(to, wall_mm),
          metres,
          source,
        })),
    ];
  });
}

function clearanceKey(pressure: PressureClass, wall_mm: number): string {
  return `${pressure}/clearance/${wall_mm}`;
}

function clearanceTitle(to: keyof typeof clearanceEnds, wall_mm: number): Text {
  const { zh, en } = clearanceEnds[to];
  return {
    zh: `至${zh}间距${wall_mm > 0 ? `（壁厚 ≥ ${wall_mm} mm）` : ""}`,
    en: `Clearance to the ${en}${wall_mm > 0 ? ` (pipe wall ≥ ${wall_mm} mm)` : ""}`,
  };
}

/** The profile with other metres or another source for one of its values; the other values keep theirs. */
export function withLimit(
  profile: PressureProfile,
  key: string,
  change: { readonly metres?: number; readonly source?: string },
): PressureProfile {
  return {
    ...profile,
    ranges: profile.ranges.map((range) => {
      const { control_source, ...rest } = range;
      const control = control_source ?? range.source;
      const ranged = (next: typeof rest, by: string) => ({
        ...next,
        ...(by === next.source ? {} : { control_source: by }),
      });
      if (key === `${range.pressure}/protection`)
        return ranged(
          { ...rest, protection_m: change.metres ?? rest.protection_m, source: change.source ?? rest.source },
          control,
        );
      if (key === `${range.pressure}/control`)
        return ranged({ ...rest, control_m: change.metres ?? rest.control_m }, change.source ?? control);
      return range;
    }),
    clearances: profile.clearances.map((row) =>
      key === clearanceKey(row.pressure, row.wall_mm)
        ? { ...row, metres: change.metres ?? row.metres, source: change.source ?? row.source }
        : row,
    ),
  };
}

/** A profile as a table, one row a value, as the account of every result that was judged by it holds it. */
export function profileTable(profile: PressureProfile): AccountTable {
  return {
    title: {
      zh: `燃气范围表：${profile.title.zh}（从管外壁量起）`,
      en: `Gas profile: ${profile.title.en} (from the pipe's outer wall)`,
    },
    columns: [
      { title: { zh: "压力级制", en: "Pressure class" } },
      { title: { zh: "限值", en: "Limit" } },
      { title: { zh: "距离", en: "Distance" }, unit: "m" },
      { title: { zh: "依据", en: "Source" } },
    ],
    rows: limitsOf(profile).map(({ pressure, title, metres, source }) => [
      pressureTitles[pressure],
      title,
      metres,
      source,
    ]),
  };
}
