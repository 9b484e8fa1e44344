import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Layer } from "../../../contract/project.js";
import { readJournal } from "../../../data/ledger/chain.js";
import { inBlocks } from "../../../data/ledger/distribute.js";
import { later } from "../../../data/ledger/rechecks.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";

let room: EngineRoom;
let project: string;
let houses: Layer;
let streets: Layer;

const box = (east: number, north: number, width: number, height: number) => {
  const [x, y] = [485_000 + east, 3_056_000 + north];
  return [
    [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
      [x, y],
    ],
  ];
};
const house = (index: number) => ({
  geometry: { type: "Polygon", coordinates: box(index * 30, 0, 8, 8) },
  properties: { fwbh: `A${index + 1}`, dz: `枫林路${index + 1}号`, build_time: 1970 + index },
});
const ask: EngineRoom["client"]["ask"] = (name, input, options) => room.client.ask(name, input, options);
const entries = () => readJournal(readFileSync(`${project}/journal.jsonl`)).entries;

/** Twelve houses 30 m apart; the east street has the first five, the west one the next four, three lie in none. */
beforeAll(async () => {
  room = openEngineRoom();
  project = await room.create();
  houses = await room.take(
    "buildings",
    Array.from({ length: 12 }, (_, index) => house(index)),
  );
  streets = await room.take("boundaries", [
    { geometry: { type: "Polygon", coordinates: box(-10, -10, 150, 40) }, properties: { code: "E", name: "东街" } },
    { geometry: { type: "Polygon", coordinates: box(140, -10, 120, 40) }, properties: { code: "W", name: "西街" } },
  ]);
  await ask("ledger.sign", { name: "周正" });
});
afterAll(() => room.close());

describe("a ledger kept before", () => {
  const text = [
    "序号,房屋编号,隐患类别,隐患描述,状态,责任单位,整改期限,鉴定等级,报告编号,鉴定单位",
    "1,A1,年久失修,墙体开裂,待核实,,,,,",
    "2,A2,占压,压在中压管上,整改中,北桥街道,2026/6/30,c级,JD-2,宏正检测",
    "3,A3,违法加层,,已销号,南门街道,2025年12月1日,,,",
    "4,X9,其他,,待核实,,,,,",
    "5,A4,其他,,研究中,,,,,",
    "6,A1,年久失修,再次登记,已确认,,,,,",
    "7,A5,噪声,,误报,,,D,,",
  ].join("\n");
  let path: string;

  it("is compared row by row, what is not understood is shown, and nothing is written", async () => {
    path = room.path("台账.csv");
    writeFileSync(path, text);
    const before = entries().length;
    const seen = await ask("ledger.inspect", { path });
    expect(seen.rows.map(({ code, problem, hazard, state }) => `${code} ${problem} ${hazard} ${state}`)).toEqual([
      "A1 null disrepair to_verify",
      "A2 null gas_built_over rectifying",
      "A3 null illegal_storeys closed",
      "X9 unknown other to_verify",
      "A4 state other null",
      "A1 repeated disrepair confirmed",
      "A5 null other excluded",
    ]);
    const notes = seen.rows.map((row) => row.notes.map(({ zh }) => zh).join("；"));
    expect(notes[1]).toContain("未写管理措施");
    expect(notes[4]).toContain("不认识的状态“研究中”");
    expect(notes[6]).toContain("隐患类别“噪声”按其他");
    expect(notes[6]).toContain("鉴定等级缺机构或报告编号，未登记");
    expect(seen.counts).toEqual({ fresh: 4, unknown: 1, ambiguous: 0, there: 0, repeated: 1, state: 1 });
    expect(entries()).toHaveLength(before);
  });

  it("becomes houses, cases, steps and grades in one entry that names the file", async () => {
    const { sha256, serial } = await ask("ledger.inspect", { path });
    expect(await ask("ledger.import", { path, sha256, serial })).toEqual({ cases: 4, buildings: 4 });
    expect(entries().at(-1)).toMatchObject({
      title: { zh: "导入台账“台账.csv”：4 件" },
      why: `台账.csv SHA-256 ${sha256}`,
    });
    const cases = await ask("case.list", {});
    const said = cases.map(({ of, state, values, grade }) => [of.code, state, values.unit, values.deadline, grade]);
    expect(said.toSorted()).toEqual([
      ["A1", "to_verify", null, null, null],
      ["A2", "rectifying", "北桥街道", "2026-06-30", "C"],
      ["A3", "closed", "南门街道", "2025-12-01", null],
      ["A5", "excluded", null, null, null],
    ]);
  });

  it("read a second time is there already", async () => {
    const { counts, sha256, serial } = await ask("ledger.inspect", { path });
    expect(counts).toMatchObject({ fresh: 0, there: 5, unknown: 1 });
    expect(await ask("ledger.import", { path, sha256, serial })).toEqual({ cases: 0, buildings: 0 });
    expect(entries()).toHaveLength(serial);
  });

  it("is taken back whole", async () => {
    await ask("ledger.undo", {});
    expect(await ask("case.list", {})).toEqual([]);
    expect((await ask("ledger.inspect", { path })).counts).toMatchObject({ fresh: 4 });
  });
});

