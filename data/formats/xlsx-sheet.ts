import { join } from "node:path";
import { AppError } from "../../contract/errors.js";
import type { Text } from "../../contract/text.js";
import type { TextTable } from "./coordinate-table.js";
import { damaged } from "./faults.js";
import { distinctNames } from "./field-names.js";
import type { OpenRequest, SourceField } from "./format.js";
import { SeparatedRows } from "./separated-rows.js";
import { columnLetters, type RawCell, SheetCells } from "./xlsx-cells.js";
import { findHeader, type SheetHeader, type SheetRow } from "./xlsx-header.js";
import { readStrings } from "./xlsx-strings.js";
import { type CellValue, cellValue } from "./xlsx-values.js";
import type { Workbook } from "./xlsx-workbook.js";
import { readXml } from "./xml.js";
import { entryChunks } from "./zip-stream.js";

/** Rows among which the header is looked for. */
const headRows = 40;
/** Columns beyond which a sheet is no table. */
const mostFields = 1000;

type SheetRequest = Pick<OpenRequest, "limit" | "scratch" | "signal" | "progress">;

/** Names of the columns of each sheet, in its order, found from its first rows; none for an empty sheet. */
export async function readHeads(workbook: Workbook): Promise<Map<string, string[]>> {
  const heads = new Map<string, string[]>();
  for (const { name } of workbook.sheets) {
    const head = await readHead(workbook, name);
    heads.set(name, distinctNames(head === null ? [] : [...head.names.values()]).names);
  }
  return heads;
}

/**
 * Reads a sheet of a workbook as a table, whatever its columns mean: the header wherever it stands, then every row that is
 * not empty; `row` is Excel's number of it. Values are those that
 * Excel kept, formulas are not computed; dates come as `2020-12-31`, flags as true and false, errors like #REF! as null,
 * counted in a note. A few megabytes of rows are in memory, beside the workbook's shared texts. Throws
 * `input-damaged`, `input-columns`.
 */
export async function readSheet(workbook: Workbook, name: string, request: SheetRequest): Promise<TextTable> {
  const head = await readHead(workbook, name);
  const last =
    request.limit === null ? Number.POSITIVE_INFINITY : await lastString(workbook, name, request.limit + headRows);
  const strings = await readStrings(workbook, last);
  const number = workbook.sheets.findIndex((sheet) => sheet.name === name);
  const out = await SeparatedRows.create(join(request.scratch, `sheet${number}.txt`));
  const rows = new SheetRows(workbook, strings, head, out, request.limit);
  try {
    const cells = new SheetCells(
      (row, held) => rows.take(row, held),
      async () => {
        request.signal.throwIfAborted();
        request.progress({ phase: { zh: "读取工作表", en: "Reading the sheet" }, done: rows.count });
        if (out.isFull) await out.flush();
      },
    );
    await walk(workbook, name, cells);
    await out.flush();
    const { names, notes } = distinctNames(rows.names());
    const merged = cells.merged.filter((row) => row > (head?.row ?? 0) && !head?.above.has(row)).length;
    return {
      name,
      relation: out.relation(names),
      fields: names.map((field, index) => ({ name: field, column: field, type: rows.type(index) })),
      rows: cells.isDone() ? null : rows.count,
      isWhole: !cells.isDone(),
      notes: [...notes, ...sheetNotes(head, rows.errors, merged)],
    };
  } finally {
    await out.close();
  }
}

/** The rows of a sheet on their way to separated text. */
class SheetRows {
  private readonly slots = new Map<number, number>();
  private readonly named: string[] = [];
  private readonly kinds: Set<string>[] = [];
  count = 0;
  errors = 0;

  constructor(
    private readonly workbook: Workbook,
    private readonly strings: readonly string[],
    private readonly head: SheetHeader | null,
    private readonly out: SeparatedRows,
    private readonly limit: number | null,
  ) {
    for (const [column, name] of head?.names ?? []) this.addColumn(column, name);
  }

  take(row: number, cells: readonly (RawCell | undefined)[]): boolean {
    if (this.head?.above.has(row)) return true;
    const values: (string | null)[] = [];
    for (const [column, cell] of cells.entries()) {
      if (cell === undefined) continue;
      const value = cellValue(cell, this.strings, this.workbook.styles, this.workbook.from1904);
      if (value === "error") this.errors += 1;
      else if (value !== null) this.put(values, column, value);
    }
    if (values.length > 0) {
      this.out.add(row, values);
      this.count += 1;
    }
    return this.limit === null || this.count < this.limit;
  }

