import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sameText } from "../../../contract/text.js";
import { inconsistency, weighPairs } from "../../../data/risk/ahp.js";

const third = 1 / 3;
const half = 1 / 2;
const domain = [
  [1, 1, 2, 2, 3],
  [1, 1, 2, 2, 3],
  [half, half, 1, 1, 2],
  [half, half, 1, 1, 2],
  [third, third, half, half, 1],
];
const names = ["建成年代", "违法改扩建", "结构类型", "现状损伤", "失修"].map(sameText);

describe("weights from pairwise comparisons", () => {
  it("of the five factors of vulnerability are 0.298 0.298 0.158 0.158 0.089, CR 0.003", () => {
    const { weights, ratio, lambda, consistent } = weighPairs(domain, names);
    expect(weights.map((each) => Number(each.toFixed(3)))).toEqual([0.298, 0.298, 0.158, 0.158, 0.089]);
    expect(Number(ratio.toFixed(3))).toBe(0.003);
    expect(lambda).toBeGreaterThanOrEqual(5);
    expect(consistent).toBe(true);
  });

  it("of a matrix made from weights are those weights, in any size", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.2, max: 5, noNaN: true }), { minLength: 1, maxLength: 10 }), (given) => {
        const matrix = given.map((one) => given.map((other) => one / other));
        const sum = given.reduce((all, each) => all + each, 0);
        const { weights, ratio, worst } = weighPairs(
          matrix,
          given.map((_each, at) => sameText(String(at))),
        );
        for (const [at, each] of given.entries()) expect(weights[at]).toBeCloseTo(each / sum, 9);
        expect(ratio).toBeCloseTo(0, 9);
        expect(worst).toBeNull();
      }),
    );
  });

  it("name the most inconsistent pair: three that contradict each other, and one judgement turned round", () => {
    const turned = domain.map((row) => [...row]);
    for (const [row, column, value] of [
      [0, 4, 1 / 7],
      [4, 0, 7],
    ] as const) {
      const line = turned[row];
      if (line !== undefined) line[column] = value;
    }
    const result = weighPairs(turned, names);
    expect(result.consistent).toBe(false);
    expect(result.worst).toMatchObject({ row: 0, column: 4, given: 1 / 7 });
    expect(inconsistency(result, names)?.en).toMatch(/"建成年代" and "失修"/u);
    expect(inconsistency(weighPairs(domain, names), names)).toBeNull();
  });

  it("of one or two items cannot contradict each other", () => {
    expect(weighPairs([[1]], [sameText("甲")])).toMatchObject({ weights: [1], ratio: 0, consistent: true });
    const two = weighPairs(
      [
        [1, 9],
        [1 / 9, 1],
      ],
      ["甲", "乙"].map(sameText),
    );
    expect(two.weights[0]).toBeCloseTo(0.9, 9);
    expect(two.ratio).toBe(0);
  });

  it.each([
    [
      "not reciprocal",
      [
        [1, 3],
        [0.5, 1],
      ],
      /"甲" to "乙"/u,
    ],
    [
      "negative",
      [
        [1, -3],
        [-1 / 3, 1],
      ],
      /positive/u,
    ],
    [
      "zero",
      [
        [1, 0],
        [0, 1],
      ],
      /positive/u,
    ],
    [
      "not one on the diagonal",
      [
        [2, 1],
        [1, 0.5],
      ],
      /diagonal/u,
    ],
    [
      "not square",
      [
        [1, 2, 3],
        [0.5, 1, 2],
      ],
      /square/u,
    ],
    [
      "not a number",
      [
        [1, Number.NaN],
        [1, 1],
      ],
      /reciprocal/u,
    ],
  ])("are refused for a matrix that is %s", (_what, matrix, message) => {
    expect(() => weighPairs(matrix, ["甲", "乙"].map(sameText))).toThrow(message);
  });
});