describe("many cases at once", () => {
  let ids: readonly number[];

  it("are handed over by district in one entry, or not at all", async () => {
    const { list } = await ask("list.create", { name: "全部" });
    await ask("list.add", { list, rows: { layer: houses.id, filter: [] }, reason: "普查" });
    ids = (await ask("case.open", { list, hazard: "old_age", description: "" })).cases;
    await ask("case.act", { cases: [...ids], action: "confirm" });
    const before = entries().length;
    const to = { by: "district" as const, layer: streets.id, units: { "1": "东街所", "2": "西街所" } };
    const deadline = "2026-12-31";
    await expect(
      ask("case.distribute", { cases: [...ids], to: { ...to, outside: null }, deadline }),
    ).rejects.toMatchObject({ code: "usage" });
    expect(entries()).toHaveLength(before);
    const done = await ask("case.distribute", { cases: [...ids], to: { ...to, outside: "直属队" }, deadline });
    expect(entries()).toHaveLength(before + 1);
    const count = (unit: string) => done.filter(({ values }) => values.unit === unit).length;
    expect([count("东街所"), count("西街所"), count("直属队")]).toEqual([5, 4, 3]);
    expect(new Set(done.map(({ state, values }) => `${state} ${values.deadline}`))).toEqual(
      new Set(["assigned 2026-12-31"]),
    );
  });

  it("are counted by district, those outside apart", async () => {
    const [first, second] = ids;
    const move = async (action: "begin" | "submit" | "accept", values: object) =>
      await ask("case.act", { cases: [first ?? 0, second ?? 0], action, values });
    await move("begin", { management_measure: "封房" });
    await move("submit", { engineering_measure: "加固" });
    await move("accept", { evidence: "验收单" });
    const rates = await ask("case.districts", { layer: streets.id });
    expect(rates.map(({ name, cases, handed, closed, rate }) => [name, cases, handed, closed, rate])).toEqual([
      ["东街", 5, 5, 2, 0.4],
      ["西街", 4, 4, 0, 0],
      [null, 3, 3, 0, 0],
    ]);
    await ask("case.act", { cases: [first ?? 0], action: "reopen", why: "复查又见裂缝" });
    const [again] = await ask("case.districts", { layer: streets.id });
    expect([again?.handed, again?.closed, (await ask("ledger.read", {})).closureRate]).toEqual([5, 1, 1 / 12]);
    await ask("ledger.undo", {});
    await expect(ask("case.districts", { layer: 999 })).rejects.toMatchObject({ code: "layer-missing" });
  });

  it("go to several units in blocks of like size", () => {
    const unitOf = inBlocks(["甲", "乙", "丙"], 8);
    expect(Array.from({ length: 8 }, (_, place) => unitOf(0, place)).join("")).toBe("甲甲甲乙乙乙丙丙");
    expect(inBlocks(["甲", "乙"], 1)(0, 0)).toBe("甲");
  });
});

