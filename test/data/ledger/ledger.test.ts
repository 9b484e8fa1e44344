import { createHash } from "node:crypto";
import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JournalEntry } from "../../../contract/ledger.js";
import type { Layer } from "../../../contract/project.js";
import { readJournal, writeLine } from "../../../data/ledger/chain.js";
import { fangan } from "../../support/command-line.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";

let room: EngineRoom;
let project: string;
let houses: Layer;

const square = (east: number) => {
  const [x, y] = [485_000 + east, 3_056_000];
  return [
    [
      [x, y],
      [x + 8, y],
      [x + 8, y + 8],
      [x, y + 8],
      [x, y],
    ],
  ];
};

/** Twelve houses with codes A1 … A12, built in 1970, 1971 …. */
const features = Array.from({ length: 12 }, (_, index) => ({
  geometry: { type: "Polygon", coordinates: square(index * 30) },
  properties: { fwbh: `A${index + 1}`, dz: `枫林路${index + 1}号`, build_time: 1970 + index },
}));

beforeAll(async () => {
  room = openEngineRoom();
  project = await room.create();
  houses = await room.take("buildings", features);
});
afterAll(() => room.close());

const ask: EngineRoom["client"]["ask"] = (name, input, options) => room.client.ask(name, input, options);
const reopen = async () => {
  await ask("project.close", {});
  await ask("project.open", { path: project });
};
const codes = async (list: number) => (await ask("list.read", { list })).map(({ code }) => code);

