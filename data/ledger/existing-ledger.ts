import { basename } from "node:path";
import {
  type CaseState,
  type CaseValues,
  caseValues,
  type DangerGrade,
  type LedgerEvent,
  noCaseValues,
  type Subject,
} from "../../contract/ledger.js";
import type { LedgerImport, LedgerRow, LedgerRowProblem } from "../../contract/returned-calls.js";
import type { Text } from "../../contract/text.js";
import type { ListedTable } from "../import/calls.js";
import { actionRules, ruleOf, valueTitles } from "./case-actions.js";
import { hazards } from "./hazards.js";
import type { Operation } from "./ledger.js";
import type { LedgerState } from "./ledger-state.js";
import { readDay, readGrade } from "./returned-cells.js";
import { rowKey } from "./subjects.js";
import { type ColumnNames, comparable, houseColumns, mapColumns, type NamedRow, namedRows } from "./table-columns.js";

/** What ledgers kept in spreadsheets call their columns (domain.md 1.2, 5). */
export const ledgerColumns: ColumnNames = {
  ...houseColumns,
  hazard: ["隐患类别", "隐患类型", "问题类别", "hazard", "hazard class"],
  description: ["隐患描述", "问题描述", "存在问题", "description"],
  state: ["状态", "整改状态", "整改情况", "办理状态", "state", "status"],
  unit: ["责任单位", "责任部门", "整改单位", "responsible unit", "unit"],
  person: ["责任人", "负责人", "responsible person"],
  deadline: ["整改时限", "整改期限", "完成时限", "整改完成时限", "deadline"],
  management_measure: ["管理措施", "management measure"],
  engineering_measure: ["工程措施", "整改措施", "engineering measure"],
  evidence: ["验收依据", "销号依据", "evidence"],
  grade: ["鉴定等级", "危险性等级", "危房等级", "danger grade"],
  report: ["报告编号", "鉴定报告编号", "report number"],
  agency: ["鉴定机构", "鉴定单位", "agency"],
  date: ["鉴定日期", "date of assessment"],
};

/** Common wordings of the states, beside the program's own. */
const stateWords: Readonly<Record<CaseState, readonly string[]>> = {
  to_verify: ["待核实", "待核查", "未核实", "待排查", "to verify"],
  confirmed: ["已确认", "已核实", "已核查", "确认", "confirmed"],
  excluded: ["排除", "已排除", "误报", "不属实", "excluded"],
  assigned: ["已交办", "交办", "已下达", "未整改", "待整改", "assigned"],
  rectifying: ["整改中", "正在整改", "处置中", "管控中", "rectifying"],
  to_accept: ["待验收", "已整改", "整改完成", "已整改待验收", "to accept"],
  closed: ["已销号", "销号", "已完成", "已办结", "已验收", "closed"],
};

/** Wordings of what a case is about that are not the titles of our own classes. */
const hazardWords: Readonly<Record<string, readonly string[]>> = {
  old_age: ["老旧房屋", "年代久远"],
  illegal_storeys: ["违法加层", "擅自加层", "违规改扩建", "违法改建"],
  illegal_basement: ["开挖地下空间", "违法开挖"],
  use_changed: ["改变用途"],
  crowded_business: ["人员密集", "经营性自建房"],
  gas_built_over: ["占压", "违章占压"],
  gas_clearance: ["间距不足", "安全间距不足"],
  gas_works: ["管控范围内施工"],
  pit_nearby: ["邻近基坑", "毗邻基坑"],
};

