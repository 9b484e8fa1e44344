import type { CellValue } from "./xlsx-values.js";

/** A row of a sheet as values by column; holes are empty cells. */
export interface SheetRow {
  /** As Excel counts it, from 1. */
  readonly row: number;
  readonly cells: readonly (CellValue | null | undefined)[];
}

export interface SheetHeader {
  /** Column → name, in the order of the sheet. */
  readonly names: ReadonlyMap<number, string>;
  /** Rows of the sheet above its first row of data, the header among them: titles, units, the numbers of columns. */
  readonly above: ReadonlySet<number>;
  /** Excel's number of the header row. */
  readonly row: number;
}

/** The share of a sheet's width that names fill in its header row; titles and "filled in by … on …" fill less. */
const filledShare = 0.6;

/**
 * Finds the header among the first rows of a sheet. A ledger has merged titles above it: the header is the first row that
 * is as wide as the table and holds texts only. Two rows of names, groups above their members, are read as one; so is a
 * row of column numbers below left out. Null for an empty sheet; without such a row its first one is taken.
 */
export function findHeader(rows: readonly SheetRow[]): SheetHeader | null {
  const [first] = rows;
  if (first === undefined) return null;
  const width = usualWidth(rows);
  const isHeader = ({ cells }: SheetRow) => {
    const held = filled(cells);
    return held.length >= Math.max(Math.min(2, width), width * filledShare) && held.every(([, cell]) => isName(cell));
  };
  const at = Math.max(0, rows.findIndex(isHeader));
  const header = rows[at] ?? first;
  const below = rows[at + 1];
  const names = new Map(filled(header.cells).map(([column, cell]) => [column, tidy(cell.text)] as const));
  const above = new Set(rows.slice(0, at + 1).map(({ row }) => row));
  let next = at + 1;
  if (below !== undefined && below.row === header.row + 1 && addMembers(names, header, below)) {
    above.add(below.row);
    next += 1;
  }
  const numbers = rows[next];
  if (numbers !== undefined && isColumnNumbers(numbers.cells)) above.add(numbers.row);
  return { names: new Map([...names].sort(([a], [b]) => a - b)), above, row: header.row };
}

/** Cells of the widest rows; the median of the upper half, so that one long remark does not count. */
function usualWidth(rows: readonly SheetRow[]): number {
  const widths = rows.map(({ cells }) => filled(cells).length).sort((a, b) => b - a);
  return widths[Math.floor(widths.length / 4)] ?? 0;
}

function filled(cells: SheetRow["cells"]): [number, CellValue][] {
  return [...cells.entries()].flatMap(([column, cell]) => (cell ? [[column, cell] as [number, CellValue]] : []));
}

function isName({ text, kind }: CellValue): boolean {
  return kind === "text" && text.length <= 60 && !/^[-+]?[\d.,]+%?$/u.test(text);
}

/**
 * Whether the row below a header names the members of its groups: every cell of it stands under a group (a name followed by
 * cells that were merged into it) or under nothing. Members whose names occur twice carry their group's.
 */
function addMembers(names: Map<number, string>, header: SheetRow, below: SheetRow): boolean {
  const members = filled(below.cells);
  if (members.length === 0 || !members.every(([, cell]) => isName(cell))) return false;
  const own = (column: number) => Boolean(header.cells[column]);
  const under = (column: number) => Boolean(below.cells[column]);
  const opensGroup = (column: number) => own(column) && !own(column + 1) && under(column + 1);
  if (!members.every(([column]) => !own(column) || opensGroup(column))) return false;
  if (!members.some(([column]) => opensGroup(column))) return false;
  const texts = [...names].filter(([column]) => !under(column)).map(([, name]) => name);
  const counts = new Map<string, number>();
  for (const name of [...texts, ...members.map(([, cell]) => tidy(cell.text))])
    counts.set(name, (counts.get(name) ?? 0) + 1);
  let group = "";
  for (const [column, cell] of members) {
    if (own(column)) group = names.get(column) ?? "";
    const name = tidy(cell.text);
    names.set(column, (counts.get(name) ?? 0) > 1 ? `${group}${name}` : name);
  }
  return true;
}

/** A row that counts the columns, 1 2 3 …, as printed forms have it under their header. */
function isColumnNumbers(cells: SheetRow["cells"]): boolean {
  const held = filled(cells);
  return held.length > 2 && held.every(([, { text }], index) => text === String(index + 1));
}

/** A name on one line, without the spaces that spread its characters over a cell (`编　号`). */
function tidy(text: string): string {
  return text
    .replace(/[\r\n]+/gu, "")
    .replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, "")
    .trim();
}
