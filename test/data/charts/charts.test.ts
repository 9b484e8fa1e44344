import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChartAnswer, ChartAxis, ChartFigures, ChartSpec, NumberRange } from "../../../contract/chart-calls.js";
import type { Condition } from "../../../contract/conditions.js";
import type { Cell, Layer } from "../../../contract/project.js";
import { randomNumbers } from "../../support/city.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";

type Point = readonly [number, number];

const random = randomNumbers(7);
const [x0, y0] = [485_000, 3_056_000];
const square = ([x, y]: Point, side: number) => ({
  type: "Polygon",
  coordinates: [
    [
      [x, y],
      [x + side, y],
      [x + side, y + side],
      [x, y + side],
      [x, y],
    ],
  ],
});
const structures = ["砖木", "砖混", "钢混", ""];
/** Houses of ten metres; years from 1950 to 2009 with a doubtful one at either end, a fifth unknown. */
const houses = Array.from({ length: 400 }, (_, index) => {
  const corner: Point = [x0 + Math.floor(random() * 1000), y0 + Math.floor(random() * 1000)];
  const year = index === 0 ? 1612 : index === 1 ? 2088 : 1950 + Math.floor(random() * 60);
  return {
    corner,
    properties: {
      fwbh: index % 9 === 0 ? `360302${String(index).padStart(8, "0")}` : `H${index}`,
      build_time: random() < 0.2 && index > 1 ? null : year,
      jglx: structures[Math.floor(random() * structures.length)],
    },
  };
});
/** Two districts side by side with a strip in common; what lies further north is in neither. */
const districts = [
  { corner: [x0, y0] as Point, side: 520, properties: { name: "甲区", code: "360302" } },
  { corner: [x0 + 500, y0] as Point, side: 520, properties: { name: "乙区", code: "360313" } },
];

let room: EngineRoom;
let scored: Layer;
let buildings: Layer;
let areas: Layer;
beforeAll(async () => {
  room = openEngineRoom();
  await room.create();
  buildings = await room.take(
    "buildings",
    houses.map(({ corner, properties }) => ({ geometry: square(corner, 10), properties })),
  );
  areas = await room.take(
    "boundaries",
    districts.map(({ corner, side, properties }) => ({ geometry: square(corner, side), properties })),
  );
  const pipes = await room.take("pipes", [
    {
      geometry: {
        type: "LineString",
        coordinates: [
          [x0, y0 + 300],
          [x0 + 1000, y0 + 310],
        ],
      },
      properties: { 管段号: "P1", 压力级制: "中压A", 管径: 200 },
    },
  ]);
  await room.run("score", { buildings: buildings.id, pipes: pipes.id }, { as_of: 2026 });
  scored = await room.result("score");
});
afterAll(() => room.close());

const specs = (): ChartSpec[] => [
  { name: "years", width: 10 },
  { name: "structure-level" },
  { name: "district-level", boundaries: areas.id },
  { name: "pipe-distance" },
];
const ask = (parts: Record<string, Condition[]> = {}, charts = specs(), layer = scored.id) =>
  room.client.ask("layer.charts", { layer, charts, parts });
const figuresOf = (charts: readonly ChartAnswer[], name: string): ChartFigures => {
  const figures = charts.find((chart) => chart.name === name)?.figures;
  if (figures == null) throw new Error(`no figures of ${name}`);
  return figures;
};
const sum = (table: readonly (readonly number[])[]) => table.flat().reduce((total, count) => total + count, 0);

/** The condition that finds the rows of a bin. */
function pick(axis: ChartAxis, bin: number): Condition {
  if (axis.by === "values") return { column: axis.column, compare: "in", values: [axis.bins[bin]?.value ?? null] };
  if (axis.by === "areas") return { place: "inside-any", layer: axis.layer, fids: [axis.bins[bin]?.value ?? null] };
  if (axis.by === "classes") throw new Error("classes are not picked");
  const range = axis.bins[bin]?.value ?? null;
  return { column: axis.column, compare: "ranges", ranges: range === null ? [] : [range], empty: range === null };
}