  names(): readonly string[] {
    return this.named;
  }

  /** The type that all values of a column have. */
  type(index: number): SourceField["type"] {
    const kinds = [...(this.kinds[index] ?? [])];
    if (kinds.length === 1 && kinds[0] === "date") return "date";
    if (kinds.length === 1 && kinds[0] === "flag") return "flag";
    if (kinds.length === 0 || kinds.some((kind) => kind !== "whole" && kind !== "number")) return "text";
    return kinds.includes("number") ? "number" : "whole";
  }

  private put(values: (string | null)[], column: number, { text, kind }: CellValue): void {
    const slot = this.slots.get(column) ?? this.addColumn(column, columnLetters(column));
    while (values.length < slot) values.push(null);
    values[slot] = text;
    this.kinds[slot]?.add(kind === "number" && /^-?\d{1,15}$/u.test(text) ? "whole" : kind);
  }

  private addColumn(column: number, name: string): number {
    const slot = this.named.length;
    if (slot >= mostFields) throw tooManyColumns(this.workbook.path);
    this.slots.set(column, slot);
    this.named.push(name);
    this.kinds.push(new Set());
    return slot;
  }
}

async function readHead(workbook: Workbook, name: string): Promise<SheetHeader | null> {
  const raw: { row: number; cells: readonly (RawCell | undefined)[] }[] = [];
  await walk(workbook, name, new SheetCells((row, cells) => raw.push({ row, cells }) < headRows));
  const strings = await readStrings(workbook, largestString(raw.flatMap(({ cells }) => cells)));
  const rows = raw.map(({ row, cells }): SheetRow => {
    const values = cells.map((cell) => {
      const value = cell === undefined ? null : cellValue(cell, strings, workbook.styles, workbook.from1904);
      return value === "error" ? null : value;
    });
    return { row, cells: values };
  });
  return findHeader(rows.filter(({ cells }) => cells.some(Boolean)));
}

/** The largest number of a shared text in the first rows. */
async function lastString(workbook: Workbook, name: string, rows: number): Promise<number> {
  let [last, seen] = [-1, 0];
  const take = (_row: number, cells: readonly (RawCell | undefined)[]) => {
    last = Math.max(last, largestString(cells));
    seen += 1;
    return seen < rows;
  };
  await walk(workbook, name, new SheetCells(take));
  return last;
}

function largestString(cells: readonly (RawCell | undefined)[]): number {
  return cells.reduce((last, cell) => (cell?.type === "s" ? Math.max(last, Number(cell.text)) : last), -1);
}

async function walk(workbook: Workbook, name: string, cells: SheetCells): Promise<void> {
  const entry = workbook.sheets.find((sheet) => sheet.name === name)?.entry;
  if (entry === undefined) throw damaged(workbook.path, `没有工作表“${name}”`, `there is no sheet "${name}"`);
  await readXml(entryChunks(workbook.path, entry), "utf-8", workbook.path, cells);
}

function sheetNotes(head: SheetHeader | null, errors: number, merged: number): Text[] {
  const notes: Text[] = [];
  if (head !== null && head.row > 1) {
    notes.push({
      zh: `第 ${head.row} 行作为表头，其上的标题行未读取。`,
      en: `Row ${head.row} was taken as the header; the titles above were not read.`,
    });
  }
  if (errors > 0) {
    notes.push({
      zh: `${errors} 个单元格是公式错误（如 #REF!），按空值处理。`,
      en: `${errors} cells hold errors of formulas (like #REF!) and count as empty.`,
    });
  }
  if (merged > 0) {
    notes.push({
      zh: `表中有 ${merged} 处合并单元格，只有其左上角的行有值，其余为空。`,
      en: `There are ${merged} merged cells among the rows; only their first row has the value, the others are empty.`,
    });
  }
  return notes;
}

function tooManyColumns(path: string): AppError {
  const file = path.split(/[\\/]/u).at(-1) ?? path;
  return new AppError("input-columns", {
    zh: `${file} 的工作表超过 ${mostFields} 列，不能作为一张表读取。请删去多余的列。`,
    en: `A sheet of ${file} has more than ${mostFields} columns and cannot be read as one table. Delete those not needed.`,
  });
}
