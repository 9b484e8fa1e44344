import type {
  ReturnedCell,
  ReturnedField,
  ReturnedForm,
  ReturnedProblem,
  ReturnedRow,
} from "../../contract/returned-calls.js";
import { returnedFields } from "../../contract/returned-calls.js";
import type { Text } from "../../contract/text.js";
import type { ListedTable } from "../import/calls.js";
import type { LedgerBuilding, LedgerState } from "./ledger-state.js";
import { requireList } from "./lists.js";
import { readReturned } from "./returned-cells.js";
import { type ColumnNames, comparable, houseColumns, mapColumns, type NamedRow, namedRows } from "./table-columns.js";
import { buildingEntry } from "./views.js";

/** What agencies call the columns. */
export const returnedColumns: ColumnNames = {
  ...houseColumns,
  grade: ["鉴定等级", "危险性等级", "危房等级", "鉴定结论", "房屋危险性等级", "danger grade", "grade"],
  report: ["报告编号", "鉴定报告编号", "报告号", "report number", "report"],
  agency: ["鉴定机构", "鉴定单位", "检测机构", "agency"],
  date: ["鉴定日期", "报告日期", "日期", "date"],
  preliminary: ["排查初判", "初判", "初判结论", "preliminary judgement"],
  reliability: ["可靠性等级", "可靠性鉴定等级", "reliability grade"],
  seismic: ["抗震类别", "抗震鉴定类别", "seismic class"],
  note: ["备注", "说明", "note", "remarks"],
};

/**
 * A returned form beside what the ledger knows, field by field. Pure: nothing is written. `list`: houses that are not on it are
 * left out.
 */
export function compareForm(
  state: LedgerState,
  path: string,
  table: ListedTable,
  request: { readonly mapping?: Readonly<Record<string, string>> | undefined; readonly list?: number | undefined },
): ReturnedForm {
  const mapping = mapColumns(returnedColumns, table.fields, request.mapping);
  const find = finder(state);
  const picks = request.list === undefined ? null : requireList(state, request.list).picks;
  const looked = namedRows(table, mapping).map((named): ReturnedRow => {
    const { of, problem } = find(named);
    const outside = of !== null && picks !== null && !picks.has(of.id);
    const cells = of === null ? givenCells(named, null) : givenCells(named, of);
    const found = outside ? "outside" : (problem ?? lacking(cells, of));
    return {
      row: named.row,
      code: named.cells.code ?? null,
      of: of === null ? null : buildingEntry(of),
      problem: found,
      why: found === "incomplete" && of !== null ? lackingWords(missingFrom(cells, of)) : found && reasons[found],
      cells,
    };
  });
  const rows = markRepeated(looked);
  const counted = rows.filter(({ problem }) => problem === null).flatMap(({ cells }) => cells);
  const inState = (name: ReturnedCell["state"]) => counted.filter((cell) => cell.state === name).length;
  // Also where the row is left out for it: whoever returned the form is asked about each.
  const faults = rows.flatMap(({ cells }) => cells).filter(({ state: cell }) => cell === "fault").length;
  return {
    path,
    sha256: table.sha256,
    serial: state.entries.length,
    fields: table.fields,
    mapping,
    notes: table.notes,
    rows,
    counts: {
      new: inState("new"),
      same: inState("same"),
      conflict: inState("conflict"),
      fault: faults,
      rows: rows.length,
      left: rows.filter(({ problem }) => problem !== null).length,
    },
  };
}

interface Found {
  readonly of: LedgerBuilding | null;
  readonly problem: "unknown" | "ambiguous" | null;
}

/** By code; a row without one by name and address together, or by an address that only one house has. */
function finder(state: LedgerState): (row: NamedRow) => Found {
  const byCode = new Map<string, LedgerBuilding[]>();
  const byPlace = new Map<string, LedgerBuilding[]>();
  const put = (map: Map<string, LedgerBuilding[]>, key: string, building: LedgerBuilding) =>
    map.set(key, [...(map.get(key) ?? []), building]);
  for (const building of state.buildings.values()) {
    const { code, name, address } = building.subject;
    if (code !== null) put(byCode, comparable(code), building);
    if (address !== null) put(byPlace, comparable(address), building);
    if (address !== null && name !== null) put(byPlace, `${comparable(name)}\n${comparable(address)}`, building);
  }
  const one = (found: readonly LedgerBuilding[] = []): Found => {
    const [first, second] = found;
    if (first === undefined) return { of: null, problem: "unknown" };
    return second === undefined ? { of: first, problem: null } : { of: null, problem: "ambiguous" };
  };
  return ({ cells: { code, name, address } }) => {
    if (code !== undefined) return one(byCode.get(comparable(code)));
    if (address === undefined) return { of: null, problem: "unknown" };
    const named = name === undefined ? undefined : byPlace.get(`${comparable(name)}\n${comparable(address)}`);
    return one(named ?? byPlace.get(comparable(address)));
  };
}

