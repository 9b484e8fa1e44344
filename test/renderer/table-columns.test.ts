import { beforeEach, describe, expect, it } from "vitest";
import type { LayerColumn } from "../../contract/project.js";
import { firstPreferences } from "../../renderer/state/first-preferences.js";
import { change, current } from "../../renderer/state/store.js";
import {
  moveColumn,
  orderedColumns,
  resetColumns,
  shownColumns,
  toggleColumn,
} from "../../renderer/table/chosen-columns.js";
import { tabSeparated } from "../../renderer/table/copy-rows.js";
import { layerWith } from "../support/layers.js";

const column = (name: string, rest: Partial<LayerColumn> = {}): LayerColumn => ({
  name,
  title: { zh: name, en: name },
  type: "text",
  origin: "kind",
  ...rest,
});
const layer = layerWith({
  id: 1,
  kind: "buildings",
  columns: [column("code"), column("floors", { type: "whole" }), column("area", { type: "number", unit: "m²" })],
});
const arranged = () => current().preferences.columns;
const shown = () => shownColumns(layer, arranged()).map(({ name }) => name);

describe("the columns of the table", () => {
  beforeEach(() => {
    Object.assign(globalThis, { window: { desktop: { keepPreferences: async () => undefined } } });
    change({ preferences: firstPreferences });
  });

  it("are moved, left out, and come back as usual, for every layer of the kind", () => {
    moveColumn(layer, "area", -1);
    expect(shown()).toEqual(["code", "area", "floors"]);
    toggleColumn(layer, "code");
    expect(shown()).toEqual(["area", "floors"]);
    expect(orderedColumns(layer, arranged()).map(({ name }) => name)).toEqual(["code", "area", "floors"]);
    expect(shownColumns(layerWith({ ...layer, id: 9 }), arranged()).map(({ name }) => name)).toEqual([
      "area",
      "floors",
    ]);
    resetColumns(layer);
    expect(shown()).toEqual(["code", "floors", "area"]);
  });

  it("stay where they are at the ends, and are never all left out", () => {
    moveColumn(layer, "code", -1);
    moveColumn(layer, "area", 1);
    expect(shown()).toEqual(["code", "floors", "area"]);
    for (const { name } of layer.columns) toggleColumn(layer, name);
    expect(shown()).toEqual(["code", "floors", "area"]);
  });

  it("are copied with units in the head, numbers as numbers, and no cell that a spreadsheet would run", () => {
    const rows = [
      ["=HYPERLINK(1)", 12_345, -1.5],
      ["甲\t乙\n丙", null, null],
      [" ＋1", 0, 2],
    ];
    expect(tabSeparated("zh", layer.columns, rows).split("\r\n")).toEqual([
      "code\tfloors\tarea（m²）",
      "'=HYPERLINK(1)\t12345\t-1.5",
      "甲 乙 丙\t\t",
      " '＋1\t0\t2",
    ]);
  });
});
