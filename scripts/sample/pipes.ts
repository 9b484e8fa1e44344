import { around, type Place } from "./frame.js";
import { countyCode, streetName } from "./names.js";
import { mix, random, share } from "./random.js";
import type { DbfColumn } from "./shapefile-writer.js";
import type { Town } from "./town.js";

export const pipeColumns: readonly DbfColumn[] = [
  { name: "GD_ID", type: "C", length: 14 },
  { name: "SJYL", type: "C", length: 8 },
  { name: "GWJ", type: "N", length: 6, decimals: 1 },
  { name: "CZ", type: "C", length: 8 },
  { name: "JSND", type: "C", length: 8 },
  { name: "SYZT", type: "C", length: 6 },
  { name: "MSFS", type: "C", length: 6 },
  { name: "QDMS", type: "N", length: 5, decimals: 2 },
  { name: "SZDL", type: "C", length: 20 },
  { name: "QSDW", type: "C", length: 24 },
];

export interface PipeRow {
  readonly path: readonly number[];
  readonly values: readonly (string | number | null)[];
}

interface Piece {
  readonly path: readonly number[];
  readonly pressure: "高压A" | "次高压A" | "次高压B" | "中压A" | "中压B" | "低压";
  /** The year in which the district got gas. */
  readonly year: number;
  readonly street: number;
  readonly inUse: boolean;
}

/** Exactly `count` pipes: a main around the town, one from far off, those of the planted hot spots, then whole streets. */
export function layPipes(town: Town, count: number): PipeRow[] {
  const ring = ringMain(town);
  const planted = town.planted.flatMap((each): Piece[] =>
    each.pipe === null
      ? []
      : [{ path: each.pipe, pressure: "中压A", year: 2006, street: mix(each.key, 7), inUse: true }],
  );
  const rest = Math.max(0, count - planted.length - ring.length);
  const pieces = [...ring, ...streetPieces(town, rest), ...planted];
  return pieces.slice(-count).map((piece, index) => pipeRow(piece, index, town.seed));
}

function streetPieces(town: Town, count: number): Piece[] {
  const cells = new Set(town.blocks.filter((block) => block.district.type !== "village").map((block) => block.cell));
  const pieces: { piece: Piece; order: number; tie: number }[] = [];
  for (const cell of cells) {
    for (const [axis, end, number] of [
      [0, cell.east, cell.southStreet],
      [1, cell.north, cell.westStreet],
    ] as const) {
      const middle: Place = { x: (cell.corner.x + end.x) / 2, y: (cell.corner.y + end.y) / 2 };
      if (town.quiet(middle) || town.quiet(cell.corner) || town.quiet(end)) continue;
      const street = mix(cell.district.key, 71, axis, number);
      const main = number === 0;
      const dice = share(street, 1);
      const pressure = main ? "中压A" : dice < 0.2 ? "中压A" : dice < 0.72 ? "中压B" : "低压";
      const piece: Piece = {
        path: [cell.corner.x, cell.corner.y, end.x, end.y],
        pressure,
        year: Math.max(1988, cell.district.era + Math.floor(share(street, 2) * 14)),
        street,
        inUse: false,
      };
      pieces.push({
        piece,
        order: main ? share(street, 3) * 0.12 : share(street, 3),
        tie: mix(street, middle.x, middle.y),
      });
    }
  }
  pieces.sort((one, other) => one.order - other.order || one.tie - other.tie);
  if (pieces.length < count) throw new Error(`the town has streets for ${pieces.length} pipes, not for ${count}`);
  return pieces.slice(0, count).map(({ piece }) => piece);
}

/** A sub-high-pressure main just outside the town, and a high-pressure pipeline that reaches it from the east. */
function ringMain(town: Town): Piece[] {
  const { centre, radius, seed } = town;
  const steps = around(Math.max(24, Math.round((radius * 6.3) / 700)));
  const corners = steps.map(({ x, y }, index) => {
    const away = radius * 1.05 + 120 + 160 * share(seed, 72, index);
    return { x: round(centre.x + x * away), y: round(centre.y + y * away) };
  });
  const ring = corners.map((from, index): Piece => {
    const to = corners[(index + 1) % corners.length] ?? from;
    return { path: [from.x, from.y, to.x, to.y], pressure: "次高压A", year: 2009, street: mix(seed, 73), inUse: true };
  });
  const start = corners[0] ?? centre;
  const line = [...Array(8).keys()].map((step): Piece => {
    const at = (number: number) => [
      round(start.x + number * radius * 0.09),
      round(start.y + number * 40 + (number === 0 ? 0 : 90 * (share(seed, 74, number) - 0.5))),
    ];
    return { path: [...at(step), ...at(step + 1)], pressure: "高压A", year: 2013, street: mix(seed, 75), inUse: true };
  });
  return [...ring, ...line].filter((piece) => {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = piece.path;
    return !town.quiet({ x: x1, y: y1 }) && !town.quiet({ x: (x1 + x2) / 2, y: (y1 + y2) / 2 });
  });
}

const diameters = {
  高压A: [406.4, 508],
  次高压A: [323.9, 406.4],
  次高压B: [273, 323.9],
  中压A: [200, 315],
  中压B: [110, 160],
  低压: [63, 90],
} as const;

function pipeRow(piece: Piece, index: number, seed: number): PipeRow {
  const dice = random(seed, 81, index);
  const { pressure } = piece;
  const steel = pressure === "高压A" || pressure === "次高压A" || pressure === "次高压B";
  const old = piece.year < 2001;
  const material = steel
    ? "钢"
    : old
      ? dice.pick(["铸铁", "钢", "钢", "球墨铸铁"])
      : dice.pick(["PE", "PE", "PE", "钢"]);
  const state = piece.inUse || dice.chance(0.92) ? "在用" : dice.pick(["废弃", "废弃", "停用", "规划中"]);
  const year = dice.chance(0.04) ? null : `${piece.year + dice.whole(0, 2)}${dice.chance(0.1) ? "年" : ""}`;
  return {
    path: piece.path,
    values: [
      `RQ${countyCode}${String(index + 1).padStart(6, "0")}`,
      dice.chance(0.015) && !piece.inUse ? null : pressure,
      dice.chance(0.03) && !piece.inUse ? null : dice.pick(diameters[pressure]),
      material,
      year,
      state,
      steel || dice.chance(0.95) ? "直埋" : "管沟",
      dice.chance(0.1) ? null : dice.between(0.7, 1.8),
      streetName(piece.street),
      "澄岚燃气有限公司",
    ],
  };
}

function round(metres: number): number {
  return Math.round(metres * 1000) / 1000;
}