function givenCells({ cells }: NamedRow, building: LedgerBuilding | null): ReturnedCell[] {
  return returnedFields.flatMap((field): ReturnedCell[] => {
    const given = cells[field];
    if (given === undefined) return [];
    const { value, note } = readReturned(field, given);
    const known = building === null ? null : knownOf(building, field, value);
    return [{ field, given, value, known, note, state: stateOf(value, known) }];
  });
}

function stateOf(value: string | null, known: string | null): ReturnedCell["state"] {
  if (value === null) return "fault";
  if (known === null) return "new";
  return known === value ? "same" : "conflict";
}

/** What the ledger has of it now. A note is known when the same words were noted before; other words are no conflict. */
export function knownOf(building: LedgerBuilding, field: ReturnedField, value: string | null): string | null {
  switch (field) {
    case "grade":
    case "report":
    case "agency":
    case "date":
      return building.grades.at(-1)?.[field] ?? null;
    case "note":
      return building.notes.some(({ text }) => text === value) ? value : null;
    default:
      return building.judgements.findLast(({ scale }) => scale === field)?.value ?? null;
  }
}

const whole = ["grade", "report", "agency"] as const;
const wholeTitles: Readonly<Record<(typeof whole)[number], Text>> = {
  grade: { zh: "鉴定等级", en: "the grade" },
  report: { zh: "报告编号", en: "the report's number" },
  agency: { zh: "鉴定机构", en: "the agency" },
};

/** A grade is nothing without agency and report, given here or known before; another report comes with its own. */
function missingFrom(cells: readonly ReturnedCell[], building: LedgerBuilding): readonly (typeof whole)[number][] {
  const given = (field: ReturnedField) => cells.some((cell) => cell.field === field && cell.value !== null);
  const isOther = cells.some(({ field, state }) => field === "report" && state === "conflict");
  return whole.filter((field) => !(given(field) || (!isOther && knownOf(building, field, null) !== null)));
}

function lackingWords(missing: readonly (typeof whole)[number][]): Text {
  const words = missing.map((field) => wholeTitles[field]);
  return {
    zh: `缺${words.map(({ zh }) => zh).join("、")}`,
    en: `without ${words.map(({ en }) => en).join(" and ")}`,
  };
}

function lacking(cells: readonly ReturnedCell[], building: LedgerBuilding | null): ReturnedProblem | null {
  if (building === null) return null;
  if (cells.length === 0) return "empty";
  const grade = cells.find(({ field }) => field === "grade");
  const about = cells.some(({ field }) => field === "report" || field === "agency" || field === "date");
  if (grade?.value == null && !about) return null;
  return missingFrom(cells, building).length === 0 ? null : "incomplete";
}

/** Rows that say the same of a house as one before are repeated; rows that say different things contradict each other. */
function markRepeated(rows: readonly ReturnedRow[]): ReturnedRow[] {
  const said = (row: ReturnedRow) =>
    JSON.stringify(row.cells.map(({ field, value, given }) => [field, value ?? given]));
  const groups = new Map<number, ReturnedRow[]>();
  for (const row of rows) {
    if (row.of === null || row.problem === "outside" || row.problem === "empty") continue;
    groups.set(row.of.building, [...(groups.get(row.of.building) ?? []), row]);
  }
  return rows.map((row) => {
    const group = (row.of === null ? undefined : groups.get(row.of.building)) ?? [];
    if (group.length < 2 || !group.includes(row)) return row;
    const same = group.every((other) => said(other) === said(row));
    if (same) return group[0] === row ? row : { ...row, problem: "repeated", why: reasons.repeated };
    return { ...row, problem: "contradicts", why: reasons.contradicts };
  });
}

export const reasons: Readonly<Record<ReturnedProblem, Text>> = {
  unknown: { zh: "台账中没有这栋房屋", en: "the ledger does not know this building" },
  ambiguous: { zh: "对应多栋房屋", en: "more than one building fits" },
  outside: { zh: "不在所选清单中", en: "not on the chosen list" },
  repeated: { zh: "与前面一行重复", en: "repeats a row before" },
  contradicts: { zh: "同一房屋的各行内容不一致", en: "rows about this building differ" },
  incomplete: { zh: "缺鉴定等级、机构或报告编号", en: "grade, agency or report number is missing" },
  empty: { zh: "没有填写", en: "nothing was filled in" },
};
