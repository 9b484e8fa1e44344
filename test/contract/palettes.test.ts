import { describe, expect, it } from "vitest";
import { coloursOf, noDataColour, palettes, restColour } from "../../contract/palettes.js";
import { ciede2000, type Eye, labOf } from "../support/colour-difference.js";

const eyes: readonly Eye[] = ["normal", "deutan", "protan", "tritan"];

/** The smallest difference between any two colours, to the eye that tells them apart worst. */
function smallest(colours: readonly string[]): number {
  const pairs = colours.flatMap((one, at) => colours.slice(at + 1).map((other) => [one, other] as const));
  return Math.min(...eyes.flatMap((eye) => pairs.map(([one, other]) => ciede2000(labOf(one, eye), labOf(other, eye)))));
}

describe("the colour difference", () => {
  // Reference: colour-science 0.4.7, delta_E method "CIE 2000", the same matrices.
  it.each([
    ["#A50F15", "#F07F13", [35.5715, 28.9197, 32.0127, 26.2546]],
    ["#F07F13", "#FEE391", [28.9297, 17.85, 23.1875, 26.0532]],
    ["#3B7FB8", "#A50F15", [48.5704, 48.9047, 46.5346, 55.6744]],
    ["#0072B2", "#56B4E9", [22.3098, 22.4519, 20.7467, 19.9515]],
    ["#CC79A7", "#B4BABD", [22.2513, 10.0856, 17.76, 22.0268]],
    ["#3D1202", "#852D04", [17.2875, 17.7041, 15.4215, 16.0736]],
  ])("between %s and %s is that of an independent program, to every eye", (one, other, expected) => {
    for (const [at, eye] of eyes.entries())
      expect(ciede2000(labOf(one, eye), labOf(other, eye))).toBeCloseTo(expected[at] ?? 0, 1);
  });

  // The first pairs of Sharma, Wu and Dalal's test data.
  it.each([
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, 3.1571, -77.2803], [50, 0, -82.7485], 2.8615],
    [[50, 2.8361, -74.02], [50, 0, -82.7485], 3.4412],
    [[50, 2.5, 0], [50, 0, -2.5], 4.3065],
    [[50, 2.5, 0], [73, 25, -18], 27.1492],
  ] as const)("between %j and %j is the published one", (one, other, expected) => {
    expect(ciede2000(one, other)).toBeCloseTo(expected, 4);
  });
});

describe("palettes", () => {
  // Measured; the worst list of each, to the worst eye.
  it.each([
    ["ochre", 10.0],
    ["plum", 9.7],
    ["viridis", 10.6],
    ["blue-red", 12.4],
    ["okabe-ito", 10.9],
    ["four-levels", 17.8],
    ["grades", 16.1],
  ])("%s can be told apart by every eye, by %d or more", (name, figure) => {
    const palette = palettes.find((each) => each.name === name);
    const worst = Math.min(...(palette?.lists ?? []).map(smallest));
    expect(worst).toBeGreaterThanOrEqual(9);
    expect(worst).toBeGreaterThan(figure - 0.1);
  });

  it("are all measured above", () => expect(palettes).toHaveLength(7));

  it("keep what is left over apart from every category", () => {
    const categories = palettes.find(({ name }) => name === "okabe-ito")?.lists.at(-1) ?? [];
    expect(smallest([...categories, restColour])).toBeGreaterThanOrEqual(9);
  });

  it("keep grey for no data: no colour comes near it", () => {
    for (const { lists, type } of palettes)
      for (const colour of type === "scale" ? [] : lists.flat())
        expect(smallest([colour, noDataColour]), colour).toBeGreaterThanOrEqual(9);
  });

  it("have as many colours as asked for, or none at all", () => {
    for (const palette of palettes) {
      for (const list of palette.lists) expect(coloursOf(palette, list.length)).toEqual(list);
      expect(coloursOf(palette, 12)).toBeNull();
      expect(coloursOf(palette, 1)).toHaveLength(1);
    }
  });
});
