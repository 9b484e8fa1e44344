import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Database } from "../../../data/database.js";
import { guessFields, guessKind, proposeValues } from "../../../data/import/guess-mapping.js";
import { kindSql } from "../../../data/import/mapping.js";
import { measureUnderstanding } from "../../../data/import/understood.js";
import { kinds } from "../../../data/kinds/index.js";
import type { Kind } from "../../../data/kinds/kind.js";
import { quoteName } from "../../../data/sql.js";

let database: Database;
beforeAll(async () => {
  database = await Database.open({ path: ":memory:", folders: [] });
});
afterAll(() => database.close());

/** What is understood of one column's texts, with the column's values as the import reads them. */
async function measure(kind: Kind, column: string, texts: readonly (string | null)[]) {
  const mapping = { [column]: "f" };
  const { direct, derived } = kindSql(kind, mapping, {});
  return await database.using(undefined, async (session) => {
    await session.run(
      `CREATE OR REPLACE TEMP TABLE looked AS SELECT ${["read.*", ...derived].join(", ")} FROM (
         SELECT ${["f AS src_f", ...direct].join(", ")} FROM (SELECT unnest(from_json($texts, '["VARCHAR"]')) AS f)) read`,
      { texts: JSON.stringify(texts) },
    );
    const found = await measureUnderstanding(session, kind, mapping, "looked");
    const values = await session.rows<{ value: unknown }>(`SELECT ${quoteName(column)} AS value FROM looked`);
    return { ...found, nulls: values.filter(({ value }) => value === null).length };
  });
}

const pieces = [
  "19",
  "80",
  "2001",
  "年",
  "年代",
  "中压",
  "A",
  "B级",
  "0.4",
  "MPa",
  "kPa",
  "是",
  "无",
  "0",
  "1",
  "-",
  "/",
  "砖",
  "木",
  "钢",
  "DN",
  "１",
  " ",
  "'",
  '"',
  "\\",
  "%",
  "(",
  "[",
  "�",
  "e9",
  "infinity",
  "epoch",
  ".",
] as const;
const texts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }).map((text) => text.replaceAll("\u0000", "")),
  fc.array(fc.constantFrom(...pieces), { maxLength: 5 }).map((parts) => parts.join("")),
  fc.double().map(String),
);
const fields = kinds.flatMap((kind) =>
  kind.columns.filter((column) => column.derived === undefined).map((column) => ({ kind, column: column.name })),
);

describe("reading values", { timeout: 120_000 }, () => {
  it("never throws, and what is understood and what is unclear make up all values", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...fields),
        fc.array(fc.option(texts), { maxLength: 40 }),
        async ({ kind, column }, given) => {
          const { understood, missing, nulls } = await measure(kind, column, given);
          const [share] = understood;
          if (share === undefined) throw new Error("the mapped column is measured");
          const listed = share.unclear.reduce((sum, each) => sum + each.count, 0);
          const lost = share.values - share.understood;
          expect(share.values).toBe(
            given.filter((text) => text !== null && text.replace(/^ +| +$/gu, "") !== "").length,
          );
          expect(listed).toBeLessThanOrEqual(lost);
          if (share.unclear.length < 20) expect(listed).toBe(lost);
          expect(share.unclear.map(({ count }) => count)).toEqual(
            share.unclear.map(({ count }) => count).toSorted((one, other) => other - one),
          );
          expect(missing[column]).toBe(nulls);
          expect(nulls).toBeGreaterThanOrEqual(given.length - share.values);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("names the 20 most frequent unclear values, the commonest first, ties in order", async () => {
    const pressure = kinds.find(({ name }) => name === "pipes");
    if (pressure === undefined) throw new Error("no pipes");
    const codes = Array.from({ length: 30 }, (_each, code) => `甲${String(code).padStart(2, "0")}`);
    const { understood } = await measure(pressure, "pressure", [...codes, ...codes.slice(5, 7), "中压A", null, " "]);
    expect(understood[0]).toMatchObject({ values: 33, understood: 1 });
    expect(understood[0]?.unclear.slice(0, 3)).toEqual([
      { value: "甲05", count: 2 },
      { value: "甲06", count: 2 },
      { value: "甲00", count: 1 },
    ]);
    expect(understood[0]?.unclear).toHaveLength(20);
  });

  it("counts nothing where there is nothing", async () => {
    const [kind] = kinds;
    if (kind === undefined) throw new Error("no kinds");
    const { understood, missing } = await measure(kind, "build_year", []);
    expect(understood).toEqual([{ column: "build_year", field: "f", values: 0, understood: 0, unclear: [] }]);
    expect(new Set(Object.values(missing))).toEqual(new Set([0]));
  });
});

describe("guessing", () => {
  const names = fc.oneof(
    fc.constantFrom(...kinds.flatMap((kind) => kind.columns.flatMap((column) => [column.name, ...column.aliases]))),
    fc.string({ maxLength: 10 }),
  );
  const samples = fc.array(fc.constantFrom("1985", "80年代", "中压A", "是", "0", "1", "2", "A", "甲"), {
    maxLength: 6,
  });

  it("takes no field for two columns, and none that is not there", () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.array(fc.tuple(names, samples), { maxLength: 30 }), (kind, given) => {
        const distinct = [...new Map(given)];
        const source = distinct.map(([name]) => ({ name, column: name, type: "text" as const }));
        const values = new Map(distinct);
        const { mapping, unsure } = guessFields(kind, source, values);
        const used = Object.values(mapping);
        expect(new Set(used).size).toBe(used.length);
        for (const field of used) expect(values.has(field)).toBe(true);
        for (const column of unsure) expect(mapping).toHaveProperty(column);
        for (const { column, field } of proposeValues(kind, source, mapping, values))
          expect(mapping[column]).toBe(field);
        expect(kinds).toContain(guessKind(null, source, values).kind);
      }),
      { numRuns: 300 },
    );
  });
});
