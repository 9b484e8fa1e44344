import { describe, expect, it } from "vitest";
import {
  answerProposal,
  chooseEncoding,
  chooseKind,
  chooseLayer,
  chooseTemplate,
  mapColumn,
  mapValue,
  templateOf,
  valuesToMap,
} from "../../renderer/state/import-corrections.js";
import { clearInspection } from "./import-inspection.js";

describe("what a user corrects", () => {
  it("holds where it still makes sense: a kind drops the mapping, a layer all but encoding and place", () => {
    const reading = { encoding: "GBK", crs: "EPSG:4547", mapping: { floors: "cs" }, values: { floors: { 三: "3" } } };
    expect(chooseKind(reading, "sites")).toEqual({ encoding: "GBK", crs: "EPSG:4547", kind: "sites" });
    expect(chooseLayer(reading, "管点")).toEqual({ layer: "管点", encoding: "GBK", crs: "EPSG:4547" });
  });

  it("keeps of a mapping only names in Latin letters when the encoding changes: the others read otherwise now", () => {
    const reading = { mapping: { floors: "cs", build_year: "½¨³ÉÄê·Ý" } };
    expect(chooseEncoding(reading, "GBK")).toEqual({ encoding: "GBK", mapping: { floors: "cs" } });
    expect(chooseEncoding({ mapping: { build_year: "½¨³É" } }, "GBK")).toEqual({ encoding: "GBK" });
  });

  it("forgets what values stood for when their column gets another field", () => {
    const reading = { mapping: { altered: "a" }, values: { altered: { "0": "true" }, floors: { 三: "3" } } };
    expect(mapColumn(reading, clearInspection, "altered", "b")).toEqual({
      mapping: { altered: "b" },
      values: { floors: { 三: "3" } },
    });
  });

  it("stays with the template that fitted by itself when one column is corrected", () => {
    const inspection = { ...clearInspection, template: "甲区" };
    expect(mapColumn({}, inspection, "floors", "cs")).toMatchObject({ template: "甲区", mapping: { floors: "cs" } });
    expect(chooseKind({ template: "甲区" }, "sites")).toEqual({ kind: "sites" });
  });

  it("takes what codes may mean, or refuses it", () => {
    const proposal = {
      column: "altered",
      field: "a",
      values: { "0": "true" },
      applied: true,
      evidence: { zh: "", en: "" },
    };
    expect(answerProposal({}, proposal, true).values).toEqual({ altered: { "0": "true" } });
    expect(answerProposal({}, proposal, false).values).toEqual({ altered: {} });
  });

  it("adds a value to those of the template, and takes one back", () => {
    const inspection = { ...clearInspection, values: { altered: { "1": "false" } } };
    const first = mapValue({}, inspection, "altered", "0", "true");
    expect(first.values).toEqual({ altered: { "1": "false", "0": "true" } });
    expect(mapValue(first, inspection, "altered", "0", null).values).toEqual({ altered: { "1": "false" } });
  });

  it("makes way for a template, except for what says which part of the file is read", () => {
    const reading = { layer: "房屋", mapping: { floors: "cs" }, encoding: "GBK", template: "旧" };
    expect(chooseTemplate(reading, "甲区")).toEqual({ layer: "房屋", template: "甲区" });
    expect(chooseTemplate(reading, "")).toEqual({ layer: "房屋", template: "" });
    expect(chooseTemplate(reading, null)).toEqual({ layer: "房屋" });
  });
});

describe("a template", () => {
  it("keeps mapping and values whole, and CRS and encoding only where someone stated them", () => {
    const reading = { mapping: { floors: "" }, values: { altered: { "0": "true" } } };
    expect(templateOf("甲区", clearInspection, reading, undefined)).toEqual({
      name: "甲区",
      kind: "buildings",
      fields: ["建成年份"],
      mapping: { floors: "", build_year: "建成年份" },
      values: { altered: { "0": "true" } },
    });
    expect(templateOf("甲区", clearInspection, { crs: "EPSG:4548" }, undefined).crs).toBe("EPSG:4548");
  });

  it("passes on what the template that was applied had stated", () => {
    const applied = { name: "旧", kind: "buildings", fields: [], mapping: {}, values: {}, encoding: "GBK" };
    expect(templateOf("新", clearInspection, {}, applied).encoding).toBe("GBK");
  });
});

describe("the values of a field", () => {
  const unclear = [
    { value: "待定", count: 7 },
    { value: "？", count: 2 },
  ];
  const inspection = {
    ...clearInspection,
    mapping: { altered: "违改" },
    understood: [{ column: "altered", field: "违改", values: 50, understood: 41, unclear }],
    fields: [{ name: "违改", type: "text" }],
    preview: [["0"], ["1"], ["0"], [null], ["待定"]],
  };

  it("are listed with the unclear ones first and their counts, each once, with what they stand for", () => {
    const reading = { values: { altered: { "0": "true" } } };
    expect(valuesToMap(inspection, reading, { name: "altered", type: "flag" })).toEqual([
      { value: "待定", count: 7, unclear: true, target: null },
      { value: "？", count: 2, unclear: true, target: null },
      { value: "0", count: null, unclear: false, target: "true" },
      { value: "1", count: null, unclear: false, target: null },
    ]);
  });

  it("are only the unclear ones where a column takes any number or text", () => {
    const values = valuesToMap(inspection, {}, { name: "altered", type: "text" });
    expect(values.map(({ value }) => value)).toEqual(["待定", "？"]);
  });

  it("are none for a column that nothing is mapped to", () => {
    expect(valuesToMap(inspection, {}, { name: "floors", type: "whole" })).toEqual([]);
  });
});
