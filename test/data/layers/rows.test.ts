import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ColumnCondition, Condition } from "../../../contract/conditions.js";
import type { Cell, Layer } from "../../../contract/project.js";
import { randomNumbers } from "../../support/city.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";

const random = randomNumbers(5);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** What the file holds; row n of it is fid n. */
const given = Array.from({ length: 2500 }, (_each, index) => ({
  fid: index + 1,
  编号: `A-${String((index * 7919) % 2500).padStart(4, "0")}`,
  小区: pick(["安源", "湘东", "Anyuan", "anyuan", "上栗'栗", '萍"乡', "100%", "_", "", null]),
  层数: pick([null, 1, 2, 3, 9, 10, 11]),
  面积: pick([null, 80.5, 120, 1e6, 0.001]),
  大号: index === 7 ? 2 ** 53 : index,
  有证: pick([true, false, null]),
  日期: pick([null, "2021-05-31", "2024-02-29", "1999-12-01"]),
}));
type Given = (typeof given)[number];

let room: EngineRoom;
let layer: Layer;
beforeAll(async () => {
  room = openEngineRoom();
  await room.create();
  layer = await room.take(
    "generic",
    given.map(({ fid, ...properties }) => ({
      geometry: { type: "Point", coordinates: [480_000 + fid, 3_056_000] },
      properties,
    })),
  );
});
afterAll(() => room.close());

const column = (name: string) => `src_${name}`;

async function all(request: { order?: { column: string; descending: boolean }; filter?: Condition[] }, limit = 1000) {
  const rows: { fid: number; cells: readonly Cell[] }[] = [];
  for (let offset = 0; ; offset += limit) {
    const page = await room.rows({ layer: layer.id, ...request, offset, limit });
    rows.push(...page.rows);
    if (rows.length >= page.total || page.rows.length === 0) return { rows, total: page.total };
  }
}

describe("pages of rows", () => {
  it("hold every cell as it was delivered", async () => {
    const { rows, total } = await all({});
    expect(total).toBe(2500);
    const page = await room.rows({ layer: layer.id, offset: 0, limit: 1 });
    expect(page.columns).toEqual(layer.columns.map(({ name }) => name));
    const places = ["编号", "小区", "层数", "面积", "大号", "有证", "日期"].map((name) =>
      page.columns.indexOf(column(name)),
    );
    expect(places.every((place) => place >= 0)).toBe(true);
    const expected = given.map(({ fid, 编号, 小区, 层数, 面积, 大号, 有证, 日期 }) => ({
      fid,
      cells: [编号, 小区, 层数, 面积, fid === 8 ? "9007199254740992" : 大号, 有证, 日期],
    }));
    expect(rows.map(({ fid, cells }) => ({ fid, cells: places.map((place) => cells[place]) }))).toEqual(expected);
  });

  it("meet without gap or double, whatever the page's size", async () => {
    const order = { column: column("层数"), descending: true };
    const whole = (await all({ order }, 1000)).rows.map(({ fid }) => fid);
    expect(new Set(whole).size).toBe(2500);
    expect((await all({ order }, 333)).rows.map(({ fid }) => fid)).toEqual(whole);
    const beyond = await room.rows({ layer: layer.id, order, offset: 5000, limit: 10 });
    expect(beyond).toMatchObject({ total: 2500, rows: [] });
    expect((await room.rows({ layer: layer.id, order, offset: 2495, limit: 10 })).rows).toHaveLength(5);
  });

  it("are found by feature under any sort and filter", async () => {
    const order = { column: column("编号"), descending: true };
    const filter: Condition[] = [{ column: column("层数"), compare: ">=", value: 3 }];
    const { rows } = await all({ order, filter });
    for (const place of [0, 1, 700, rows.length - 1]) {
      const fid = rows[place]?.fid ?? 0;
      expect(await room.client.ask("layer.row-index", { layer: layer.id, fid, order, filter })).toEqual({
        index: place,
      });
    }
    const out = given.find((row) => row.层数 === 1)?.fid ?? 0;
    expect(await room.client.ask("layer.row-index", { layer: layer.id, fid: out, filter })).toEqual({ index: null });
    expect(await room.client.ask("layer.row-index", { layer: layer.id, fid: 2500 })).toEqual({ index: 2499 });
  });

  it("hold the columns that were asked for, in that order", async () => {
    const columns = [column("层数"), "fid", column("编号")];
    const page = await room.rows({ layer: layer.id, columns, offset: 3, limit: 1 });
    expect(page.columns).toEqual(columns);
    expect(page.rows).toEqual([{ fid: 4, cells: [given[3]?.层数, 4, given[3]?.编号] }]);
  });
});

