import { describe, expect, it } from "vitest";
import type { KindEntry } from "../../contract/catalog.js";
import type { Inspection } from "../../contract/inspection.js";
import type { SourceReport } from "../../contract/project.js";
import {
  canImport,
  doubts,
  newDraft,
  olderVersion,
  plainFileName,
  targetOf,
} from "../../renderer/state/import-drafts.js";
import type { ImportDraft } from "../../renderer/state/store.js";
import { layerWith } from "../support/layers.js";
import { clearInspection, none, sure } from "./import-inspection.js";

const column = { title: none, type: "year", derived: false } as const;
const kinds: KindEntry[] = [
  {
    name: "buildings",
    title: none,
    explanation: none,
    geometry: ["polygon"],
    columns: [
      { ...column, name: "build_year", required: true },
      { ...column, name: "floors", required: false },
    ],
  },
];

const draft = (parts: Partial<Inspection> = {}, more: Partial<ImportDraft> = {}): ImportDraft => ({
  ...newDraft("/房屋.shp"),
  busy: false,
  inspection: { ...clearInspection, ...parts },
  ...more,
});

describe("a draft of an import", () => {
  it("is free of doubt where everything was recognised for sure", () => {
    expect(doubts(draft(), kinds)).toEqual([]);
    expect(canImport(draft())).toBe(true);
  });

  it("names each doubt that a person has to settle", () => {
    const unsure = { evidence: none, sure: false };
    const cases: [Partial<Inspection>, string][] = [
      [{ kind: { value: "buildings", ...unsure } }, "import.doubt.kind"],
      [{ encoding: { value: "GBK", ...unsure } }, "import.doubt.encoding"],
      [{ crs: { value: "EPSG:4547", ...unsure } }, "import.doubt.crs"],
      [{ crs: { value: null, ...unsure } }, "import.doubt.crs"],
      [{ mapping: {} }, "import.doubt.required"],
      [{ unsure: ["floors"] }, "import.doubt.fields"],
      [
        { proposals: [{ column: "floors", field: "cs", values: { A: "1" }, applied: true, evidence: none }] },
        "import.doubt.codes",
      ],
      [{ oldDatum: true }, "import.doubt.datum"],
      [{ geometry: null }, "import.doubt.geometry"],
      [
        { understood: [{ column: "floors", field: "cs", values: 100, understood: 94, unclear: [] }] },
        "import.doubt.values",
      ],
    ];
    for (const [parts, word] of cases) expect(doubts(draft(parts), kinds), word).toEqual([word]);
  });

  it("does not ask again for what the user has stated", () => {
    const guess = { evidence: none, sure: false };
    const unsure = draft({ kind: { value: "buildings", ...guess }, encoding: { value: "GBK", ...guess } });
    expect(doubts({ ...unsure, reading: { kind: "buildings", encoding: "GBK" } }, kinds)).toEqual([]);
  });

  it("cannot be imported unread, broken, while it is read again, or without a CRS for its shapes", () => {
    expect(canImport(draft({}, { inspection: null }))).toBe(false);
    expect(canImport(draft({}, { error: { code: "input-damaged", message: none } }))).toBe(false);
    expect(canImport(draft({}, { busy: true }))).toBe(false);
    expect(canImport(draft({ crs: { value: null, evidence: none, sure: false } }))).toBe(false);
    expect(canImport(draft({ coordinates: null }))).toBe(false);
    expect(canImport(draft({ geometry: null, crs: { value: null, evidence: none, sure: false } }))).toBe(true);
  });
});

describe("a newer version of a layer", () => {
  const source = { path: "D:\\普查\\房屋_2023年12月.shp" } as SourceReport;
  const layers = [
    layerWith({ id: 1, kind: "buildings", source }),
    layerWith({ id: 2, kind: "pipes", source: { ...source, path: "/房屋.shp" } }),
    layerWith({ id: 3, kind: "quarantine", about: 1 }),
  ];

  it("is proposed by its kind and its name apart from dates and version marks", () => {
    for (const path of ["/房屋.shp", "/新/房屋_2024年6月.zip", "/房屋 (2).shp", "/房屋-v3.gpkg", "/房屋_最新.shp"]) {
      expect(olderVersion({ ...draft(), path }, layers)?.id, path).toBe(1);
    }
  });

  it("is taken only while the file is of the layer's kind", () => {
    const chosen = { ...draft(), replaces: 1 };
    expect(targetOf(chosen, layers)).toBe(1);
    expect(targetOf({ ...chosen, reading: { kind: "sites" } }, layers)).toBeNull();
    expect(targetOf(chosen, [])).toBeNull();
  });

  it("is not proposed for another name, nor for another kind", () => {
    expect(olderVersion({ ...draft(), path: "/东区房屋.shp" }, layers)).toBeNull();
    expect(olderVersion({ ...draft({ kind: sure("sites") }), path: "/房屋.shp" }, layers)).toBeNull();
  });

  it("does not take names apart that are nothing but a number", () => {
    expect(plainFileName("/2024.shp")).toBe(plainFileName("/2023.shp"));
    expect(
      olderVersion({ ...draft(), path: "/2024.shp" }, [
        layerWith({ id: 9, kind: "buildings", source: { ...source, path: "/2023.shp" } }),
      ]),
    ).toBeNull();
  });
});
