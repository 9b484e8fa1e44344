import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Layer } from "../../../contract/project.js";
import type { ReturnedForm } from "../../../contract/returned-calls.js";
import { readJournal } from "../../../data/ledger/chain.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";
import { readWorkbook } from "../../support/workbook.js";
import { type SheetCell, workbookBytes } from "../../support/write-workbook.js";

let room: EngineRoom;
let project: string;
let houses: Layer;
let list: number;

const square = (east: number) => {
  const [x, y] = [485_000 + east, 3_056_000];
  return [[[x, y], [x + 8, y], [x + 8, y + 8], [x, y + 8], [x, y]]]; // biome-ignore format: a ring is read best in one line
};

/** Eight houses, 330681000001 … 8, on one list. */
beforeAll(async () => {
  room = openEngineRoom();
  project = await room.create();
  houses = await room.take(
    "buildings",
    Array.from({ length: 8 }, (_, index) => ({
      geometry: { type: "Polygon", coordinates: square(index * 30) },
      properties: { fwbh: `33068100000${index + 1}`, dz: `枫林路${index + 1}号`, build_time: 1970 + index },
    })),
  );
  await ask("ledger.sign", { name: "周正" });
  list = (await ask("list.create", { name: "首批" })).list;
  await ask("list.add", { list, rows: { layer: houses.id, fids: [1, 2, 3, 4, 5, 6, 7] }, reason: "热点 1" });
});
afterAll(() => room.close());

const ask: EngineRoom["client"]["ask"] = (name, input, options) => room.client.ask(name, input, options);
const code = (number: number) => `33068100000${number}`;
const header = ["房屋编号", "鉴定等级", "报告编号", "鉴定机构", "鉴定日期"];
let files = 0;
const sheet = (rows: readonly (readonly SheetCell[])[], merged: readonly string[] = []) => {
  files += 1;
  const path = room.path(`回表${files}.xlsx`);
  writeFileSync(path, workbookBytes([{ name: "Sheet1", rows: [header, ...rows], merged }], { styles: [0, 14] }));
  return path;
};
const rowsOf = (form: ReturnedForm) =>
  form.rows.map(({ row, problem, cells }) => [
    row,
    problem,
    cells.map(({ field, value, state }) => `${field} ${state} ${value}`).join(", "),
  ]);
const journal = () => readJournal(readFileSync(`${project}/journal.jsonl`)).entries;
const apply = (path: string, form: ReturnedForm, choices: object = {}) =>
  ask("return.apply", { path, sha256: form.sha256, serial: form.serial, list, ...choices });
const gradeOf = async (fid: number) => (await ask("building.read", { layer: houses.id, fid }))?.grades.at(-1) ?? null;

