import { describe, expect, it } from "vitest";
import { globalMoran } from "../../../data/statistics/global-moran.js";
import { bandNeighbours } from "../../../data/statistics/neighbours.js";
import { proposeBand, proposeCellWidth, proposeReach, typicalSpacing } from "../../../data/statistics/proposals.js";
import { Random } from "../../../data/statistics/random.js";
import { lattice, teaching } from "../../support/statistics.js";

const arrays = ({ x, y, values }: { x: readonly number[]; y: readonly number[]; values: readonly number[] }) => ({
  x: Float64Array.from(x),
  y: Float64Array.from(y),
  values: Float64Array.from(values),
});

describe("global Moran", () => {
  // esda.Moran(y, w, transformation="B"): I and z_norm, esda 2.9.0.
  it.each([
    ["lattice, band 100", lattice, 100, [0.4583333333333333, 3.4178571166581544]],
    ["lattice, band 150", lattice, 150, [0.2814153439153439, 3.241467404585288]],
    ["lattice, band 250", lattice, 250, [-0.05158730158730156, -0.18805008256612582]],
    ["six points, band 15", teaching, 15, [0.03852663016426081, 1.0389262502105658]],
  ] as const)("is esda's: %s", (_title, given, band, [i, z]) => {
    const { x, y, values } = arrays(given);
    const found = globalMoran(values, bandNeighbours(x, y, band));
    expect(found.i).toBeCloseTo(i, 12);
    expect(found.z).toBeCloseTo(z, 10);
  });

  it("tells nothing of equal values, few places or places without neighbours", () => {
    const row = Float64Array.of(0, 10, 20, 30, 40);
    const flat = row.map(() => 0);
    expect(
      globalMoran(
        row.map(() => 7),
        bandNeighbours(row, flat, 10),
      ),
    ).toEqual({ i: 0, z: 0 });
    expect(globalMoran(row, bandNeighbours(row, flat, 5))).toEqual({ i: 0, z: 0 });
    expect(globalMoran(row.subarray(0, 3), bandNeighbours(row.subarray(0, 3), flat.subarray(0, 3), 10))).toEqual({
      i: 0,
      z: 0,
    });
  });
});

/** A square of places `step` metres apart. */
function square(side: number, step: number) {
  const places = Array.from(
    { length: side * side },
    (_none, at) => [step * (at % side), step * Math.floor(at / side)] as const,
  );
  return { x: Float64Array.from(places, ([x]) => x), y: Float64Array.from(places, ([, y]) => y) };
}

describe("what is proposed", () => {
  it("is the narrowest round width whose median cell holds enough: 25 buildings a hectare make 20 in 100 m", () => {
    const { x, y } = square(80, 20);
    expect(proposeCellWidth(x, y, 20)).toMatchObject({ width: 100 });
    expect(proposeCellWidth(x, y, 60)).toMatchObject({ width: 200 });
    const sparse = square(20, 400);
    expect(proposeCellWidth(sparse.x, sparse.y, 20).width).toBe(1000);
    expect(proposeCellWidth(new Float64Array(), new Float64Array(), 20).median).toBe(0);
  });

  it("is the band of the patches' size, and the shortest with neighbours enough where nothing clusters", () => {
    const { x, y } = square(30, 100);
    const patches = x.map((east, place) =>
      (Math.floor(east / 500) + Math.floor((y[place] ?? 0) / 500)) % 2 === 0 ? 1 : 0,
    );
    const found = proposeBand(x, y, patches, 100);
    expect(found.reason).toBe("peak");
    expect(found.band).toBeGreaterThanOrEqual(200);
    expect(found.band).toBeLessThanOrEqual(400);
    const dice = new Random(3);
    const scattered = x.map(() => dice.next());
    expect(proposeBand(x, y, scattered, 100)).toMatchObject({ reason: "neighbours", band: 200 });
  });

  it("is the knee of the distances: just beyond the spacing of what stands together", () => {
    const { x, y } = square(20, 18);
    const far = Array.from({ length: 30 }, (_none, at) => 5000 + 700 * at);
    const found = proposeReach(Float64Array.from([...x, ...far]), Float64Array.from([...y, ...far]), 3);
    expect(found.reach).toBe(20);
    expect(found.share).toBeGreaterThan(0.9);
    expect(proposeReach(new Float64Array(), new Float64Array(), 5)).toEqual({ reach: 50, share: 0 });
  });

  it("is the typical spacing of boundaries", () => {
    const { x, y } = square(5, 300);
    expect(typicalSpacing(x, y)).toBe(300);
    expect(typicalSpacing(Float64Array.of(1), Float64Array.of(1))).toBe(0);
  });
});