describe("decisions", () => {
  it("are refused until somebody has said who decides", async () => {
    expect(existsSync(join(project, "journal.jsonl"))).toBe(false);
    await expect(ask("list.create", { name: "首批" })).rejects.toMatchObject({ code: "operator-missing" });
    expect((await ask("ledger.sign", { name: "周正" })).operator).toBe("周正");
    await reopen();
    expect((await ask("ledger.read", {})).operator).toBe("周正");
  });

  it("put buildings onto lists by selection, filter and top of an order, each with its reason", async () => {
    const { list } = await ask("list.create", { name: "首批鉴定" });
    const old = { layer: houses.id, filter: [{ column: "build_year", compare: "<=" as const, value: 1973 }] };
    expect(await ask("list.add", { list, rows: old, reason: "1973 年及以前" })).toEqual({ added: 4, there: 0 });
    const some = { layer: houses.id, fids: [4, 5] };
    expect(await ask("list.add", { list, rows: some, reason: "现场发现裂缝" })).toEqual({ added: 1, there: 1 });
    const top = { layer: houses.id, order: { column: "build_year", descending: true }, limit: 2 };
    expect(await ask("list.add", { list, rows: top, reason: "最新两栋" })).toEqual({ added: 2, there: 0 });
    const picks = await ask("list.read", { list });
    expect(picks.map(({ code, reason }) => `${code} ${reason}`)).toEqual([
      "A1 1973 年及以前",
      "A2 1973 年及以前",
      "A3 1973 年及以前",
      "A4 1973 年及以前",
      "A5 现场发现裂缝",
      "A12 最新两栋",
      "A11 最新两栋",
    ]);
    expect(picks[0]).toMatchObject({ address: "枫林路1号", layer: houses.id, fid: 1, grade: null, openCase: null });
    expect(picks[0]?.place?.[0]).toBeCloseTo(113.85, 1);
  });

  it("keep with a pick out of a result its run, and the metres that the result measured", async () => {
    const line = {
      type: "LineString",
      coordinates: [
        [484_990, 3_055_994],
        [485_100, 3_055_994],
      ],
    };
    const pipes = await room.take("pipes", [{ geometry: line, properties: { 压力级别: "中压A", 管径: "200" } }]);
    const { run } = await room.run("screen", { buildings: houses.id, pipes: pipes.id });
    const screened = await room.result("screened");
    const { list } = await ask("list.create", { name: "沿线" });
    const order = { column: "pipe_distance_m", descending: false };
    await ask("list.add", { list, rows: { layer: screened.id, order, limit: 3 }, reason: "距管线最近的三栋", run });
    await ask("list.add", { list, rows: { layer: houses.id, fids: [12] }, reason: "现场所见" });
    const picks = await ask("list.read", { list });
    const measured = await Promise.all(
      picks.map(async ({ fid }) => (await ask("layer.feature", { layer: screened.id, fid })).values.pipe_distance_m),
    );
    expect(picks.map(({ metres }) => metres)).toEqual([...measured.slice(0, 3), null]);
    // Six metres from the axis to the wall of the house, less half of the pipe.
    expect(picks[0]?.metres).toBeCloseTo(5.9, 2);
    expect(picks.map((each) => each.run)).toEqual([run, run, run, null]);
    await ask("list.remove", { list });
  });

  it("combine lists as sets", async () => {
    const one = (await ask("ledger.read", {})).lists[0]?.id ?? 0;
    const { list: other } = await ask("list.create", { name: "甲" });
    await ask("list.add", { list: other, rows: { layer: houses.id, fids: [1, 2, 9] }, reason: "甲方提供" });
    const combine = async (how: "union" | "intersection" | "difference", name: string) =>
      await codes((await ask("list.combine", { one: other, other: one, how, name })).list);
    expect(await combine("intersection", "交")).toEqual(["A1", "A2"]);
    expect(await combine("difference", "差")).toEqual(["A9"]);
    expect((await combine("union", "并")).toSorted()).toEqual(["A1", "A11", "A12", "A2", "A3", "A4", "A5", "A9"]);
    await expect(ask("list.create", { name: "甲" })).rejects.toMatchObject({ code: "usage" });
  });

  it("go from a list to closed cases and come back after the program ends", async () => {
    const list = (await ask("ledger.read", {})).lists.find(({ name }) => name === "甲")?.id ?? 0;
    const { cases } = await ask("case.open", { list, hazard: "gas_built_over", description: "占压中压管" });
    expect(cases).toHaveLength(3);
    const again = await ask("case.open", { list, hazard: "gas_built_over", description: "" });
    expect(again).toEqual({ cases: [], there: 3 });
    const [first = 0, second = 0, third = 0] = cases;
    await ask("case.act", { cases: [first, second], action: "confirm" });
    await ask("case.act", { cases: [third], action: "exclude", why: "已拆除" });
    const assign = { unit: "北桥街道", person: "李平", deadline: "2020-01-31" };
    await ask("case.act", { cases: [first, second], action: "assign", values: assign });
    expect(await ask("ledger.read", {})).toMatchObject({ overdue: 2, dueSoon: 0, closureRate: 0 });
    await ask("case.act", { cases: [first], action: "begin", values: { management_measure: "撤人" } });
    await ask("case.act", { cases: [first], action: "submit", values: { engineering_measure: "管道改线" } });
    await ask("case.act", { cases: [first], action: "accept", values: { evidence: "验收单 3 号" } });
    await reopen();
    const { cases: counts, closureRate } = await ask("ledger.read", {});
    expect(counts).toMatchObject({ closed: 1, assigned: 1, excluded: 1, to_verify: 0 });
    expect(closureRate).toBe(0.5);
    const overdue = await ask("case.list", { overdue: true });
    expect(overdue.map(({ id, of, actions }) => [id, of.code, actions])).toEqual([
      [second, "A2", ["begin", "return", "extend"]],
    ]);
    await ask("case.act", { cases: [first], action: "reopen", why: "复查又见裂缝" });
    const file = await ask("building.read", { layer: houses.id, fid: 1 });
    expect(file?.history[0]).toMatchObject({ title: { zh: "重新打开：1 件" }, why: "复查又见裂缝" });
    expect(file?.cases[0]?.values.evidence).toBe("验收单 3 号");
  });

  it("refuse a deadline that is no day, and change nothing", async () => {
    const before = readFileSync(join(project, "journal.jsonl"), "utf8");
    const [each] = await ask("case.list", { states: ["assigned"] });
    await expect(
      ask("case.edit", { cases: [each?.id ?? 0], values: { deadline: "下周" as never } }),
    ).rejects.toMatchObject({ code: "refused" });
    await expect(ask("case.act", { cases: [each?.id ?? 0], action: "accept" })).rejects.toMatchObject({
      code: "usage",
    });
    expect(readFileSync(join(project, "journal.jsonl"), "utf8")).toBe(before);
  });

  it("are taken back and done again by name, through restarts", async () => {
    const { list } = await ask("list.create", { name: "试" });
    await ask("list.add", { list, rows: { layer: houses.id, fids: [6, 7] }, reason: "试" });
    const undone = await ask("ledger.undo", {});
    expect(undone).toMatchObject({ redo: { zh: "2 栋列入清单“试”" }, undo: { zh: "新建清单“试”" } });
    expect(await codes(list)).toEqual([]);
    await reopen();
    await ask("ledger.redo", {});
    expect(await codes(list)).toEqual(["A6", "A7"]);
    await ask("ledger.undo", {});
    await ask("ledger.undo", {});
    await expect(ask("list.read", { list })).rejects.toMatchObject({ code: "usage" });
    const { list: next } = await ask("list.create", { name: "试" });
    expect(next).toBeGreaterThan(list);
    await expect(ask("ledger.redo", {})).rejects.toMatchObject({ code: "usage" });
    expect((await ask("ledger.read", {})).redo).toBeNull();
  });

  it("keep grades, notes and documents of a building", async () => {
    const rows = { layer: houses.id, fids: [3] };
    const grade = { rows, grade: "D" as const, report: "JD-2026-018", agency: "宏正检测", date: "2026-04-02" };
    await expect(ask("building.grade", { ...grade, report: null })).rejects.toMatchObject({ code: "usage" });
    await expect(ask("building.grade", { ...grade, date: "2026-02-30" })).rejects.toMatchObject({ code: "usage" });
    await ask("building.grade", grade);
    await ask("building.note", { rows, text: "住户已搬离 <b>" });
    const photo = room.path("裂缝 照片.JPG");
    writeFileSync(photo, Buffer.from([0xff, 0xd8, 1, 2, 3]));
    const file = await ask("building.attach", { rows, path: photo });
    expect(file).toMatchObject({
      grades: [{ grade: "D", report: "JD-2026-018" }],
      notes: [{ text: "住户已搬离 <b>" }],
      files: [{ name: "裂缝 照片.JPG", bytes: 5 }],
    });
    const sha256 = createHash("sha256").update(readFileSync(photo)).digest("hex");
    expect(readFileSync(join(project, "files", `${sha256}.jpg`))).toEqual(readFileSync(photo));
    await expect(ask("building.note", { rows: { layer: houses.id, fids: [3, 4] }, text: "x" })).rejects.toMatchObject({
      code: "usage",
    });
    await expect(ask("building.note", { rows: { layer: houses.id, fids: [999] }, text: "x" })).rejects.toMatchObject({
      code: "layer-missing",
    });
  });

  it("come from the journal alone: the database can be lost", async () => {
    const before = await ask("ledger.read", {});
    const cases = await ask("case.list", {});
    await ask("project.close", {});
    for (const name of ["layers.duckdb", "layers.duckdb.wal"]) rmSync(join(project, name), { force: true });
    await ask("project.open", { path: project });
    expect(await ask("ledger.read", {})).toEqual(before);
    expect(await ask("case.list", {})).toEqual(cases);
  });

  it("of many at once are each on the disk, in one row", async () => {
    const before = (await ask("ledger.read", {})).entries;
    const names = Array.from({ length: 200 }, (_, index) => `并行 ${index}`);
    const made = await Promise.all(names.map((name) => ask("list.create", { name })));
    expect(new Set(made.map(({ list }) => list)).size).toBe(200);
    expect((await ask("ledger.read", {})).entries).toBe(before + 200);
    await reopen();
    expect((await ask("ledger.read", {})).lists.filter(({ name }) => name.startsWith("并行"))).toHaveLength(200);
  });
});