interface Row {
  readonly fid: number;
  readonly year: Cell;
  readonly structure: Cell;
  readonly level: Cell;
  readonly distance: Cell;
  readonly area: number | null;
}

async function readRows(): Promise<Row[]> {
  const columns = ["build_year", "structure_class", "level", "pipe_distance_m"];
  const { rows } = await room.rows({ layer: scored.id, columns, offset: 0, limit: 1000 });
  return rows.map(({ fid, cells: [year = null, structure = null, level = null, distance = null] }) => {
    const house = houses[fid - 1];
    const [x, y] = house === undefined ? [0, 0] : [house.corner[0] + 5, house.corner[1] + 5];
    const inside = districts.findIndex(
      ({ corner: [west, south], side }) => x >= west && x <= west + side && y >= south && y <= south + side,
    );
    const coded = String(house?.properties.fwbh).startsWith("360302") ? 1 : null;
    return { fid, year, structure, level, distance, area: inside >= 0 ? inside + 1 : coded };
  });
}

const isIn = (value: Cell, { from, above, below, to }: NumberRange) =>
  typeof value === "number" &&
  value >= (from ?? -Infinity) &&
  value > (above ?? -Infinity) &&
  value < (below ?? Infinity) &&
  value <= (to ?? Infinity);

/** Counts by hand: every row looked at for every bin. */
function byHand({ bars, stack }: ChartFigures, rows: readonly Row[], value: (row: Row) => Cell) {
  const isBar = (row: Row, bin: number) => {
    if (bars.by !== "ranges") return value(row) === (bars.bins[bin]?.value ?? null);
    const range = bars.bins[bin]?.value ?? null;
    return range === null ? value(row) === null : isIn(value(row), range);
  };
  return (stack?.bins ?? [null]).map((part) =>
    bars.bins.map(
      (_, bin) => rows.filter((row) => isBar(row, bin) && (part === null || row.level === part.value)).length,
    ),
  );
}

const values: Readonly<Record<string, (row: Row) => Cell>> = {
  years: ({ year }) => year,
  "structure-level": ({ structure }) => structure,
  "district-level": ({ area }) => area,
  "pipe-distance": ({ distance }) => distance,
};

