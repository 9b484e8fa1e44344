import type { ListedTable } from "../import/calls.js";

/** What columns are called: the surest name first, compared without spaces, brackets and case. */
export type ColumnNames = Readonly<Record<string, readonly string[]>>;

/** Columns by which a row names its house. */
export const houseColumns: ColumnNames = {
  code: ["房屋编号", "房屋编码", "房屋代码", "建筑编号", "排查编号", "编号", "building code", "code", "fwbh"],
  name: ["房屋名称", "建筑名称", "项目名称", "名称", "building name", "name"],
  address: ["房屋地址", "详细地址", "地址", "坐落", "名称/地址", "address"],
};

/** Which field is which column: as chosen, else by its name; a field stands for one column only. */
export function mapColumns(
  names: ColumnNames,
  fields: readonly string[],
  chosen: Readonly<Record<string, string>> | undefined,
): Record<string, string> {
  const mapped: Record<string, string> = {};
  const taken = new Set(Object.values(chosen ?? {}));
  for (const [column, wordings] of Object.entries(names)) {
    const own = chosen?.[column];
    if (own !== undefined) {
      if (fields.includes(own)) mapped[column] = own;
      continue;
    }
    const found = wordings
      .map((wording) => fields.find((field) => !taken.has(field) && plain(field) === plain(wording)))
      .find((field) => field !== undefined);
    if (found === undefined) continue;
    taken.add(found);
    mapped[column] = found;
  }
  return mapped;
}

function plain(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/[(（【[].*?[)）】\]]|[\s_*]/gu, "")
    .toLowerCase();
}

export interface NamedRow {
  readonly row: number;
  /** The cells by column; empty ones are absent. */
  readonly cells: Readonly<Record<string, string>>;
}

/** The rows by column; rows in which no column has anything are left out: footers, signatures. */
export function namedRows(table: ListedTable, mapping: Readonly<Record<string, string>>): NamedRow[] {
  const places = Object.entries(mapping).map(([column, field]) => [column, table.fields.indexOf(field)] as const);
  return table.rows.flatMap(({ row, cells }) => {
    const named = places.flatMap(([column, place]) => {
      const cell = cells[place];
      return cell == null ? [] : [[column, cell] as const];
    });
    return named.length === 0 ? [] : [{ row, cells: Object.fromEntries(named) }];
  });
}

/** How two codes or addresses are compared: what spreadsheets do to codes, and full-width signs, do not count. */
export function comparable(text: string): string {
  return text.normalize("NFKC").replace(/^'|\s/gu, "").toLowerCase();
}