/** Which of the houses a row means; `houses` are those that any row may mean. */
export function compareLedger(
  state: LedgerState,
  path: string,
  table: ListedTable,
  chosen: Readonly<Record<string, string>> | undefined,
  houses: readonly Subject[],
): LedgerImport & { readonly subjects: ReadonlyMap<number, Subject> } {
  const mapping = mapColumns(ledgerColumns, table.fields, chosen);
  const find = finder(houses);
  const known = new Map([...state.buildings.values()].map(({ id, subject }) => [rowKey(subject), id]));
  const taken = new Set([...state.cases.values()].map(({ building, hazard }) => `${building}/${hazard}`));
  const seen = new Set<string>();
  const subjects = new Map<number, Subject>();
  const rows = namedRows(table, mapping).map((named): LedgerRow => {
    const { of, problem: lost } = find(named);
    if (of !== null) subjects.set(named.row, of);
    const { value: hazard, note: about } = readHazard(named.cells.hazard);
    const { value: stands, note: odd } = readState(named.cells.state);
    const { values, notes } = readValues(named);
    const key = of === null ? "" : `${rowKey(of)}/${hazard}`;
    const building = of === null ? undefined : known.get(rowKey(of));
    let problem: LedgerRowProblem | null = lost;
    if (of !== null && building !== undefined && taken.has(`${building}/${hazard}`)) problem = "there";
    else if (of !== null && seen.has(key)) problem = "repeated";
    else if (stands === null) problem ??= "state";
    if (of !== null) seen.add(key);
    const gaps = stands === null ? [] : lacking(stands, values);
    return {
      row: named.row,
      code: named.cells.code ?? null,
      of,
      hazard,
      state: stands,
      values,
      problem,
      notes: [about, odd, ...notes, ...gaps].filter((note) => note !== null),
    };
  });
  const count = (problem: LedgerRowProblem | null) => rows.filter((row) => row.problem === problem).length;
  return {
    path,
    sha256: table.sha256,
    serial: state.entries.length,
    fields: table.fields,
    mapping,
    notes: table.notes,
    rows,
    subjects,
    counts: {
      fresh: count(null),
      unknown: count("unknown"),
      ambiguous: count("ambiguous"),
      there: count("there"),
      repeated: count("repeated"),
      state: count("state"),
    },
  };
}

function finder(houses: readonly Subject[]) {
  const byKey = new Map<string, Subject[]>();
  const put = (key: string, subject: Subject) => byKey.set(key, [...(byKey.get(key) ?? []), subject]);
  for (const subject of houses) {
    if (subject.code !== null) put(`c${comparable(subject.code)}`, subject);
    if (subject.address !== null) put(`a${comparable(subject.address)}`, subject);
  }
  return ({ cells: { code, address } }: NamedRow): { of: Subject | null; problem: "unknown" | "ambiguous" | null } => {
    const key = code === undefined ? `a${comparable(address ?? "")}` : `c${comparable(code)}`;
    const [first, second] = byKey.get(key) ?? [];
    if (first === undefined) return { of: null, problem: "unknown" };
    return second === undefined ? { of: first, problem: null } : { of: null, problem: "ambiguous" };
  };
}

function readState(text: string | undefined): { value: CaseState | null; note: Text | null } {
  if (text === undefined) return { value: "to_verify", note: { zh: "未写状态，按待核实", en: "no state: to verify" } };
  const plain = comparable(text);
  const found = (Object.keys(stateWords) as CaseState[]).find((name) =>
    stateWords[name].some((word) => comparable(word) === plain),
  );
  if (found !== undefined) return { value: found, note: null };
  return { value: null, note: { zh: `不认识的状态“${text}”`, en: `unknown state "${text}"` } };
}

function readHazard(text: string | undefined): { value: string; note: Text | null } {
  if (text === undefined) return { value: "other", note: { zh: "未写隐患类别，按其他", en: "no hazard class: other" } };
  const plain = comparable(text);
  const found = hazards.find(({ value, title }) =>
    [value, title.zh, title.en, ...(hazardWords[value] ?? [])].some((word) => comparable(word) === plain),
  );
  if (found !== undefined) return { value: found.value, note: null };
  return { value: "other", note: { zh: `隐患类别“${text}”按其他`, en: `hazard class "${text}" taken as other` } };
}

function readValues({ cells }: NamedRow): { values: Record<string, string>; notes: Text[] } {
  const values: Record<string, string> = {};
  const notes: Text[] = [];
  for (const name of [...Object.keys(caseValues.shape), "description", "report", "agency"]) {
    const cell = cells[name];
    if (cell === undefined) continue;
    if (name === "deadline") take(name, readDay(cell), cell);
    else
      values[name] = cell.slice(0, ["unit", "person", "approved_by", "report", "agency"].includes(name) ? 200 : 4000);
  }
  if (cells.date !== undefined) take("date", readDay(cells.date), cells.date);
  if (cells.grade !== undefined) take("grade", readGrade(cells.grade), cells.grade);
  if (values.grade !== undefined && (values.report === undefined || values.agency === undefined)) {
    delete values.grade;
    notes.push({ zh: "鉴定等级缺机构或报告编号，未登记", en: "grade without agency or report: not recorded" });
  }
  return { values, notes };

  function take(name: string, read: ReturnType<typeof readDay>, given: string): void {
    if (read.value !== null) values[name] = read.value;
    if (read.note !== null) notes.push({ zh: `“${given}”：${read.note.zh}`, en: `"${given}": ${read.note.en}` });
  }
}