describe("linked charts", () => {
  it("count every row once, as counting by hand does", async () => {
    const { charts, count, total } = await ask();
    const rows = await readRows();
    expect([count, total]).toEqual([400, 400]);
    for (const [name, value] of Object.entries(values)) {
      const figures = figuresOf(charts, name);
      expect(figures.all, name).toEqual(byHand(figures, rows, value));
      expect(figures.count, name).toEqual(figures.all);
      expect(sum(figures.all), name).toBe(400);
    }
  });

  it("have a bar of its own for what is unknown, and for houses in no area", async () => {
    const { charts } = await ask();
    for (const [name, value] of Object.entries(values)) {
      const { bars, all } = figuresOf(charts, name);
      const unknown = (await readRows()).filter((row) => value(row) === null).length;
      expect(bars.bins.at(-1)?.value, name).toBeNull();
      expect(unknown, name).toBeGreaterThan(0);
      expect(
        all.reduce((total, part) => total + (part.at(-1) ?? 0), 0),
        name,
      ).toBe(unknown);
    }
  });

  it("count under the conditions of all others but not under their own", async () => {
    const young: Condition = { column: "build_year", compare: "ranges", ranges: [{ from: 1980 }], empty: true };
    const brick: Condition = { column: "structure_class", compare: "in", values: ["masonry", null] };
    const north: Condition = { place: "inside-any", layer: areas.id, fids: [2, null] };
    const even: Condition = { column: "code", compare: "contains", value: "3" };
    const parts = {
      bar: [even],
      "chart:years": [young],
      "chart:structure-level": [brick],
      "chart:district-level": [north],
    };
    const { charts, count } = await ask(parts);
    const passes: Readonly<Record<string, (row: Row) => boolean>> = {
      bar: ({ fid }) => String(houses[fid - 1]?.properties.fwbh).includes("3"),
      "chart:years": ({ year }) => year === null || Number(year) >= 1980,
      "chart:structure-level": ({ structure }) => structure === "masonry" || structure === null,
      "chart:district-level": ({ area }) => area === 2 || area === null,
    };
    const rows = await readRows();
    const without = (own: string) =>
      rows.filter((row) => Object.entries(passes).every(([part, passing]) => part === own || passing(row)));
    for (const [name, value] of Object.entries(values)) {
      const figures = figuresOf(charts, name);
      const passing = without(`chart:${name}`);
      expect(figures.count, name).toEqual(byHand(figures, passing, value));
      expect(sum(figures.count), name).toBe(passing.length);
      expect(sum(figures.all), name).toBe(400);
    }
    expect(count).toBe(without("").length);
    expect(count).toBeGreaterThan(0);
  });

  it("filter by the condition of a bin exactly the rows that it counts", async () => {
    const { charts } = await ask();
    for (const { name } of charts) {
      const { bars, stack, all } = figuresOf(charts, name);
      for (const axis of [bars, ...(stack === null ? [] : [stack])]) {
        for (const [bin] of axis.bins.entries()) {
          const filter = [pick(axis, bin)];
          const { total } = await room.rows({ layer: scored.id, columns: [], filter, offset: 0, limit: 1 });
          const expected = axis === bars ? all.map((part) => [part[bin] ?? 0]) : [all[bin] ?? []];
          expect(total, `${name} ${axis.bins[bin]?.title.en}`).toBe(sum(expected));
        }
      }
    }
  });

  it("answer who asks on, when another who asked the same has given up", async () => {
    for (let year = 1960; year < 1990; year++) {
      const parts = { bar: [{ column: "build_year", compare: "<=" as const, value: year }] };
      const input = { layer: scored.id, charts: specs(), parts };
      const controller = new AbortController();
      const left = room.client.ask("layer.charts", input, { signal: controller.signal }).catch(() => null);
      const stays = room.client.ask("layer.charts", input);
      if (year % 3 > 0) await new Promise((done) => setImmediate(done));
      if (year % 3 > 1) await new Promise((done) => setImmediate(done));
      controller.abort();
      await left;
      expect((await stays).total, `${year}`).toBe(houses.length);
    }
  });

  it("put doubtful years into open bars at both ends", async () => {
    for (const width of [5, 10] as const) {
      const { charts } = await ask({}, [{ name: "years", width }]);
      const { bars, all } = figuresOf(charts, "years");
      expect(bars.bins.length).toBeLessThanOrEqual(42);
      expect(bars.bins[0]?.value).not.toHaveProperty("from");
      expect(bars.bins.at(-2)?.value).not.toHaveProperty("below");
      expect(sum(all)).toBe(400);
    }
  });

  it("split the bars of the styled column at its breaks, each row in its own class, and follow another style", async () => {
    const rows = await readRows();
    const style = (column: string, breaks: number[]) =>
      room.client.ask("layer.style", {
        layer: scored.id,
        style: { method: "manual", column, palette: "ochre", breaks, source: "" },
      });
    const read = async (name: string) => figuresOf((await ask({}, [{ name, width: 10 }])).charts, name);
    expect([(await read("years")).stack, (await read("pipe-distance")).stack]).toEqual([null, null]);
    // Breaks within bars, on an end of one, and one above all years.
    for (const [name, column, breaks] of [
      ["years", "build_year", [1963, 1977, 1980, 2200]],
      ["years", "build_year", [1990]],
      ["pipe-distance", "pipe_distance_m", [0.5, 7, 15]],
    ] as const) {
      await style(column, [...breaks]);
      const { bars, stack, all } = await read(name);
      const value = values[name] ?? (() => null);
      const colours = (await room.result("score")).paint.classes.map(({ colour }) => colour);
      expect(stack?.bins.map(({ colour }) => colour)).toEqual(colours);
      const edges = [...breaks, Infinity]
        .reverse()
        .map((below, at, list) => [list[at + 1] ?? -Infinity, below] as const);
      const isOf = (row: Row, part: number) => {
        const [edge, number] = [edges[part], value(row)];
        if (edge === undefined || typeof number !== "number") return edge === undefined && number === null;
        return number >= edge[0] && number < edge[1];
      };
      const isBar = (row: Row, range: NumberRange | string | number | null) =>
        typeof range === "object" && range !== null ? isIn(value(row), range) : value(row) === null;
      const expected = [...edges, null].map((_edge, part) =>
        bars.bins.map(({ value: range }) => rows.filter((row) => isBar(row, range) && isOf(row, part)).length),
      );
      expect(all, `${name} ${breaks}`).toEqual(expected);
      const { charts } = await ask({}, [{ name: name === "years" ? "pipe-distance" : "years" }]);
      expect(charts[0]?.figures?.stack).toBeNull();
    }
    await room.client.ask("layer.style", { layer: scored.id, style: null });
    expect((await read("pipe-distance")).stack).toBeNull();
  });

  it("say what is missing instead of drawing nothing", async () => {
    const { charts } = await ask({}, [...specs(), { name: "district-level" }], buildings.id);
    expect(charts.map(({ figures }) => figures !== null)).toEqual([true, false, false, false, false]);
    expect(charts.map(({ missing }) => missing?.en ?? "")).toEqual([
      "",
      expect.stringContaining("Score"),
      expect.stringContaining("Score"),
      expect.stringContaining("pipes"),
      expect.stringContaining("boundaries"),
    ]);
    await room.run("score", { buildings: buildings.id }, { as_of: 2026 });
    const unmeasured = await room.result("score");
    const { charts: again } = await ask({}, [{ name: "pipe-distance" }], unmeasured.id);
    expect(again[0]?.missing?.zh).toContain("管线");
    await expect(ask({}, [{ name: "moon" }])).rejects.toMatchObject({ code: "usage" });
  });

  it("follow another scheme at once, and come back from it", async () => {
    const chart: ChartSpec[] = [{ name: "structure-level" }];
    const before = figuresOf((await ask({}, chart)).charts, "structure-level");
    const { scheme } = await room.client
      .ask("scheme.list", {})
      .then(async ([first]) => ({ scheme: await room.client.ask("scheme.load", { reference: first?.name ?? "" }) }));
    const levels = Object.fromEntries(Object.entries(scheme.weights).map(([factor]) => [factor, 0]));
    const [one = ""] = Object.keys(levels);
    await room.client.ask("score.rescore", {
      layer: scored.id,
      scheme: { ...scheme, weights: { ...levels, [one]: 100 } as typeof scheme.weights },
    });
    const shown = figuresOf((await ask({}, chart)).charts, "structure-level");
    const classes = await room.client.ask("layer.classes", { layer: scored.id });
    expect(shown.all.map((part) => sum([part]))).toEqual(
      shown.stack?.bins.map(({ value }) => classes.find((each) => each.value === value)?.count),
    );
    expect(shown.all).not.toEqual(before.all);
    await room.client.ask("score.rescore", { layer: scored.id, scheme: null });
    expect(figuresOf((await ask({}, chart)).charts, "structure-level")).toEqual(before);
  });

  it("describe themselves", async () => {
    const list = await room.client.ask("chart.list", {});
    expect(list.map(({ name }) => name)).toEqual(Object.keys(values));
    for (const { title, explanation, needs } of list)
      for (const { zh, en } of [title, explanation, needs]) expect(zh.length * en.length).toBeGreaterThan(0);
  });
});
