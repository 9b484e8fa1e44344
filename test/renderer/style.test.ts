import { createExpression, validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { beforeAll, describe, expect, it } from "vitest";
import type { Run } from "../../contract/project.js";
import { drawingOrder } from "../../renderer/map/drawing-order.js";
import { colourByClass, dashGroups, shownColour } from "../../renderer/map/paint.js";
import { type MapState, mapStyle, type StyleNotes } from "../../renderer/map/style.js";
import { startTexts } from "../../renderer/text/say.js";
import { contrast } from "../../renderer/theme/contrast.js";
import { tokens } from "../../renderer/theme/tokens.js";
import { dashedPaint, layerWith, plainPaint } from "../support/layers.js";
import { plainState } from "./map-state.js";

const state: MapState = {
  ...plainState,
  layers: [
    layerWith({ id: 1 }),
    layerWith({ id: 2, geometry: "line", paint: dashedPaint }),
    layerWith({ id: 3, geometry: "point" }),
    layerWith({ id: 4, run: 1, parent: 1 }),
    layerWith({ id: 5, run: 1, paint: dashedPaint }),
  ],
  hidden: new Set([1]),
  ranks: [{ fid: 7, rank: 1, bounds: [114, 27, 114.2, 27.4] }],
};

/** What MapLibre itself makes of an expression for a feature with this class. */
function evaluate(expression: unknown, value: string | null): unknown {
  const parsed = createExpression(expression, "layers[0].paint");
  if (parsed.result === "error") throw new Error(parsed.value.map(({ message }) => message).join());
  return parsed.value.evaluate(
    { zoom: 14 } as never,
    { type: 3, properties: value === null ? {} : { c: value } } as never,
  );
}

beforeAll(() => startTexts("zh"));

describe("the map's style", () => {
  it("is valid for MapLibre in both themes", () => {
    for (const theme of ["light", "dark"] as const) {
      expect(validateStyleMin(mapStyle({ ...state, theme }))).toEqual([]);
    }
  });

  it("asks for no glyphs, sprites or addresses outside the engine", () => {
    const text = JSON.stringify(mapStyle(state));
    expect(text).not.toMatch(/https?:|glyphs|sprite|text-field/u);
    expect(text.match(/fangan:\/\/\d+/gu)?.sort()).toEqual(["fangan://2", "fangan://3", "fangan://4", "fangan://5"]);
  });

  it("gives the ranges of pipes other addresses when another run judges them, and nothing else", () => {
    const pipes = layerWith({ id: 2, kind: "pipes", geometry: "line" });
    const sites = layerWith({ id: 3, kind: "sites", geometry: "point" });
    const result = layerWith({ id: 7, run: 6 });
    const run = { id: 6, inputs: { pipes: 2 }, parameters: { scheme: "national@1" }, layers: [7] } as unknown as Run;
    const sources = (runs: readonly Run[]) =>
      mapStyle({ ...state, layers: [pipes, sites, result], hidden: new Set(), ranges: true, runs }).sources;
    const [before, after] = [sources([]), sources([run])];
    const changed = Object.keys(after).filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]));
    expect(Object.keys(after)).toContain("ranges-3");
    expect(changed).toEqual(["ranges-2"]);
  });

  it("leaves hidden and empty layers out", () => {
    const { sources } = mapStyle({ ...state, layers: [...state.layers, layerWith({ id: 9, count: 0 })] });
    expect(Object.keys(sources)).not.toContain("layer-1");
    expect(Object.keys(sources)).not.toContain("layer-9");
  });

  it("gives the same picture for the same state, and other tile addresses for a new engine", () => {
    expect(mapStyle(state)).toEqual(mapStyle({ ...state }));
    expect(JSON.stringify(mapStyle({ ...state, generation: 2 }).sources)).not.toBe(
      JSON.stringify(mapStyle(state).sources),
    );
  });

  it("keeps its addresses and its look where another scheme shows a layer, and notes that its tiles hold something else", () => {
    const before = mapStyle(state);
    const moved = mapStyle({ ...state, previews: new Map([[4, 1]]) });
    expect({ ...moved, metadata: null }).toEqual({ ...before, metadata: null });
    const contents = (style: typeof before) => (style.metadata as StyleNotes).contents;
    const { "layer-4": own, ...others } = contents(moved);
    expect(own).not.toBe(contents(before)["layer-4"]);
    expect(others).toEqual(expect.objectContaining({ "layer-2": contents(before)["layer-2"] }));
    const view = { hidden: null, opacity: 1, position: null, style: null, styled: 1, note: null };
    const restyled = state.layers.map((layer) => (layer.id === 4 ? { ...layer, view } : layer));
    expect(mapStyle({ ...state, layers: restyled }).sources["layer-4"]).not.toEqual(before.sources["layer-4"]);
  });

  it("draws areas below lines below points, results over data, outlines on top", () => {
    expect(drawingOrder(state.layers).map(({ id }) => id)).toEqual([1, 4, 2, 3, 5]);
  });

  it("draws squares of every layer where its features are too many to be seen, outlined ones too", () => {
    const drawn = mapStyle({ ...state, hidden: new Set() }).layers.map(({ id }) => id);
    for (const { id } of state.layers) expect(drawn).toContain(`layer-${id}:cells`);
  });

  it("writes the metres beside each line to a neighbour, in both languages, and a dot where the two touch", () => {
    const link = { layer: 2, fid: 1, name: null };
    const links = [
      { ...link, metres: 3.24, from: [114, 27], to: [114.5, 27] },
      { ...link, metres: 0, from: [114.1, 27.1], to: [114.1, 27.1] },
    ] as const;
    const feature = { layer: 1, fid: 1, values: {}, bounds: null, reason: null, links };
    const labels = (locale: "zh" | "en") => {
      const source = mapStyle({ ...state, feature, locale }).sources.links as unknown as {
        data: { features: { geometry: { type: string; coordinates: number[] }; properties: object }[] };
      };
      return source.data.features.filter(({ geometry }) => geometry.type === "Point");
    };
    expect(labels("zh")).toMatchObject([
      { geometry: { coordinates: [114.25, 27] }, properties: { text: "3.2 米", touches: false, flat: true } },
      { geometry: { coordinates: [114.1, 27.1] }, properties: { text: "0 米", touches: true } },
    ]);
    expect(labels("en").map(({ properties }) => properties)).toMatchObject([{ text: "3.2 m" }, { text: "0 m" }]);
    for (const theme of ["light", "dark"] as const) {
      const style = mapStyle({ ...state, feature, theme });
      expect(validateStyleMin(style)).toEqual([]);
      expect(JSON.stringify(style)).not.toMatch(/https?:|glyphs|sprite/u);
      const label = style.layers.find(({ id }) => id === "links:label");
      const halo = label?.type === "symbol" ? label.paint?.["text-halo-color"] : undefined;
      expect(halo).toBe(tokens[theme].ground);
      expect(contrast(tokens[theme].text, tokens[theme].ground)).toBeGreaterThan(4.5);
      // What is placed first stands last among the layers.
      expect(style.layers.at(-1)?.id).toBe("links:label");
    }
  });

  it("draws a shifted layer's moves as lines with a dot where each feature would go", () => {
    const moves = [{ from: [114, 27], to: [114.005, 27.003] }] as const;
    const source = mapStyle({ ...state, moves }).sources.moves as unknown as { data: { features: unknown[] } };
    expect(source.data.features).toMatchObject([
      {
        geometry: {
          type: "LineString",
          coordinates: [
            [114, 27],
            [114.005, 27.003],
          ],
        },
      },
      { geometry: { type: "Point", coordinates: [114.005, 27.003] } },
    ]);
  });

  it("asks for a layer's tiles anew when its rows have been replaced", () => {
    const tilesOf = (layer: Parameters<typeof layerWith>[0]) =>
      mapStyle({ ...state, hidden: new Set(), layers: [layerWith(layer)] }).sources["layer-1"];
    expect(tilesOf({ id: 1, revision: 2 })).not.toEqual(tilesOf({ id: 1, revision: 1 }));
    expect(tilesOf({ id: 1, count: 3 })).not.toEqual(tilesOf({ id: 1, count: 4 }));
    expect(tilesOf({ id: 1, bounds: null })).toEqual(tilesOf({ id: 1 }));
  });

  it("puts a rank's label in the middle of its bounds", () => {
    const source = mapStyle(state).sources.ranks as unknown as { data: { features: unknown[] } };
    expect(source.data.features).toMatchObject([
      { geometry: { coordinates: [114.1, 27.2] }, properties: { rank: 1, image: "rank:light:plain:1" } },
    ]);
  });
});

describe("the paint of a layer", () => {
  it("colours every class as the legend does, and everything else as no data", () => {
    for (const theme of ["light", "dark"] as const) {
      const expression = colourByClass(plainPaint, "polygon", theme);
      for (const entry of plainPaint.classes) {
        expect(evaluate(expression, entry.value)).toBe(shownColour(entry, "polygon", theme));
      }
      expect(evaluate(expression, "unheard of")).toBe("#b4babd");
    }
  });

  it("puts each class into exactly one dash group", () => {
    const groups = dashGroups(dashedPaint);
    for (const { value, dash } of dashedPaint.classes) {
      const drawn = groups.filter(({ filter }) => filter === null || evaluate(filter, value) === true);
      expect(drawn.map((group) => group.dash)).toEqual([dash ?? null]);
    }
  });

  it("keeps thin marks visible on the dark ground", () => {
    for (const entry of dashedPaint.classes) {
      expect(contrast(shownColour(entry, "line", "dark"), tokens.dark.ground)).toBeGreaterThanOrEqual(3);
    }
  });
});
