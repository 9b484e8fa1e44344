import { describe, expect, it } from "vitest";
import { AppError } from "../../../contract/errors.js";
import { withLimit } from "../../../contract/profile-limits.js";
import { gb55009 } from "../../../data/risk/profiles.js";
import { nationalScheme, parseScheme, profileOf } from "../../../data/risk/scheme.js";

function refused(change: object): AppError {
  try {
    parseScheme(JSON.stringify({ ...nationalScheme, ...change }), "/台账/方案.json");
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("it was taken");
}

const { weights } = nationalScheme;
const own = { ...gb55009, name: "own", from: "gb55009", title: { zh: "本市", en: "ours" } };
const { age: _age, ...withoutAge } = weights;

describe("a scheme file", () => {
  it("is read as it was written", () => {
    expect(parseScheme(JSON.stringify(nationalScheme), "a.json")).toEqual(nationalScheme);
    expect(profileOf(nationalScheme).name).toBe("gb55009");
  });

  it.each([
    ["lacks a weight", { weights: withoutAge }, /weight of age is missing/u],
    ["has an unknown factor", { weights: { ...weights, luck: 0 } }, /no factor "luck"/u],
    ["has a negative weight", { weights: { ...weights, age: -1, alteration: 61 } }, /weight of age is -1/u],
    ["has weights that do not sum to 100", { weights: { ...weights, age: 31 } }, /sum to 101 instead of 100/u],
    ["is of a newer format", { format: 2 }, /newer version \(format 2\)/u],
    ["has bands that do not ascend", { level_bands: [5, 5, 16] }, /must ascend/u],
    ["names an unknown profile", { profile: "某地" }, /no profile "某地"/u],
    ["has a malformed part", { unknown: "half" }, /its part unknown is missing or malformed/u],
    ["has a part too many", { colour: "red" }, /missing or malformed/u],
    ["has a name that is no file name", { name: "../x" }, /its part name/u],
    [
      "has a profile of its own that lacks a class",
      { profile: { name: "own", title: { zh: "自定", en: "own" }, ranges: [], clearances: [] } },
      /needs exactly one row for low/u,
    ],
    [
      "calls its own profile like one of the program's",
      { profile: { ...own, name: "shanghai" } },
      /called "shanghai"/u,
    ],
    ["has a profile copied from none", { profile: { ...own, from: "gb1" } }, /a copy of "gb1"/u],
    [
      "has two clearances for one wall",
      { profile: { ...own, clearances: [...own.clearances, ...own.clearances.slice(0, 1)] } },
      /two rows for low\/clearance\/0/u,
    ],
    [
      "controls less than it protects",
      { profile: withLimit(own, "low/control", { metres: 0.4, source: "甲" }) },
      /0\.4 m is less than the protection range of 0\.5 m/u,
    ],
    [
      "has a changed value under the old clause",
      { profile: withLimit(own, "low/protection", { metres: 0.8 }) },
      /says 0\.5 m, not 0\.8 m/u,
    ],
    ["has a blank source", { profile: withLimit(own, "low/control", { source: " " }) }, /5 m has no source/u],
    ["has a negative range", { profile: withLimit(own, "low/control", { metres: -1 }) }, /profile/u],
  ])("that %s is refused in one sentence that names the file", (_what, change, message) => {
    const error = refused(change);
    expect(error.text.en).toMatch(message);
    expect(error.text.en).toContain("/台账/方案.json");
    expect(error.text.zh).toMatch(/^方案文件 \/台账\/方案\.json：.*。$/u);
    expect(error.text.en.match(/[.!?](\s|$)/gu)).toHaveLength(1);
  });

  it("that is no JSON, and weights that miss 100 by a rounding", () => {
    expect(() => parseScheme("{", "a.json")).toThrow(/not JSON/u);
    const rounded = { ...weights, age: 30.005 };
    expect(() => parseScheme(JSON.stringify({ ...nationalScheme, weights: rounded }), "a.json")).not.toThrow();
    expect(refused({ weights: { ...weights, age: Number.NaN } }).code).toBe("input-format");
  });
});
