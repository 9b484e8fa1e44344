import { findCoordinates, plainName } from "./coordinate-columns.js";

/** What tables of pipe surveys call the two ends of a line (CJJ 61-2017 and its dialects), from and to. */
const ends: readonly (readonly [from: string, to: string])[] = [
  ["起始点号", "终止点号"],
  ["起点点号", "终点点号"],
  ["起点号", "终点号"],
  ["起始物探点号", "终止物探点号"],
  ["起点物探点号", "终点物探点号"],
  ["起点物探号", "终点物探号"],
  ["起始点", "终止点"],
  ["起点编号", "终点编号"],
  ["起始点编号", "终止点编号"],
  ["起始编号", "终止编号"],
  ["起点", "终点"],
  ["本点号", "连接点号"],
  ["本点点号", "连接点号"],
  ["物探点号", "连接点号"],
  ["qddh", "zddh"],
  ["qdbh", "zdbh"],
  ["qsdh", "zzdh"],
  ["s_point", "e_point"],
  ["startpoint", "endpoint"],
  ["start_point", "end_point"],
  ["start_no", "end_no"],
  ["from_node", "to_node"],
  ["from_point", "to_point"],
  ["from", "to"],
];

/** What they call the number of a point, the surest first. */
const numbers = [
  "物探点号",
  "图上点号",
  "管线点号",
  "管点号",
  "管点编号",
  "管线点编号",
  "点号",
  "点编号",
  "测点号",
  "wtdh",
  "tsdh",
  "gddh",
  "gdbh",
  "dh",
  "exp_no",
  "map_no",
  "point_no",
  "pointno",
  "point_id",
  "编号",
  "id",
];

/** Columns that name the two ends of a line. */
export interface LineEnds {
  readonly from: string;
  readonly to: string;
}

/** The columns of a line table's ends; null for a table of another sort. */
export function findEnds(names: readonly string[]): LineEnds | null {
  const plain = names.map(plainName);
  for (const [from, to] of ends) {
    const [start, end] = [names[plain.indexOf(from)], names[plain.indexOf(to)]];
    if (start !== undefined && end !== undefined) return { from: start, to: end };
  }
  return null;
}

/** The columns that may number the points of a table with coordinates; empty for a table of another sort. */
export function findNumbers(names: readonly string[]): string[] {
  if (findCoordinates(names) === null) return [];
  const plain = names.map(plainName);
  return numbers.flatMap((number) => names[plain.indexOf(number)] ?? []);
}
