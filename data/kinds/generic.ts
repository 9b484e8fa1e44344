import type { Kind } from "./kind.js";

export const generic: Kind = {
  name: "generic",
  title: { zh: "其他图层", en: "Other layer" },
  explanation: { zh: "只用来看、列表和导出的图层。", en: "A layer to look at, list and export." },
  geometry: ["polygon", "line", "point"],
  columns: [],
  keyColumn: null,
  checks: [],
  dialects: [],
  paint: {
    column: null,
    classes: [{ value: null, title: { zh: "要素", en: "features" }, colour: "#6B7C8C", width: 1.5 }],
  },
};
