import type { LayerStyle } from "../../contract/view-calls.js";

/** A style by each method, for houses with `build_year`, `floors`, `structure` and a field `note` of the file. */
export const everyStyle: readonly LayerStyle[] = [
  {
    method: "manual",
    column: "build_year",
    palette: "ochre",
    breaks: [1980, 1990, 2000],
    source: "DB11/T 2245-2024 附录B",
  },
  { method: "decades", column: "build_year", palette: "ochre" },
  { method: "quantile", column: "floors", palette: "plum", classes: 4 },
  { method: "equal", column: "floors", palette: "viridis", classes: 3 },
  { method: "natural", column: "floors", palette: "ochre", classes: 5 },
  { method: "categories", column: "src_note", palette: "okabe-ito" },
  { method: "categories", column: "structure", palette: "okabe-ito" },
  { method: "unknowns", columns: ["build_year", "structure"] },
];
