import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, it } from "vitest";
import type { BaseMap, BaseMapDescription } from "../../contract/base-maps.js";
import { mapStyle } from "../../renderer/map/style.js";
import type { BaseMaps } from "../../renderer/state/base-maps.js";
import { layerWith } from "../support/layers.js";

const source = { type: "file", path: "/地图/a.pmtiles" } as const;
const mapOf = (id: number, rest: Partial<BaseMap> = {}): BaseMap => ({
  ...{ id, name: `map ${id}`, source, shown: true, opacity: 1, attribution: "" },
  ...rest,
});
const images: BaseMapDescription = {
  ...{ tiles: "image", minimumZoom: 2, maximumZoom: 17, bounds: [115, 28, 116, 29] },
  ...{ vectorLayers: [], attribution: null },
};
const vectors: BaseMapDescription = { ...images, tiles: "vector", bounds: null, vectorLayers: ["water", "roads"] };

function styleOf(baseMaps: BaseMaps, theme: "light" | "dark" = "light") {
  return mapStyle({
    ...{
      layers: [layerWith({ id: 1 }), layerWith({ id: 2, geometry: "line" })],
      runs: [],
      hidden: new Set<number>(),
      theme,
    },
    ...{ generation: 1, passing: null, previews: new Map(), relief: false, chosen: null, ranges: false, ranks: [] },
    ...{ selectedRank: null, feature: null, moves: [], cases: [], baseMaps, locale: "zh" },
  });
}

const maps: BaseMaps = {
  all: [mapOf(1), mapOf(2, { opacity: 0.4 }), mapOf(3, { shown: false }), mapOf(4)],
  described: new Map([
    [1, images],
    [2, vectors],
    [3, images],
  ]),
  faults: new Map(),
  version: 7,
};

describe("base maps in the map's style", () => {
  it("lie on the ground and under every layer, in their order", () => {
    const order = styleOf(maps).layers.map(({ id }) => id);
    expect(order.slice(0, 6)).toEqual([
      "ground",
      "base-1",
      "base-2:0:area",
      "base-2:1:area",
      "base-2:0:line",
      "base-2:1:line",
    ]);
    expect(order.slice(6).some((id) => id.startsWith("base-"))).toBe(false);
  });

  it("are drawn only where they are on and known, from addresses that no network answers", () => {
    const { sources } = styleOf(maps);
    expect(Object.keys(sources).filter((name) => name.startsWith("base-"))).toEqual(["base-1", "base-2"]);
    expect(sources["base-1"]).toEqual({
      ...{ type: "raster", tileSize: 256, tiles: ["fangan-base://1/{z}/{x}/{y}?7"], minzoom: 2, maxzoom: 17 },
      bounds: [115, 28, 116, 29],
    });
    expect(sources["base-2"]).not.toHaveProperty("bounds");
  });

  it("are as see-through as is wanted", () => {
    const style = styleOf({ ...maps, all: [mapOf(1, { opacity: 0.3 }), mapOf(2, { opacity: 0.3 })] });
    const paint = (id: string) => style.layers.find((layer) => layer.id === id)?.paint;
    expect(paint("base-1")).toMatchObject({ "raster-opacity": 0.3 });
    expect(paint("base-2:0:line")).toMatchObject({ "line-opacity": 0.3 });
  });

  it.each(["light", "dark"] as const)("are valid for MapLibre, %s", (theme) => {
    expect(validateStyleMin(styleOf(maps, theme))).toEqual([]);
  });

  it("leave the style as it was while there are none", () => {
    const none: BaseMaps = { all: [], described: new Map(), faults: new Map(), version: 0 };
    expect(JSON.stringify(styleOf(none))).not.toContain("base-");
  });
});
