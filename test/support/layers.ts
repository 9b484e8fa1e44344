import type { Paint } from "../../contract/catalog.js";
import type { Layer } from "../../contract/project.js";

/** A layer with the parts that a test names; the rest is empty. */
export function layerWith(parts: Partial<Layer> & { readonly id: number }): Layer {
  return {
    title: { zh: "图层", en: "Layer" },
    kind: "generic",
    geometry: "polygon",
    count: 10,
    bounds: [114, 27, 115, 28],
    columns: [],
    paint: plainPaint,
    source: null,
    run: null,
    parent: null,
    parentRevision: null,
    revision: 1,
    about: null,
    ...parts,
  };
}

export const plainPaint: Paint = {
  column: "c",
  classes: [
    { value: "a", title: { zh: "甲", en: "A" }, colour: "#a50f15" },
    { value: "b", title: { zh: "乙", en: "B" }, colour: "#3b7fb8" },
    { value: null, title: { zh: "无数据", en: "no data" }, colour: "#b4babd" },
  ],
};

export const dashedPaint: Paint = {
  column: "pressure",
  classes: [
    { value: "high", title: { zh: "高压", en: "high" }, colour: "#7a0177", width: 4 },
    { value: "low", title: { zh: "低压", en: "low" }, colour: "#e69f00", width: 1.5, dash: [3, 1.5] },
    { value: null, title: { zh: "不明", en: "unknown" }, colour: "#888888", width: 1.5, dash: [1, 1] },
  ],
};
