import { beforeAll, describe, expect, it } from "vitest";
import type { ColumnEntry } from "../../contract/catalog.js";
import { parameterFault } from "../../renderer/dialogs/parameter-fault.js";
import {
  columnTitle,
  fileName,
  formatBytes,
  formatCell,
  formatDuration,
  formatMetres,
  formatPosition,
  formatShare,
} from "../../renderer/text/format.js";
import { startTexts } from "../../renderer/text/say.js";

beforeAll(() => startTexts("zh"));

const column = (type: ColumnEntry["type"], more: Partial<ColumnEntry> = {}): ColumnEntry => ({
  name: "x",
  title: { zh: "列", en: "column" },
  type,
  ...more,
});

describe("how values are written", () => {
  it("writes years without grouping and counts with it", () => {
    expect(formatCell("zh", column("year"), 1987)).toBe("1987");
    expect(formatCell("zh", column("whole"), 12345)).toBe("12,345");
  });

  it("leaves numbers of the file's own fields as delivered: they may be codes", () => {
    expect(formatCell("zh", { ...column("whole"), origin: "source" }, 2008)).toBe("2008");
    expect(formatCell("en", { ...column("number"), origin: "source" }, 31.125)).toBe("31.125");
    expect(formatCell("en", { ...column("number"), origin: "kind" }, 3100.125)).toBe("3,100.13");
  });

  it("never turns an unknown value into zero or no", () => {
    for (const type of ["text", "whole", "number", "year", "flag", "choice", "date"] as const) {
      expect(formatCell("en", column(type), null)).toBeNull();
    }
    expect(formatCell("zh", column("flag"), false)).toBe("否");
    expect(formatCell("zh", column("number"), 0)).toBe("0");
  });

  it("writes choices by their title and keeps what is not among them", () => {
    const pressure = column("choice", { choices: [{ value: "low", title: { zh: "低压", en: "low pressure" } }] });
    expect(formatCell("zh", pressure, "low")).toBe("低压");
    expect(formatCell("en", pressure, "other")).toBe("other");
  });

  it("keeps whole numbers beyond 2^53 as the text they came as", () => {
    expect(formatCell("zh", column("whole"), "9007199254740993")).toBe("9007199254740993");
  });

  it("puts units behind titles in the language's own brackets", () => {
    expect(columnTitle("zh", column("number", { unit: "m²" }))).toBe("列（m²）");
    expect(columnTitle("en", column("number", { unit: "m" }))).toBe("column (m)");
    expect(columnTitle("en", column("text"))).toBe("column");
  });

  it("writes distances, sizes, positions and times as people say them", () => {
    expect(formatMetres("zh", 12.345)).toBe("12.3 米");
    expect(formatMetres("en", 1234.5)).toBe("1,235 m");
    expect([0, 0.001, 0.04, 0.996].map((metres) => formatMetres("zh", metres))).toEqual([
      ...["0 米", "<0.01 米", "0.04 米", "1 米"],
    ]);
    expect(formatBytes("en", 3_123_456)).toBe("3.1 MB");
    expect(formatBytes("en", 12)).toBe("12 B");
    expect(formatPosition(115.1234567, -27.5)).toBe("115.12346°E, 27.50000°S");
    expect(formatDuration("zh", 4_400)).toBe("4 秒");
    expect(formatDuration("en", 300_000)).toBe("5 min");
  });

  it("rounds shares, but only all is 100 % and only nothing is 0 %", () => {
    expect(
      [0, 1e-6, 0.0099, 0.1099, 0.104, 0.5678, 0.9899, 0.999_999, 1].map((share) => formatShare("zh", share)),
    ).toEqual(["0 %", "<1 %", "<1 %", "11 %", "10 %", "57 %", "99 %", ">99 %", "100 %"]);
  });

  it("takes a file's name from paths of either system", () => {
    expect(fileName("C:\\数据\\房屋.shp")).toBe("房屋.shp");
    expect(fileName("/data/房屋.shp")).toBe("房屋.shp");
  });
});

describe("what the form refuses", () => {
  const distance = {
    type: "number",
    name: "pipe_distance",
    title: { zh: "距离", en: "distance" },
    explanation: { zh: "", en: "" },
    unit: "m",
    minimum: 0,
    maximum: 500,
    default: 50,
    words: [{ value: "by-class", title: { zh: "按级", en: "by class" } }],
  } as const;

  it("names range and unit of a number out of range", () => {
    expect(parameterFault("zh", distance, 501)).toBe("应在 0–500 m 之间");
    expect(parameterFault("en", distance, Number.NaN)).toBe("Must lie in 0–500 m");
  });

  it("accepts the ends of the range and the words beside numbers, and no other words", () => {
    for (const value of [0, 500, 12.5, "by-class"]) expect(parameterFault("zh", distance, value)).toBeNull();
    expect(parameterFault("zh", distance, "by-feeling")).not.toBeNull();
    expect(parameterFault("en", { ...distance, whole: true }, 1.5)).toBe("Must be a whole number");
  });
});