describe("a form that comes back from an agency", () => {
  it("is shown with each fault by name, and nothing is written", async () => {
    const before = journal().length;
    const path = sheet([
      [code(1), "C", "JD-1", "宏正检测", "2026-04-01"],
      [code(2), "c级", "JD-2", "宏正检测", "2026/4/1"],
      [code(3), "Ｄ 级", "JD-3", "宏正检测", "2026年4月1日"],
      [code(4), "B", "JD-4", "宏正检测", { xml: '<c s="1"><v>46113</v></c>' }],
      [code(5), "E", "JD-5", "宏正检测", "46113"],
      [code(6), "A", null, "宏正检测", "2026-02-30"],
      [code(8), "A", "JD-8", "宏正检测", "2026-04-01"],
      ["999999", "A", "JD-9", "宏正检测", "2026-04-01"],
      [code(1), "C", "JD-1", "宏正检测", "2026-04-01"],
      [code(7), "A", "JD-7", "宏正检测", "2026-04-01"],
      [code(7), "D", "JD-7", "宏正检测", "2026-04-01"],
      ["填表人", null, null, "审核人", null],
    ]);
    const form = await ask("return.inspect", { path, list });
    const said = "report new JD-1, agency new 宏正检测, date new 2026-04-01";
    expect(rowsOf(form)).toEqual([
      [2, null, `grade new C, ${said}`],
      [3, null, `grade new C, ${said.replace("-1,", "-2,")}`],
      [4, null, `grade new D, ${said.replace("-1,", "-3,")}`],
      [5, null, `grade new B, ${said.replace("-1,", "-4,")}`],
      [6, "incomplete", `grade fault null, ${said.replace("-1,", "-5,")}`],
      [7, "incomplete", "grade new A, agency new 宏正检测, date fault null"],
      [8, "unknown", `grade new A, ${said.replace("-1,", "-8,")}`],
      [9, "unknown", `grade new A, ${said.replace("-1,", "-9,")}`],
      [10, "repeated", `grade new C, ${said}`],
      [11, "contradicts", `grade new A, ${said.replace("-1,", "-7,")}`],
      [12, "contradicts", `grade new D, ${said.replace("-1,", "-7,")}`],
      [13, "unknown", "agency new 审核人"],
    ]);
    expect(form.rows[1]?.cells[0]?.note?.zh).toBe("“c级”读作 C");
    expect(form.rows[4]?.cells[0]?.note?.zh).toBe("不是 A、B、C、D 级");
    expect(form.rows.slice(4, 6).map(({ why }) => why?.zh)).toEqual(["缺鉴定等级", "缺报告编号"]);
    expect(form.counts).toMatchObject({ rows: 12, left: 8, new: 16, conflict: 0, fault: 2 });
    expect(journal()).toHaveLength(before);
  });

  it("leaves out houses that are not on the chosen list, and says where cells are merged", async () => {
    await ask("list.create", { name: "另一" });
    const { lists } = await ask("ledger.read", {});
    const other = lists.find(({ name }) => name === "另一")?.id ?? 0;
    const path = sheet(
      [
        [code(1), "C", "JD-1", "宏正检测", "2026-04-01"],
        [code(2), null, null, null, null],
      ],
      ["D2:D3"],
    );
    const form = await ask("return.inspect", { path, list: other });
    expect(form.rows.map(({ problem }) => problem)).toEqual(["outside", "outside"]);
    expect(form.notes.map(({ zh }) => zh).join()).toContain("1 处合并单元格");
    expect((await ask("return.inspect", { path })).rows.map(({ problem }) => problem)).toEqual([null, "empty"]);
  });

  it("is written as one entry that can be taken back, and read again it says the same", async () => {
    const path = sheet([
      [code(1), "C", "JD-1", "宏正检测", "2026-04-01"],
      [code(2), "B", "JD-2", "宏正检测", "2026-04-02"],
    ]);
    const form = await ask("return.inspect", { path, list });
    const before = journal().length;
    expect(await apply(path, form)).toEqual({ buildings: 2, written: 8 });
    expect(journal()).toHaveLength(before + 1);
    expect(journal().at(-1)?.why).toContain(form.sha256);
    expect(await gradeOf(1)).toMatchObject({ grade: "C", report: "JD-1", agency: "宏正检测", date: "2026-04-01" });
    const again = await ask("return.inspect", { path, list });
    expect(again.counts).toMatchObject({ same: 8, new: 0, conflict: 0 });
    expect(await apply(path, again)).toEqual({ buildings: 0, written: 0 });
    await ask("ledger.undo", {});
    expect([await gradeOf(1), await gradeOf(2)]).toEqual([null, null]);
    await ask("ledger.redo", {});
    expect(await gradeOf(2)).toMatchObject({ grade: "B" });
  });

  it("never settles a conflict by itself: each field is chosen, or all are", async () => {
    const path = sheet([
      [code(1), "D", "JD-1", "宏正检测", "2026-05-01"],
      [code(3), "A", "JD-3", "宏正检测", "2026-04-01"],
    ]);
    const form = await ask("return.inspect", { path, list });
    expect(form.counts).toMatchObject({ conflict: 2, same: 2, new: 4 });
    const before = journal().length;
    await expect(apply(path, form)).rejects.toMatchObject({ code: "usage" });
    expect(journal()).toHaveLength(before);
    const choices = [
      { row: 2, field: "grade", take: "new" },
      { row: 2, field: "date", take: "old" },
    ];
    expect(await apply(path, form, { choices })).toEqual({ buildings: 2, written: 5 });
    expect(await gradeOf(1)).toMatchObject({ grade: "D", date: "2026-04-01" });
  });

  it("takes the one of contradicting rows that was chosen, and never two", async () => {
    const path = sheet([
      [code(7), "A", "JD-7", "宏正检测", "2026-04-01"],
      [code(7), "D", "JD-7", "宏正检测", "2026-04-01"],
    ]);
    const form = await ask("return.inspect", { path, list });
    await expect(apply(path, form, { rows: [2, 3] })).rejects.toMatchObject({ code: "usage" });
    expect(await apply(path, form, { rows: [3] })).toEqual({ buildings: 1, written: 4 });
    expect(await gradeOf(7)).toMatchObject({ grade: "D" });
  });

  it("is refused where the file or the ledger changed after it was looked at", async () => {
    const path = sheet([[code(4), "C", "JD-4", "宏正检测", "2026-04-01"]]);
    const form = await ask("return.inspect", { path, list });
    await ask("building.note", { rows: { layer: houses.id, fids: [4] }, text: "已联系" });
    await expect(apply(path, form)).rejects.toMatchObject({ code: "usage" });
    const again = await ask("return.inspect", { path, list });
    writeFileSync(path, workbookBytes([{ name: "Sheet1", rows: [header, [code(4), "D", "X", "Y", null]] }]));
    await expect(apply(path, again)).rejects.toMatchObject({ code: "usage" });
  });

  it("does not give another report the day of the one before", async () => {
    const path = sheet([[code(2), "C", "JD-22", "华建检测", null]]);
    const form = await ask("return.inspect", { path, list });
    await apply(path, form, { conflicts: "new" });
    expect(await gradeOf(2)).toMatchObject({ grade: "C", report: "JD-22", agency: "华建检测", date: null });
    const half = await ask("return.inspect", { path: sheet([[code(2), "D", "JD-23", null, null]]), list });
    expect(half.rows[0]?.problem).toBe("incomplete");
  });

  it("may be a CSV, and may have other names for its columns", async () => {
    const path = room.path("回表.csv");
    writeFileSync(path, `编码,等级,报告,单位\n${code(5)},B级,JD-5,宏正检测\n`);
    const mapping = { code: "编码", grade: "等级", report: "报告", agency: "单位" };
    expect((await ask("return.inspect", { path })).rows.map(({ problem }) => problem)).toEqual([]);
    expect(rowsOf(await ask("return.inspect", { path, mapping }))).toEqual([
      [2, null, "grade new B, report new JD-5, agency new 宏正检测"],
    ]);
  });

  it("is the form that was sent, filled in: locked codes, choices for grades", async () => {
    const path = room.path("委托.xlsx");
    expect(await ask("list.send", { list, path })).toEqual({ path, rows: 7 });
    await expect(ask("list.send", { list, path })).rejects.toMatchObject({ code: "output-exists" });
    const sent = readWorkbook(readFileSync(path));
    expect(sent.rows[2]?.slice(0, 5)).toEqual(["1", code(1), null, "枫林路1号", "热点 1"]);
    const form = await ask("return.inspect", { path, list });
    expect(Object.keys(form.mapping)).toEqual(
      expect.arrayContaining(["code", "grade", "report", "agency", "date", "reliability", "seismic", "note"]),
    );
    expect(new Set(form.rows.map(({ problem }) => problem))).toEqual(new Set(["empty"]));
  });

  it("keeps reliability, seismic class and first judgement apart from the danger grade", async () => {
    const path = room.path("回表别项.csv");
    writeFileSync(path, `房屋编号,排查初判,可靠性等级,抗震类别\n${code(6)},存在一定安全隐患,Ⅲ级,b类\n`);
    const form = await ask("return.inspect", { path, list });
    expect(rowsOf(form)).toEqual([[2, null, "preliminary new some, reliability new III, seismic new B"]]);
    await apply(path, form);
    const file = await ask("building.read", { layer: houses.id, fid: 6 });
    expect(file?.grades).toEqual([]);
    expect(file?.judgements.map(({ scale, value }) => `${scale} ${value}`)).toEqual([
      "preliminary some",
      "reliability III",
      "seismic B",
    ]);
  });
});
