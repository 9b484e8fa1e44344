import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellLayers } from "../../renderer/map/cell-style.js";
import { mapStyle } from "../../renderer/map/style.js";
import { layerWith, plainPaint } from "../support/layers.js";
import { expectedSquare, paintedSquare, type Square } from "../support/squares.js";
import { plainState } from "./map-state.js";

const column = { name: "c", title: { zh: "类", en: "class" }, type: "choice", origin: "kind" } as const;
const layer = layerWith({ id: 7, columns: [column] });
const colours = new Map(plainPaint.classes.map(({ value, colour }) => [value, colour]));
const [red = "", blue = "", grey = ""] = colours.values();
const painted = (square: Square, muted: (string | null)[] = [], of = layer) =>
  paintedSquare(cellLayers(of, "layer-7", "light", muted))(square);
const full = (colour: string) => ({ colour, hollow: false, hatched: false });
const hollow = (colour: string) => ({ ...full(colour), hollow: true });
const hatched = (colour: string) => ({ ...full(colour), hatched: true });

describe("a square at a small scale", () => {
  it("has the colour of the most urgent class in it, be it one of ten thousand: then it is hollow", () => {
    expect(painted({ "=a": 1, "=b": 9_999 })).toEqual(hollow(red));
    expect(painted({ "=a": 1, "=b": 3 })).toEqual(full(red));
    expect(painted({ "=a": 1, "=b": 4 })).toEqual(hollow(red));
    expect(painted({ "=b": 1 })).toEqual(full(blue));
    expect(painted({ "=": 1 })).toEqual(full(grey));
  });

  it("has that of the next class where the most urgent one is hidden, and goes where nothing is left", () => {
    expect(painted({ "=a": 50, "=b": 1 }, ["a"])).toEqual(full(blue));
    expect(painted({ "=a": 50, "=": 1 }, ["a"])).toEqual(full(grey));
    expect(painted({ "=a": 50 }, ["a"])).toBeNull();
    expect(painted({ "=a": 50, "=b": 3, "=": 1 }, ["a", "b", null])).toBeNull();
    expect(painted({})).toEqual(full(grey));
    expect(painted({}, ["a"])).toBeNull();
  });

  it("is hatched where more than half of what it shows is unknown, so that it does not look safe", () => {
    expect(painted({ "=b": 2, "=": 3 })).toEqual(hatched(blue));
    expect(painted({ "=b": 1, "=": 99 })).toEqual({ colour: blue, hollow: true, hatched: true });
    expect(painted({ "=b": 2, "=": 2 })).toEqual(full(blue));
    expect(painted({ "=a": 2, "=b": 2, "=": 3 })).toEqual(full(red));
    expect(painted({ "=a": 2, "=b": 2, "=": 3 }, ["a"])).toEqual(hatched(blue));
    expect(painted({ "=b": 2, "=": 3 }, [null])).toEqual(full(blue));
  });

  it("is not hatched where having no class says that the classes do not apply", () => {
    const none = layerWith({ id: 7, columns: [{ ...column, empty: "none" }] });
    expect(painted({ "=b": 2, "=": 3 }, [], none)).toEqual(full(blue));
  });

  it("is right for every number of features a class and all that may be hidden", () => {
    const members = fc.array(fc.constantFrom("a", "b", null), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(members, fc.subarray(["a", "b", null]), (all, muted) => {
        const square: Record<string, number> = {};
        for (const value of all) square[`=${value ?? ""}`] = (square[`=${value ?? ""}`] ?? 0) + 1;
        const visible = all.filter((value) => !muted.includes(value));
        expect(painted(square, muted)).toEqual(expectedSquare(visible, ["a", "b"], colours));
      }),
    );
  });
});

describe("a hidden class", () => {
  const named = layerWith({
    id: 7,
    kind: "buildings",
    columns: [column, { name: "floors", title: { zh: "层数", en: "floors" }, type: "whole", origin: "kind" }],
  });
  const style = mapStyle({ ...plainState, layers: [named], relief: true, muted: { 7: ["a"] } });

  it("is drawn neither as squares, nor as shapes, heights and names; what is selected keeps its outline", () => {
    expect(validateStyleMin(style)).toEqual([]);
    const unfiltered = style.layers.flatMap((each) =>
      "source" in each && each.source === "layer-7" && !JSON.stringify(each.filter ?? null).includes("a")
        ? [each.id]
        : [],
    );
    expect(unfiltered).toEqual(["layer-7:casing", "layer-7:halo"]);
  });

  it("asks for no other tiles", () => {
    expect(style.sources).toEqual(mapStyle({ ...plainState, layers: [named], relief: true }).sources);
  });
});
