import { readFileSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ColumnType, Paint } from "../../../contract/catalog.js";
import { classOf } from "../../../contract/classify.js";
import type { Cell, Layer } from "../../../contract/project.js";
import type { LayerStyle } from "../../../contract/view-calls.js";
import { Database } from "../../../data/database.js";
import { toCell } from "../../../data/layers/cells.js";
import { classSql } from "../../../data/layers/class-sql.js";
import { rangeClasses, tidyBreaks } from "../../../data/layers/classifiers/ranges.js";
import { decodeTile, tilesOf } from "../../support/decode-tile.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";
import { everyStyle } from "../../support/styles.js";

const none = { value: null, title: { zh: "无数据", en: "No data" }, colour: "#B4BABD" };

describe("the rule for a value's class", () => {
  let database: Database;
  beforeAll(async () => {
    database = await Database.open({ path: ":memory:", folders: [] });
  });
  afterAll(() => database.close());

  /** Classes of values by the page's rule and by the engine's, as their numbers; no data is null. */
  async function both(paint: Paint, type: ColumnType, sqlType: string, literals: readonly string[]) {
    const column = { name: "v", title: { zh: "v", en: "v" }, type, origin: "kind" } as const;
    return await database.using(undefined, async (session) => {
      const list = literals.map((each, at) => `(${at}, CAST(${each} AS ${sqlType}))`).join(", ");
      const rows = await session.rows<{ v: unknown; class: number | null }>(
        `SELECT v, ${classSql({ paint, columns: [column] })} AS class FROM (VALUES ${list}) t(n, v) ORDER BY n`,
      );
      return rows.map((row) => {
        const entry = classOf(paint, { v: toCell(row.v) });
        const page = entry === null || entry.value === null ? null : paint.classes.indexOf(entry);
        return { page, engine: row.class };
      });
    });
  }

  const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer({ min: -50, max: 50 }),
    fc.constantFrom(0, -0, 5e-324, 2 ** 53),
  );

  it("is the same in the page and in the engine, for every number, on a break and outside", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(number, { minLength: 1, maxLength: 6 }), fc.array(number), async (cuts, values) => {
        const breaks = tidyBreaks(cuts, "number");
        const paint: Paint = { column: "v", classes: [...rangeClasses(breaks, { type: "number" }, []), none] };
        const odd = ["NULL", "'nan'", "'inf'", "'-inf'"];
        const literals = [...[...breaks, ...values].map((each) => `'${each}'`), ...odd];
        const found = await both(paint, "number", "DOUBLE", literals);
        for (const { page, engine } of found) expect(engine).toBe(page);
        expect(found.slice(-4).map(({ engine }) => engine)).toEqual([null, null, null, null]);
        // Closed below: a value on the break is in the class that begins there.
        expect(found.slice(0, breaks.length).map(({ engine }) => engine)).toEqual(breaks.map((_each, at) => at + 1));
      }),
      { numRuns: 60 },
    );
  });

  it("is the same for whole numbers beyond what a page's number holds", async () => {
    const paint: Paint = { column: "v", classes: [...rangeClasses([0, 2 ** 53], { type: "whole" }, []), none] };
    const found = await both(paint, "whole", "BIGINT", ["9223372036854775807", "-9223372036854775808", "0", "NULL"]);
    expect(found).toEqual([2, 0, 1, null].map((each) => ({ page: each, engine: each })));
  });

  it("is the same for texts and flags: named, left over, blank", async () => {
    const text = fc.oneof(
      fc.constantFrom("砖木", "true", "", " ", "\t\n", "…", "null", "1", "1.0", "'", "a\u00a0"),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(text, { maxLength: 5 }),
        fc.array(text),
        fc.boolean(),
        async (names, values, rest) => {
          fc.pre(![...names, ...values].some((each) => each.includes("\0")));
          const named = names
            .filter((name) => name.trim() !== "")
            .map((value) => ({ value, title: { zh: value, en: value }, colour: "#000000" }));
          const other = { value: "…", rest: true, title: { zh: "其他", en: "Other" }, colour: "#000000" } as const;
          const paint: Paint = { column: "v", classes: [...named, ...(rest ? [other] : []), none] };
          const literals = [...names, ...values].map((each) => `'${each.replaceAll("'", "''")}'`);
          for (const { page, engine } of await both(paint, "text", "VARCHAR", [...literals, "NULL"]))
            expect(engine).toBe(page);
          const flags = await both(paint, "flag", "BOOLEAN", ["true", "false", "NULL"]);
          for (const { page, engine } of flags) expect(engine).toBe(page);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("is the same for numbers by value", async () => {
    const classes = ["1", "2.5", "-3"].map((value) => ({ value, title: { zh: value, en: value }, colour: "#000000" }));
    const paint: Paint = { column: "v", classes: [...classes, none] };
    const found = await both(paint, "number", "DOUBLE", ["1.0", "2.5", "-3", "4", "'nan'", "NULL"]);
    expect(found).toEqual([0, 1, 2, null, null, null].map((each) => ({ page: each, engine: each })));
  });
});

describe("a styled layer", { timeout: 60_000 }, () => {
  let room: EngineRoom;
  let layer: Layer;
  const years = [null, 1949, 1950, 1979, 1980, 1989, 1990, 1999.5, 2000, 2009, 2010, 2024];
  const structures = ["砖木", "砖混", null, "钢", "砖混", "砖木"];
  beforeAll(async () => {
    room = openEngineRoom();
    await room.create();
    layer = await room.take(
      "buildings",
      Array.from({ length: 240 }, (_each, n) => ({
        geometry: { type: "Point", coordinates: [480_000 + (n % 20) * 30, 3_056_000 + Math.floor(n / 20) * 30] },
        properties: {
          code: `F${n}`,
          build_year: years[n % years.length],
          structure: structures[n % structures.length],
          floors: n % 13,
          note: n % 4 === 0 ? null : `类${n % 11}`,
        },
      })),
    );
  });
  afterAll(() => room.close());

  const restyle = async (style: LayerStyle | null): Promise<Layer> => {
    const project = await room.client.ask("layer.style", { layer: layer.id, style });
    const found = project.layers.find(({ id }) => id === layer.id);
    if (found === undefined) throw new Error("the layer has gone");
    return found;
  };

  it.each(everyStyle)("by $method has each row in one class: legend, map, table and export", async (style) => {
    const styled = await restyle(style);
    const columns = "column" in style ? [style.column] : [...style.columns];
    const page = await room.rows({ layer: layer.id, columns, offset: 0, limit: 500 });
    const byFid = new Map<number, string | null>();
    const titles = new Map<string, number>();
    for (const { fid, cells } of page.rows) {
      const values: Record<string, Cell> = Object.fromEntries(columns.map((name, at) => [name, cells[at] ?? null]));
      const entry = classOf(styled.paint, values);
      byFid.set(fid, entry?.value ?? null);
      titles.set(entry?.title.zh ?? "", (titles.get(entry?.title.zh ?? "") ?? 0) + 1);
    }
    const counts = await room.client.ask("layer.classes", { layer: layer.id });
    expect(counts.at(-1)?.value).toBeNull();
    for (const { value, count } of counts)
      expect([...byFid.values()].filter((each) => each === value)).toHaveLength(count);
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(240);

    const drawn = new Map<number, string | null>();
    for (const place of tilesOf(styled.bounds ?? [], 15)) {
      const { features = [] } = decodeTile(await room.client.ask("layer.tile", { layer: layer.id, ...place }));
      for (const { id, properties } of features) drawn.set(id ?? -1, (properties.c as string | undefined) ?? null);
    }
    expect(drawn).toEqual(new Map([...byFid].filter(([fid]) => drawn.has(fid))));
    expect(drawn.size).toBe(240);

    const file = room.path(`${style.method}.csv`);
    await room.client.ask("layer.export", { layer: layer.id, path: file, replace: true });
    const [head = "", ...lines] = readFileSync(file, "utf8").trim().split(/\r?\n/u);
    const at = head.split(",").length - 1;
    expect(head.split(",")[at]).toMatch(/style_class|图例分级/u);
    const written = new Map<string, number>();
    for (const line of lines.filter((each) => each !== "")) {
      const title = line.split(",").at(-1)?.replaceAll('"', "") ?? "";
      written.set(title, (written.get(title) ?? 0) + 1);
    }
    expect(written).toEqual(titles);
  });

  it("refuses colours that have an order for kinds of things", async () => {
    await expect(restyle({ method: "categories", column: "structure", palette: "four-levels" })).rejects.toMatchObject({
      code: "usage",
    });
  });

  it("has as many rows as can be in each quantile", async () => {
    const { paint } = await restyle({ method: "quantile", column: "floors", palette: "plum", classes: 2 });
    const sorted = Array.from({ length: 240 }, (_each, n) => n % 13).sort((one, other) => one - other);
    const from = paint.classes.flatMap(({ range }) => (typeof range?.from === "number" ? [range.from] : []));
    expect(from).toEqual([sorted[120]]);
  });

  it("has the classes of decades when their breaks become one's own with the lowest first, else turned round", async () => {
    const { paint } = await restyle({ method: "decades", column: "build_year", palette: "ochre" });
    const breaks = paint.classes.flatMap(({ range }) => (typeof range?.from === "number" ? [range.from] : []));
    const manual = { method: "manual", column: "build_year", palette: "ochre", breaks, source: "" } as const;
    expect((await restyle({ ...manual, breaks, lowFirst: true })).paint).toEqual(paint);
    const turned = (await restyle({ ...manual, breaks })).paint.classes;
    const known = paint.classes.filter(({ value }) => value !== null);
    expect(turned.slice(0, -1).map(({ value }) => value)).toEqual(known.map(({ value }) => value).reverse());
    expect(turned.slice(0, -1).map(({ colour }) => colour)).toEqual(known.map(({ colour }) => colour));
  });

  it("is shown in bars that hold every number once and end with the highest", async () => {
    for (const column of ["floors", "build_year"]) {
      const { bins, unknown } = await room.client.ask("layer.histogram", { layer: layer.id, column });
      const { rows } = await room.rows({ layer: layer.id, columns: [column], offset: 0, limit: 500 });
      const numbers = rows.flatMap(({ cells: [cell] }) => (typeof cell === "number" ? [cell] : []));
      expect(unknown).toBe(240 - numbers.length);
      expect(bins.map(({ count }) => count)).toEqual(
        bins.map(({ from, to }) => numbers.filter((each) => each >= from && each < to).length),
      );
      expect([bins[0]?.from, bins.at(-1)?.to]).toEqual([Math.min(...numbers), Math.max(...numbers) + 1]);
    }
  });

  it("keeps what is left over in a class of its own", async () => {
    const { paint } = await restyle({ method: "categories", column: "src_note", palette: "okabe-ito" });
    expect(paint.classes).toHaveLength(8);
    const counts = await room.client.ask("layer.classes", { layer: layer.id });
    expect(counts.find(({ value }) => value === "…")?.count).toBeGreaterThan(0);
    expect(counts.find(({ value }) => value === null)?.count).toBe(60);
  });

  it("keeps style, order, name, eye and opacity when the project is opened again", async () => {
    const style: LayerStyle = { method: "decades", column: "build_year", palette: "ochre" };
    const { paint } = await restyle(style);
    const ask = room.client.ask;
    await ask("layer.arrange", { layer: layer.id, hidden: true, opacity: 0.4, title: "老城房屋" });
    const { path } = await ask("layer.order", { layers: [layer.id] });
    await ask("project.close", {});
    const { layers } = await ask("project.open", { path });
    const again = layers.find(({ id }) => id === layer.id);
    expect(again?.paint).toEqual(paint);
    expect(again?.title).toEqual({ zh: "老城房屋", en: "老城房屋" });
    expect(again?.view).toMatchObject({ style, hidden: true, opacity: 0.4, position: 0, note: null });
    await ask("layer.arrange", { layer: layer.id, title: null });
    expect((await restyle(null)).paint).toEqual(layer.paint);
    expect((await ask("project.read", {})).layers.find(({ id }) => id === layer.id)?.title).toEqual(layer.title);
  });

  it("refuses a column of words for ranges, an unknown palette, and more classes than colours", async () => {
    const refused = (style: LayerStyle) => expect(restyle(style)).rejects.toMatchObject({ code: "usage" });
    await refused({ method: "natural", column: "structure", palette: "ochre", classes: 4 });
    await refused({ method: "natural", column: "floors", palette: "rainbow", classes: 4 });
    await refused({ method: "natural", column: "floors", palette: "ochre", classes: 7 });
    await refused({ method: "categories", column: "nowhere", palette: "okabe-ito" });
  });

  it("falls back to the default, and says so, where a newer version lacks the column", async () => {
    await restyle({ method: "categories", column: "src_note", palette: "okabe-ito" });
    const without = room.path("newer.geojson");
    const features = Array.from({ length: 3 }, (_each, n) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [480_000 + n * 30, 3_056_000] },
      properties: { code: `F${n}`, build_year: 1990 },
    }));
    writeFileSync(without, JSON.stringify({ type: "FeatureCollection", features }));
    const { project } = await room.client.ask("source.import", {
      path: without,
      kind: "buildings",
      reading: { crs: "EPSG:4547" },
      replaces: layer.id,
    });
    const newer = project.layers.find(({ id }) => id === layer.id);
    expect(newer?.paint).toEqual(layer.paint);
    expect(newer?.view?.note?.zh).toContain("src_note");
    const counts = await room.client.ask("layer.classes", { layer: layer.id });
    expect(counts.find(({ value }) => value === "1990s")?.count).toBe(3);
  });
});