/** Texts by their UTF-8 bytes, as DuckDB sorts them. */
function compare(one: unknown, other: unknown): number {
  if (typeof one === "string" && typeof other === "string") return Buffer.compare(Buffer.from(one), Buffer.from(other));
  return Number(one) - Number(other);
}

describe("sorting", () => {
  it.each([
    ["编号", false],
    ["编号", true],
    ["小区", false],
    ["小区", true],
    ["层数", false],
    ["层数", true],
    ["面积", true],
    ["有证", false],
    ["日期", true],
  ] as const)("by %s, descending %s: nulls last, equal values in the order of the file", async (name, descending) => {
    const value = (row: Given) => row[name];
    const expected = given.toSorted((a, b) => {
      const [one, other] = [value(a), value(b)];
      if (one === null || other === null) return one === other ? a.fid - b.fid : one === null ? 1 : -1;
      return (descending ? -1 : 1) * compare(one, other) || a.fid - b.fid;
    });
    const { rows } = await all({ order: { column: column(name), descending } });
    expect(rows.map(({ fid }) => fid)).toEqual(expected.map(({ fid }) => fid));
  });

  it("by fid, and of what a filter leaves", async () => {
    const { rows } = await all({
      order: { column: "fid", descending: true },
      filter: [{ column: column("层数"), compare: ">=", value: 9 }],
    });
    expect(rows.map(({ fid }) => fid)).toEqual(
      given
        .filter(({ 层数 }) => 层数 !== null && 层数 >= 9)
        .map(({ fid }) => fid)
        .reverse(),
    );
  });
});

const cases: [string, Condition, (row: Given) => boolean][] = [
  ["a number equal", { column: column("层数"), compare: "=", value: 9 }, ({ 层数 }) => 层数 === 9],
  ["a number unequal", { column: column("层数"), compare: "!=", value: 9 }, ({ 层数 }) => 层数 !== null && 层数 !== 9],
  ["a number below", { column: column("层数"), compare: "<", value: 9.5 }, ({ 层数 }) => 层数 !== null && 层数 < 9.5],
  [
    "a number at most",
    { column: column("面积"), compare: "<=", value: 80.5 },
    ({ 面积 }) => 面积 !== null && 面积 <= 80.5,
  ],
  [
    "a number above, typed as text",
    { column: column("层数"), compare: ">", value: " 9 " },
    ({ 层数 }) => 层数 !== null && 层数 > 9,
  ],
  [
    "a number at least",
    { column: column("层数"), compare: ">=", value: "10" },
    ({ 层数 }) => 层数 !== null && 层数 >= 10,
  ],
  [
    "a number that holds digits",
    { column: column("层数"), compare: "contains", value: 1 },
    ({ 层数 }) => String(层数).includes("1"),
  ],
  ["a text equal", { column: column("小区"), compare: "=", value: "安源" }, (row) => row.小区 === "安源"],
  [
    "a text unequal",
    { column: column("小区"), compare: "!=", value: "安源" },
    (row) => row.小区 !== null && row.小区 !== "安源",
  ],
  [
    "a text below",
    { column: column("小区"), compare: "<", value: "a" },
    (row) => row.小区 !== null && compare(row.小区, "a") < 0,
  ],
  ["a text from a number", { column: column("编号"), compare: "<=", value: 5 }, () => false],
  [
    "a text that holds Chinese",
    { column: column("小区"), compare: "contains", value: "栗" },
    (row) => row.小区 === "上栗'栗",
  ],
  [
    "a text that holds, in any case",
    { column: column("小区"), compare: "contains", value: "ANY" },
    (row) => /anyuan/iu.test(row.小区 ?? ""),
  ],
  [
    "a percent sign is no wildcard",
    { column: column("小区"), compare: "contains", value: "%" },
    (row) => row.小区 === "100%",
  ],
  [
    "an underscore is no wildcard",
    { column: column("小区"), compare: "contains", value: "_" },
    (row) => row.小区 === "_",
  ],
  ["a quote is a quote", { column: column("小区"), compare: "=", value: '萍"乡' }, (row) => row.小区 === '萍"乡'],
  ["empty, or blank", { column: column("小区"), compare: "empty" }, ({ 小区 }) => 小区 === null || 小区 === ""],
  ["not empty", { column: column("有证"), compare: "not-empty" }, ({ 有证 }) => 有证 !== null],
  ["a flag", { column: column("有证"), compare: "=", value: true }, ({ 有证 }) => 有证 === true],
  ["a flag in words", { column: column("有证"), compare: "!=", value: "是" }, ({ 有证 }) => 有证 === false],
  [
    "a day from",
    { column: column("日期"), compare: ">=", value: "2021-05-31" },
    ({ 日期 }) => 日期 !== null && 日期 >= "2021-05-31",
  ],
  [
    "a day's year",
    { column: column("日期"), compare: "contains", value: "2024-" },
    ({ 日期 }) => 日期 === "2024-02-29",
  ],
  ["the row", { column: "fid", compare: "<=", value: 12 }, ({ fid }) => fid <= 12],
];

