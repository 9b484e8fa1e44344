import type { Inspection } from "../../contract/inspection.js";

export const none = { zh: "", en: "" };
export const sure = <Value>(value: Value) => ({ value, evidence: none, sure: true });

/** A file of which everything was recognised for sure. */
export const clearInspection: Inspection = {
  path: "/房屋.shp",
  format: "shapefile",
  layers: [{ name: "房屋", geometries: ["polygon"], rows: 10 }],
  layer: "房屋",
  geometry: "polygon",
  rows: 10,
  bytes: 1000,
  encoding: sure("GBK"),
  crs: sure<string | null>("EPSG:4547"),
  kind: sure("buildings"),
  mapping: { build_year: "建成年份" },
  unsure: [],
  values: {},
  proposals: [],
  understood: [{ column: "build_year", field: "建成年份", values: 10, understood: 10, unclear: [] }],
  template: null,
  oldDatum: false,
  fields: [{ name: "建成年份", type: "text" }],
  preview: [["1980"]],
  readings: { build_year: [1980] },
  picture: null,
  problems: [],
};
