import type { Paint, PaintClass } from "./catalog.js";
import type { Cell } from "./project.js";

/** Columns that decide a row's class. */
export function paintColumns({ column, unknownOf = [] }: Paint): readonly string[] {
  return column === null ? unknownOf : [column];
}

/**
 * The class of a row, the one rule that map, legend, table and export follow: `classSql` is the same rule for the engine.
 * Null where no class has the row, which counts as no data; so do blank text and numbers that are not finite.
 */
export function classOf(paint: Paint, values: Readonly<Record<string, Cell>>): PaintClass | null {
  const value = paint.column === null ? unknownAmong(paint, values) : knownCell(values[paint.column] ?? null);
  const none = paint.classes.find((each) => each.value === null) ?? null;
  if (value === null) return none;
  return paint.classes.find((each) => holds(each, value)) ?? paint.classes.find((each) => each.rest === true) ?? none;
}

/** A cell that says something, else null. */
function knownCell(cell: Cell): Cell {
  if (typeof cell === "number") return Number.isFinite(cell) ? cell : null;
  return typeof cell === "string" && /^[ \t\r\n]*$/u.test(cell) ? null : cell;
}

function unknownAmong({ unknownOf }: Paint, values: Readonly<Record<string, Cell>>): string | null {
  if (unknownOf === undefined) return null;
  const [first, second] = unknownOf.filter((name) => knownCell(values[name] ?? null) === null);
  return second === undefined ? (first ?? "known") : "several";
}

function holds({ value, range, rest }: PaintClass, cell: Cell): boolean {
  if (range !== undefined) {
    // Whole numbers beyond 2^53 arrive as text.
    const number = typeof cell === "boolean" ? Number.NaN : Number(cell);
    if (Number.isNaN(number)) return false;
    return (range.from === null || number >= range.from) && (range.below === null || number < range.below);
  }
  if (value === null || rest === true) return false;
  return typeof cell === "number" ? Number(value) === cell : value === String(cell);
}
