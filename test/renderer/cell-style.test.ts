import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellLayers } from "../../renderer/map/cell-style.js";
import { mapStyle } from "../../renderer/map/style.js";
import { paintedSquare, type Square } from "../support/squares.js";
import { layerWith, plainPaint } from "./layers.js";
import { plainState } from "./map-state.js";

const column = { name: "c", title: { zh: "类", en: "class" }, type: "choice", origin: "kind" } as const;
const layer = layerWith({ id: 7, columns: [column] });
const [red, blue, grey] = plainPaint.classes.map(({ colour }) => colour);
const painted = (square: Square, muted: (string | null)[] = [], of = layer) =>
  paintedSquare(cellLayers(of, "layer-7", "light", muted))(square);

describe("a square at a small scale", () => {
  it("takes the colour of the most urgent class in it, be it one of ten thousand", () => {
    expect(painted({ "=a": 1, "=b": 9_999 })).toEqual({ colour: red, hatched: false });
    expect(painted({ "=b": 1 })).toEqual({ colour: blue, hatched: false });
    expect(painted({ "=": 1 })).toEqual({ colour: grey, hatched: false });
  });

  it("takes that of the next class where the most urgent one is hidden, and goes where nothing is left", () => {
    expect(painted({ "=a": 50, "=b": 1 }, ["a"])).toEqual({ colour: blue, hatched: false });
    expect(painted({ "=a": 50, "=": 1 }, ["a"])).toEqual({ colour: grey, hatched: false });
    expect(painted({ "=a": 50 }, ["a"]).colour).toBeNull();
    expect(painted({ "=a": 50, "=b": 3, "=": 1 }, ["a", "b", null]).colour).toBeNull();
  });

  it("is hatched where more than half of what it shows is unknown, so that it does not look safe", () => {
    expect(painted({ "=b": 2, "=": 3 })).toEqual({ colour: blue, hatched: true });
    expect(painted({ "=b": 2, "=": 2 }).hatched).toBe(false);
    expect(painted({ "=a": 2, "=b": 2, "=": 3 })).toEqual({ colour: red, hatched: false });
    expect(painted({ "=a": 2, "=b": 2, "=": 3 }, ["a"])).toEqual({ colour: blue, hatched: true });
    expect(painted({ "=b": 2, "=": 3 }, [null])).toEqual({ colour: blue, hatched: false });
  });

  it("is not hatched where having no class says that the classes do not apply", () => {
    const none = layerWith({ id: 7, columns: [{ ...column, empty: "none" }] });
    expect(painted({ "=b": 2, "=": 3 }, [], none)).toEqual({ colour: blue, hatched: false });
  });

  it("is right for every number of features a class and all that may be hidden", () => {
    const number = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20_000 }));
    const counts = fc.record({ a: number, b: number, none: number });
    fc.assert(
      fc.property(counts, fc.subarray(["a", "b", null]), ({ a, b, none }, muted) => {
        fc.pre(a + b + none > 0);
        const square = Object.fromEntries(Object.entries({ "=a": a, "=b": b, "=": none }).filter(([, n]) => n > 0));
        const members = (["a", "b", null] as const).filter((value, at) => {
          return !muted.includes(value) && ([a, b, none][at] ?? 0) > 0;
        });
        const [first] = members;
        const colour = first === undefined ? null : first === "a" ? red : first === "b" ? blue : grey;
        const known = (muted.includes("a") ? 0 : a) + (muted.includes("b") ? 0 : b);
        const hatched = !muted.includes(null) && known > 0 && none > known;
        expect(painted(square, muted)).toEqual({ colour, hatched });
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
