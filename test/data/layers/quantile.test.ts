import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Database, type Session } from "../../../data/database.js";
import { exactValues, readSpan, readValues } from "../../../data/layers/classifiers/numbers.js";
import { quantileBreaks } from "../../../data/layers/classifiers/quantile.js";
import { random } from "../../../scripts/sample/random.js";

let database: Database;
let session: Session;
beforeAll(async () => {
  database = await Database.open({ path: ":memory:", folders: [] });
  session = await database.session();
});
afterAll(async () => {
  database.release(session);
  await database.close();
});

/** Puts the numbers into a table in this order; for FROM. */
async function table(numbers: Float64Array): Promise<string> {
  const list = [...numbers].map((each) => `(${each}::DOUBLE)`).join(", ");
  await session.run(`CREATE OR REPLACE TABLE numbers AS SELECT v FROM (VALUES ${list}) given(v)`);
  return "numbers";
}

/** By definition: the value with j/k of the rows before it. */
function sorted(numbers: Float64Array, classes: number): number[] {
  const all = numbers.toSorted();
  return Array.from({ length: classes - 1 }, (_each, at) => all[Math.floor((all.length * (at + 1)) / classes)] ?? 0);
}

async function breaksOf(numbers: Float64Array, classes: number): Promise<number[]> {
  const relation = await table(numbers);
  const span = await readSpan(session, relation);
  return span === null ? [] : await quantileBreaks(session, relation, span, classes);
}

describe("quantile breaks", () => {
  it("are the values with a third and two thirds of the rows before them, by hand", async () => {
    expect(await breaksOf(Float64Array.of(9, 1, 1, 5, 7, 5), 3)).toEqual([5, 7]);
    expect(await breaksOf(Float64Array.of(4), 3)).toEqual([4, 4]);
  });

  it("are those of the sorted rows where few values differ, and in any order of the rows", async () => {
    const dice = random(3, 1);
    for (const classes of [2, 3, 5, 7]) {
      const numbers = Float64Array.from({ length: 500 }, () => dice.whole(-20, 20) / 4);
      const found = await breaksOf(numbers, classes);
      expect(found).toEqual(sorted(numbers, classes));
      expect(await breaksOf(numbers.toReversed(), classes)).toEqual(found);
    }
  });

  it("are those of the sorted rows where too many differ to be counted", async () => {
    await session.run(
      `CREATE OR REPLACE TABLE many AS SELECT CAST((i * 7919) % 104729 AS DOUBLE) / 8 AS v FROM range(${3 * exactValues}) r(i)`,
    );
    const span = await readSpan(session, "many");
    if (span === null) throw new Error("there are numbers");
    expect(await readValues(session, "many", span)).toBeNull();
    const [numbers = new Float64Array(0)] = await session.doubles("SELECT v FROM many");
    expect(await quantileBreaks(session, "many", span, 5)).toEqual(sorted(numbers, 5));
  });
});
