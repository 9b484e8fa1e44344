import { describe, expect, it } from "vitest";
import { conditionWords } from "../../contract/condition-words.js";
import type { Condition } from "../../contract/conditions.js";
import type { LayerColumn } from "../../contract/project.js";
import { layerWith } from "../support/layers.js";

const column = (name: string, zh: string, rest: Partial<LayerColumn> = {}): LayerColumn => ({
  name,
  title: { zh, en: name },
  type: "number",
  origin: "kind",
  ...rest,
});

const layer = layerWith({
  id: 1,
  columns: [
    column("build_year", "建成年份", { type: "year" }),
    column("pipe_distance_m", "距管线", { unit: "m" }),
    column("altered", "疑似违改", { type: "flag" }),
    column("structure", "结构", { type: "choice", choices: [{ value: "brick", title: { zh: "砖木", en: "brick" } }] }),
    column("level", "等级"),
  ],
  paint: { column: "level", classes: [{ value: "major", title: { zh: "重大", en: "major" }, colour: "#a50f15" }] },
});
const titleOf = (id: number) => (id === 7 ? { zh: "街道", en: "streets" } : null);
const words = (condition: Condition) => conditionWords(layer, condition, titleOf);

describe("a condition in words", () => {
  it.each<[Condition, string, string]>([
    [{ column: "build_year", compare: "<=", value: 1979 }, "建成年份 ≤ 1979", "build_year ≤ 1979"],
    [{ column: "build_year", compare: "between", from: 1980, to: 1989 }, "建成年份 1980–1989", "build_year 1980–1989"],
    [{ column: "pipe_distance_m", compare: "<", value: 5 }, "距管线 < 5 m", "pipe_distance_m < 5 m"],
    [{ column: "altered", compare: "=", value: true }, "疑似违改 = 是", "altered = yes"],
    [
      { column: "structure", compare: "in", values: ["brick", null] },
      "结构 = 砖木、无数据",
      "structure = brick, no data",
    ],
    [{ column: "level", compare: "=", value: "major" }, "等级 = 重大", "level = major"],
    [{ column: "level", compare: "empty" }, "等级 无数据", "level has no data"],
    [
      { column: "pipe_distance_m", compare: "ranges", ranges: [{ from: 0, below: 5 }, { above: 50 }], empty: true },
      "距管线 [0, 5) m、> 50 m、无数据",
      "pipe_distance_m [0, 5) m, > 50 m, no data",
    ],
    [
      { column: "build_year", compare: "ranges", ranges: [{ from: 1980, below: 1990 }, { below: 1950 }], empty: false },
      "建成年份 1980–1989、< 1950",
      "build_year 1980–1989, < 1950",
    ],
    [{ place: "inside", layer: 7, fid: 3 }, "在“街道”第 3 号范围内", 'inside no. 3 of "streets"'],
    [{ place: "near", layer: 9, fid: 3, metres: 20 }, "距“图层 9”第 3 号 20 米内", 'within 20 m of no. 3 of "layer 9"'],
    [{ set: "selection", serial: 4 }, "已选", "selected"],
  ])("%j", (condition, zh, en) => {
    expect(words(condition)).toEqual({ zh, en });
  });

  it("calls a column that the layer no longer has by its name", () => {
    expect(words({ column: "gone", compare: "not-empty" }).zh).toBe("gone 有数据");
  });
});