/** The arrows that lead from 待核实 to a state. */
function wayTo(state: CaseState): CaseState[] {
  if (state === "excluded") return ["excluded"];
  const order: readonly CaseState[] = ["confirmed", "assigned", "rectifying", "to_accept", "closed"];
  return order.slice(0, order.indexOf(state) + 1);
}

/** What the arrows on the way ask for and the ledger does not say: it stays unknown, and is said. */
function lacking(state: CaseState, values: Readonly<Record<string, string>>): Text[] {
  const needed = wayTo(state).flatMap((to) => actionRules.find((rule) => rule.to === to)?.needs ?? []);
  const missing = needed.filter((name) => values[name] === undefined).map((name) => valueTitles[name]);
  if (missing.length === 0) return [];
  return [
    {
      zh: `未写${missing.map(({ zh }) => zh).join("、")}`,
      en: `not said: ${missing.map(({ en }) => en).join(", ")}`,
    },
  ];
}

/**
 * The fresh rows as one operation: houses registered, cases opened and taken to the state that the ledger has them in. The
 * steps are those of the state machine; what they would ask for and nobody wrote down stays unknown.
 */
export function importLedger(
  state: LedgerState,
  compared: ReturnType<typeof compareLedger>,
): Operation & { readonly cases: number; readonly buildings: number } {
  const known = new Map([...state.buildings.values()].map(({ id, subject }) => [rowKey(subject), id]));
  const events: LedgerEvent[] = [];
  let nextBuilding = state.highest.building;
  let nextCase = state.highest.case;
  let buildings = 0;
  const fresh = compared.rows.filter(({ problem }) => problem === null);
  for (const row of fresh) {
    const subject = compared.subjects.get(row.row);
    if (subject === undefined || row.state === null) continue;
    let building = known.get(rowKey(subject));
    if (building === undefined) {
      nextBuilding += 1;
      building = nextBuilding;
      known.set(rowKey(subject), building);
      events.push({ type: "building.register", building, subject });
      buildings += 1;
    }
    nextCase += 1;
    const description = row.values.description ?? "";
    events.push({ type: "case.open", case: nextCase, building, hazard: row.hazard, description });
    events.push(...steps(nextCase, row.state, row.values));
    const { grade, report, agency, date } = row.values;
    const before = state.buildings.get(building)?.grades.at(-1);
    const isKnown = before?.report === report && before?.grade === grade;
    if (grade !== undefined && report !== undefined && agency !== undefined && !isKnown) {
      const given = { grade: grade as DangerGrade, report, agency, date: date ?? null };
      events.push({ type: "grade.record", building, ...given, before: before?.grade ?? null });
    }
  }
  const name = basename(compared.path).slice(0, 80);
  return {
    cases: fresh.length,
    buildings,
    title: { zh: `导入台账“${name}”：${fresh.length} 件`, en: `Take in the ledger "${name}": ${fresh.length} cases` },
    why: `${name} SHA-256 ${compared.sha256}`,
    events,
  };
}

function steps(id: number, target: CaseState, values: Readonly<Record<string, string>>): LedgerEvent[] {
  let from: CaseState = "to_verify";
  const names = Object.keys(noCaseValues) as (keyof CaseValues)[];
  const given = Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])));
  const before = Object.fromEntries(Object.keys(given).map((name) => [name, null]));
  if (target === "to_verify") {
    return Object.keys(given).length === 0 ? [] : [{ type: "case.edit", case: id, values: given, before }];
  }
  return wayTo(target).map((to, index): LedgerEvent => {
    const action = actionRules.find((rule) => rule.to === to && rule.from.includes(from))?.action;
    if (action === undefined || ruleOf(from, action) === null) throw new Error(`no arrow from ${from} to ${to}`);
    const said = index === 0 ? { values: given, before } : { values: {}, before: {} };
    const event: LedgerEvent = { type: "case.act", case: id, action, from, to, ...said };
    from = to;
    return event;
  });
}