describe("a journal that a newer program wrote", () => {
  it.each([
    ["beside its project", false],
    ["alone", true],
  ])("%s is refused in one sentence, is not called damaged, and nothing is changed", async (_where, alone) => {
    await ask("project.close", {});
    const newer = join(room.folder, alone ? "新-单.fangan" : "新.fangan");
    const journal = join(newer, "journal.jsonl");
    cpSync(project, newer, { recursive: true });
    const { entries, hash } = readJournal(readFileSync(journal));
    const added = { ...entries[0], seq: entries.length + 1, prev: hash, app: "2.0.0", mood: "new" };
    appendFileSync(journal, writeLine(added as unknown as JournalEntry).line);
    if (alone)
      for (const name of readdirSync(newer))
        if (name !== "journal.jsonl") rmSync(join(newer, name), { recursive: true });
    const was = [readdirSync(newer), readFileSync(journal, "utf8")];
    const refused = await ask("project.open", { path: newer }).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: "project-newer",
      text: { zh: expect.stringMatching(/第 \d+ 行由更新版本的房安图（2\.0\.0）写出，未作任何改动/u) },
    });
    expect(await fangan(["verify", newer])).toMatchObject({ stderr: expect.stringContaining("newer version (2.0.0)") });
    expect([readdirSync(newer), readFileSync(journal, "utf8")]).toEqual(was);
    await ask("project.open", { path: project });
  });
});

describe("a damaged journal", () => {
  const path = () => join(project, "journal.jsonl");

  it("is named by line, read, and decides nothing new until it is repaired; the old file is kept", async () => {
    await ask("project.close", {});
    const lines = readFileSync(path(), "utf8").split("\n");
    const kept = lines.toSpliced(5, 1).join("\n");
    writeFileSync(path(), kept);
    await ask("project.open", { path: project });
    const read = await ask("ledger.read", {});
    expect(read.damage).toMatchObject([{ line: 6 }]);
    expect(read.lists.length).toBeGreaterThan(200);
    await expect(ask("list.create", { name: "坏" })).rejects.toMatchObject({ code: "journal-damaged" });
    const repaired = await ask("ledger.repair", {});
    expect(repaired.damage).toEqual([]);
    expect(repaired.lists).toHaveLength(read.lists.length);
    await ask("list.create", { name: "修好之后" });
    await reopen();
    expect((await ask("ledger.read", {})).damage).toEqual([]);
    const last = JSON.parse(readFileSync(path(), "utf8").trim().split("\n").at(-2) ?? "");
    expect(last.entry.events[0]).toMatchObject({ type: "journal.repair", lost: [6] });
    expect(readFileSync(join(project, "backups", last.entry.events[0].kept), "utf8")).toBe(kept);
  });

  it("whose last entries were cut off whole is told, by the number it had", async () => {
    await ask("project.close", {});
    const lines = readFileSync(path(), "utf8").trim().split("\n");
    writeFileSync(path(), `${lines.slice(0, -2).join("\n")}\n`);
    await ask("project.open", { path: project });
    expect((await ask("ledger.read", {})).damage).toMatchObject([
      { what: { en: expect.stringMatching(/^2 entries at the end/u) } },
    ]);
    await ask("ledger.repair", {});
    await ask("ledger.sign", { name: "李平" });
    expect((await ask("ledger.read", {})).damage).toEqual([]);
  });
});