describe("filters", () => {
  it.each(cases)("%s", async (_title, condition, passes) => {
    const { rows, total } = await all({ filter: [condition] });
    const expected = given.filter(passes).map(({ fid }) => fid);
    expect(rows.map(({ fid }) => fid)).toEqual(expected);
    expect(total).toBe(expected.length);
  });

  it("several: all must hold", async () => {
    const filter: Condition[] = [
      { column: column("层数"), compare: ">=", value: 3 },
      { column: column("小区"), compare: "contains", value: "a" },
      { column: column("有证"), compare: "=", value: true },
    ];
    const expected = given.filter((row) => (row.层数 ?? 0) >= 3 && /anyuan/iu.test(row.小区 ?? "") && row.有证);
    expect((await all({ filter })).rows.map(({ fid }) => fid)).toEqual(expected.map(({ fid }) => fid));
  });

  it.each([
    ["a word for a number", { column: column("层数"), compare: "=", value: "many" }],
    ["nothing for a number", { column: column("层数"), compare: "=", value: " " }],
    ["yes for a number", { column: column("面积"), compare: ">", value: true }],
    ["a word for a flag", { column: column("有证"), compare: "=", value: "maybe" }],
    ["a day that no month has", { column: column("日期"), compare: "=", value: "2024-02-30" }],
    ["a number for a day", { column: column("日期"), compare: "=", value: 2024 }],
    ["no value", { column: column("层数"), compare: "=" }],
    ["an unknown column", { column: "层数", compare: "=", value: 1 }],
  ] as [string, ColumnCondition][])("refuses %s, naming the column in both languages", async (_title, condition) => {
    const error = await room
      .rows({ layer: layer.id, filter: [condition], offset: 0, limit: 1 })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "usage",
      text: { zh: expect.stringContaining(condition.column), en: expect.stringContaining(condition.column) },
    });
  });
});

describe("hostile words over the wire", () => {
  const words = [
    '"; DROP TABLE features_1; --',
    "' OR '1'='1",
    "fid) FROM read_csv('/etc/passwd') --",
    "$filter0",
    "*",
    "geom",
    "\u0000",
    "$1",
  ];
  it.each(words)("%j is a column that is not there", async (word) => {
    const page = { layer: layer.id, offset: 0, limit: 5 };
    for (const request of [
      { ...page, columns: [word] },
      { ...page, order: { column: word, descending: false } },
      { ...page, filter: [{ column: word, compare: "empty" as const }] },
    ]) {
      await expect(room.rows(request)).rejects.toMatchObject({ code: "usage" });
    }
    expect((await room.rows(page)).total).toBe(2500);
  });

  it.each(words)("%j is a value that nothing has", async (value) => {
    for (const compare of ["=", "contains"] as const) {
      const filter: Condition[] = [{ column: column("编号"), compare, value }];
      expect(await room.rows({ layer: layer.id, filter, offset: 0, limit: 5 })).toMatchObject({ total: 0 });
    }
  });
});
