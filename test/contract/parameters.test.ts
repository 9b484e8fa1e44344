import { describe, expect, it } from "vitest";
import { completeParameters, type Parameter, parseParameter } from "../../contract/parameters.js";

const text = { zh: "文", en: "text" };
const list = [
  {
    type: "number",
    name: "reach",
    title: text,
    explanation: text,
    unit: "m",
    minimum: 0,
    maximum: 100,
    default: 50,
    words: [{ value: "by-class", title: text }],
  },
  {
    type: "number",
    name: "points",
    title: text,
    explanation: text,
    unit: "",
    minimum: 1,
    maximum: 9,
    whole: true,
    default: 5,
  },
  { type: "words", name: "states", title: text, explanation: text, default: ["开挖中"] },
  { type: "flag", name: "all", title: text, explanation: text, default: false },
] as const satisfies readonly Parameter[];
const [reach, points, states, all] = list;

describe("parameters", () => {
  it("take their defaults where nothing is given", () => {
    expect(completeParameters(list, {})).toEqual({ reach: 50, points: 5, states: ["开挖中"], all: false });
  });

  it("keep what is given, the ends of the range included", () => {
    expect(completeParameters(list, { reach: 100, points: 1, states: [], all: true })).toEqual({
      reach: 100,
      points: 1,
      states: [],
      all: true,
    });
    expect(completeParameters(list, { reach: "by-class" }).reach).toBe("by-class");
  });

  it.each([
    ["above the range", { reach: 100.1 }],
    ["below the range", { reach: -1 }],
    ["not a number", { reach: Number.NaN }],
    ["a word nobody knows", { reach: "by-magic" }],
    ["a part where whole numbers are counted", { points: 2.5 }],
    ["a text for a flag", { all: "maybe" }],
    ["one word where a list is meant", { states: "开挖中" }],
    ["an unknown name", { depth: 1 }],
    ["a name that objects inherit", { constructor: 1 }],
  ])("refuse %s, naming the parameter", (_title, given) => {
    expect(() => completeParameters(list, given as never)).toThrowError(new RegExp(Object.keys(given)[0] ?? "", "u"));
  });

  it("are read from a command line", () => {
    expect(parseParameter(reach, " 12.5 ")).toBe(12.5);
    expect(parseParameter(reach, "by-class")).toBe("by-class");
    expect(parseParameter(states, "开挖中，施工中; Under construction")).toEqual([
      "开挖中",
      "施工中",
      "Under construction",
    ]);
    expect(parseParameter(all, "是")).toBe(true);
    expect(parseParameter(all, "no")).toBe(false);
  });

  it("refuse an empty number instead of reading it as zero", () => {
    expect(() => parseParameter(points, "")).toThrowError(/points/u);
  });
});
