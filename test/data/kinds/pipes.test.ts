import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ColumnReader } from "../../support/read-column.js";

let reader: ColumnReader;
beforeAll(async () => {
  reader = await ColumnReader.open();
});
afterAll(() => reader.close());

async function expectRead(column: string, cases: Readonly<Record<string, unknown>>, values = {}) {
  const texts = Object.keys(cases);
  const read = await reader.read("pipes", column, texts, values);
  expect(Object.fromEntries(texts.map((text, index) => [text, read[index]]))).toEqual(cases);
}

describe("the pressure class of a pipe", () => {
  it("is read from words; without a letter it is the stricter A", async () => {
    await expectRead("pressure", {
      超高压: "ultra_high",
      高压A: "high_a",
      高压B: "high_b",
      高压: "high_a",
      次高压A: "sub_high_a",
      次高压B: "sub_high_b",
      次高压: "sub_high_a",
      中压A: "medium_a",
      "中压 A": "medium_a",
      中压Ａ: "medium_a",
      中压Ｂ: "medium_b",
      中压B级: "medium_b",
      中压: "medium_a",
      低压: "low",
      medium_b: "medium_b",
      LOW: "low",
    });
  });

  it("is read from megapascals just inside, on and outside each bound of GB 55009-2021", async () => {
    await expectRead("pressure", {
      "0.0099MPa": "low",
      "0.01MPa": "low",
      "0.0101MPa": "medium_b",
      "0.2MPa": "medium_b",
      "0.2001MPa": "medium_a",
      "0.4MPa": "medium_a",
      "0.4001MPa": "sub_high_b",
      "0.8MPa": "sub_high_b",
      "0.8001MPa": "sub_high_a",
      "1.6MPa": "sub_high_a",
      "1.6001MPa": "high_b",
      "2.5MPa": "high_b",
      "2.5001MPa": "high_a",
      "4.0MPa": "high_a",
      "4.0001MPa": "ultra_high",
    });
  });

  it("is read in the units that files use, the largest of a range", async () => {
    await expectRead("pressure", {
      "400kPa": "medium_a",
      "401kPa": "sub_high_b",
      "10kPa": "low",
      "2500Pa": "low",
      "4bar": "medium_a",
      "PN1.6MPa": "sub_high_a",
      "0.1-0.4MPa": "medium_a",
      "0.2MPa<P≤0.4MPa": "medium_a",
      "DN200 0.4MPa": "medium_a",
      "０．４ＭＰａ": "medium_a",
      "0.4": "medium_a",
      ".2": "medium_b",
    });
  });

  it("is unknown for a supplier's code, zero, less, and words that are none", async () => {
    await expectRead("pressure", {
      "1": null,
      "5": null,
      "7.0": null,
      "0": null,
      "0MPa": null,
      "-0.4MPa": null,
      不详: null,
      PN16: null,
    });
  });

  it("is what the user says a code means", async () => {
    await expectRead("pressure", { "5": "medium_a", "6": "medium_b", "8": null }, { "5": "中压A", "6": "medium_b" });
  });
});

describe("the outer diameter of a pipe", () => {
  it("is the number behind its sign, else the first", async () => {
    await expectRead("outer_diameter_mm", {
      DN200: 200,
      "dn 300": 300,
      De110: 110,
      "D159×6": 159,
      "Φ108*4": 108,
      "200*6": 200,
      "PE100 SDR11 dn110": 110,
      "２００": 200,
      "219.1": 219.1,
      "219.1mm": 219.1,
    });
  });

  it("is unknown for zero, less and words", async () => {
    await expectRead("outer_diameter_mm", { "0": null, "-50": null, DN0: null, 不详: null });
  });
});

describe("the design pressure of a pipe", () => {
  it("is in megapascals, whatever its unit, and unknown without one", async () => {
    await expectRead("design_pressure_mpa", {
      "0.4MPa": 0.4,
      "400kPa": 0.4,
      "PN1.6MPa": 1.6,
      "0.1-0.4MPa": 0.4,
      "0.2": 0.2,
      "4bar": 0.4,
      中压A: null,
      "5": null,
      "0MPa": null,
    });
  });
});

describe("what a pipe is made of and how it lies", () => {
  it("materials are read from words and the letters of CJJ 61; grey iron is told from ductile", async () => {
    await expectRead("material_class", {
      钢: "steel",
      钢管: "steel",
      无缝钢管: "steel",
      G: "steel",
      PE: "pe",
      PE100: "pe",
      聚乙烯: "pe",
      钢骨架聚乙烯: "composite",
      铝塑复合管: "composite",
      灰口铸铁: "grey_iron",
      球墨铸铁: "ductile_iron",
      QM: "ductile_iron",
      铸铁: "cast_iron",
      ZT: "cast_iron",
      其他: "other",
      "1": null,
      不详: null,
    });
  });

  it("laying is read from words and letters", async () => {
    await expectRead("laying", {
      直埋: "buried",
      ZM: "buried",
      套管: "cased",
      管沟: "trench",
      架空: "overhead",
      JK: "overhead",
      顶管: "jacked",
      水下: "underwater",
      "0": null,
    });
  });
});

describe("other columns of a pipe", () => {
  it("the status is known by its words only: codes contradict each other", async () => {
    await expectRead("status", {
      在用: "in_use",
      停用: "idle",
      废弃: "abandoned",
      规划中: "planned",
      "0": null,
      "1": null,
    });
  });

  it("the year laid reads like any year", async () => {
    await expectRead("lay_year", { "2003年": 2003, "90年代": null, "20030501": 2003 });
  });
});