describe("houses that are to be looked at again", () => {
  it("come due by the interval of their grade or closed case, and not while a case is open", async () => {
    const rows = (fid: number) => ({ layer: houses.id, fids: [fid] });
    const grade = { grade: "C" as const, report: "JD-1", agency: "宏正检测", date: "2020-02-29" };
    await ask("building.grade", { rows: rows(3), ...grade });
    const closedOnly = await ask("recheck.list", {});
    expect(closedOnly.map(({ of, from, months }) => `${of.code} ${from} ${months}`)).toEqual([
      "A1 closed 12",
      "A2 closed 12",
    ]);
    await ask("building.grade", { rows: rows(1), ...grade, date: "2099-02-28" });
    expect((await ask("recheck.list", {})).find(({ of }) => of.code === "A1")).toMatchObject({
      from: "grade",
      due: "2100-02-28",
      overdue: false,
    });
    await ask("building.recheck", { rows: rows(1), date: "2099-12-31", result: "裂缝无发展" });
    expect((await ask("recheck.list", {})).find(({ of }) => of.code === "A1")).toMatchObject({
      from: "recheck",
      due: "2100-12-31",
    });
  });

  it("follow the project's own rules, which can be taken back", async () => {
    const rules = await ask("rules.read", {});
    expect(rules.measures.D).toEqual({ management: "停用，撤人", engineering: "拆除" });
    await ask("rules.save", { rules: { ...rules, recheck: { ...rules.recheck, closed: null } } });
    expect((await ask("recheck.list", {})).map(({ of }) => of.code)).toEqual(["A1"]);
    await ask("ledger.undo", {});
    expect((await ask("rules.read", {})).recheck.closed).toBe(12);
  });

  it("counts months by the calendar", () => {
    expect([later("2024-02-29", 12), later("2026-01-31", 1), later("2026-12-15", 2)]).toEqual([
      "2025-02-28",
      "2026-02-28",
      "2027-02-15",
    ]);
  });
});

describe("a building's file", () => {
  it("keeps other judgements apart from the danger grade", async () => {
    const rows = { layer: houses.id, fids: [8] };
    const none = { by: null, date: null };
    await ask("building.judge", { rows, scale: "preliminary", value: "serious", ...none });
    const file = await ask("building.judge", { rows, scale: "seismic", value: "C", ...none });
    expect([file.grades, file.judgements.length]).toEqual([[], 2]);
    await expect(ask("building.judge", { rows, scale: "seismic", value: "D", ...none })).rejects.toMatchObject({
      code: "usage",
    });
  });

  it("tells in one line of time what the census, runs and people said", async () => {
    await ask("building.note", { rows: { layer: houses.id, fids: [1] }, text: "门前有裂缝" });
    const line = await ask("building.timeline", { layer: houses.id, fid: 1 });
    expect(line[0]).toMatchObject({ kind: "decision", title: { zh: "添加备注" }, details: [{ zh: "门前有裂缝" }] });
    expect(line.at(-1)).toMatchObject({ kind: "revision", title: { zh: "数据第 1 版中有这栋房屋" } });
    expect(line.map(({ title }) => title.zh).join()).toMatch(/验收销号.*交办：12 件，3 个单位/u);
  });

  it("survives a run done again: who was picked out of a result stays picked, for the same reason, when that result is gone", async () => {
    await room.run("housing-classes", { buildings: houses.id }, {});
    const { layers, runs } = await ask("project.read", {});
    const [result, run] = [layers.at(-1)?.id ?? 0, runs.at(-1)?.id ?? 0];
    const { list } = await ask("list.create", { name: "由结果选出" });
    await ask("list.add", { list, rows: { layer: result, fids: [10, 11] }, reason: "年代久远", run });
    const before = await ask("list.read", { list });
    expect(before.map(({ code, reason, run: from }) => [code, reason, from])).toEqual([
      ["A10", "年代久远", run],
      ["A11", "年代久远", run],
    ]);
    await ask("run.again", { run });
    await ask("layer.remove", { layer: result });
    expect(await ask("list.read", { list })).toEqual(before);
    for (const pick of before) {
      const { values } = await ask("layer.feature", { layer: pick.layer, fid: pick.fid });
      expect(values.code).toBe(pick.code);
    }
    await ask("list.remove", { list });
  });

  it("survives a newer version of its layer: picks, cases and grade stay with the house", async () => {
    const { lists } = await ask("ledger.read", {});
    const before = await ask("list.read", { list: lists[0]?.id ?? 0 });
    const file = room.path("newer.geojson");
    const features = [0, 2, 1, ...Array.from({ length: 9 }, (_, index) => index + 3), 13].map((index) => ({
      type: "Feature",
      ...house(index),
    }));
    writeFileSync(file, JSON.stringify({ type: "FeatureCollection", features }));
    await ask("source.import", { path: file, kind: "buildings", reading: { crs: "EPSG:4547" }, replaces: houses.id });
    const after = await ask("list.read", { list: lists[0]?.id ?? 0 });
    expect(after).toEqual(before);
    for (const pick of after) {
      const { values } = await ask("layer.feature", { layer: pick.layer, fid: pick.fid });
      expect(values.code).toBe(pick.code);
    }
    const line = await ask("building.timeline", { layer: houses.id, fid: 1 });
    expect(line.filter(({ kind }) => kind === "revision")).toHaveLength(2);
  });
});
