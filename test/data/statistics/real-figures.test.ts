import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { falseDiscovery } from "../../../data/statistics/false-discovery.js";
import { giStar } from "../../../data/statistics/gi-star.js";
import { densityAt, densitySurface, silvermanBandwidth } from "../../../data/statistics/kernel-density.js";
import { localMoran } from "../../../data/statistics/local-moran.js";
import { bandNeighbours, degree } from "../../../data/statistics/neighbours.js";
import { empiricalBayes } from "../../../data/statistics/rates.js";
import { near } from "../../support/statistics.js";

/** Figures of scripts/reference/figures.py on real cities; each file says by which programs. */
interface Units {
  readonly width: number;
  readonly band: number;
  readonly minimum: number;
  readonly x: number[];
  readonly y: number[];
  readonly buildings: number[];
  readonly sum: number[];
  readonly value: number[];
  readonly neighbours: number[];
  readonly gi_z: number[];
  readonly gi_p: number[];
  readonly gi_q: number[];
  readonly moran_i: number[];
  readonly moran_z: number[];
  readonly moran_q: (string | null)[];
  readonly moran_p_9999: number[];
  readonly empirical_bayes?: number[];
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`figures/${name}.json`, import.meta.url), "utf8"));
}

function agree(ours: ArrayLike<number>, theirs: readonly number[], share = 1e-9): void {
  expect(ours).toHaveLength(theirs.length);
  const off = theirs.flatMap((value, at) =>
    near(ours[at] ?? Number.NaN, value, share) ? [] : [{ at, value, ours: ours[at] }],
  );
  expect(off).toEqual([]);
}

const cities: readonly [string, Units][] = [
  ["floors of Beijing", (read("beijing") as { mean_floors: Units }).mean_floors],
  ["old parcels of Cambridge", (read("cambridge") as { old_rate: Units }).old_rate],
];

describe.each(cities)("%s, on hexagons", (_title, units) => {
  const values = Float64Array.from(units.value);
  const neighbours = bandNeighbours(Float64Array.from(units.x), Float64Array.from(units.y), units.band);

  it("have the neighbours that libpysal finds", () => {
    expect(units.value.map((_value, place) => degree(neighbours, place))).toEqual(units.neighbours);
  });

  it("have the Gi*, p and corrected p of esda and SciPy", () => {
    const { z, p } = giStar(values, neighbours);
    agree(z, units.gi_z);
    for (const [at, value] of units.gi_p.entries()) expect(Math.abs((p[at] ?? 0) / value - 1)).toBeLessThan(1e-9);
    agree(falseDiscovery(p), units.gi_q);
  });

  it("have the local Moran, its analytic z and the quadrants of esda", () => {
    const found = localMoran(values, neighbours, 0, 1);
    agree(found.i, units.moran_i);
    agree(found.z, units.moran_z);
    expect(found.quadrants).toEqual(units.moran_q);
  });

  it("have esda's permutation p within the error of two Monte Carlo runs", () => {
    const { permutationP } = localMoran(values, neighbours, 9999, 3);
    const scores = units.moran_p_9999.map((theirs, at) => {
      const p = (theirs + (permutationP[at] ?? 0)) / 2;
      return ((permutationP[at] ?? 0) - theirs) / Math.sqrt((2 * p * (1 - p)) / 9999 + 1e-8);
    });
    expect(Math.max(...scores.map(Math.abs))).toBeLessThan(5);
  });
});

describe("Empirical-Bayes rates", () => {
  it("of old parcels of Cambridge are esda's", () => {
    const { old_rate: units } = read("cambridge") as { old_rate: Units };
    const found = empiricalBayes(Float64Array.from(units.sum), Float64Array.from(units.buildings));
    expect(units.empirical_bayes?.length).toBeGreaterThan(100);
    agree(found, units.empirical_bayes ?? []);
  });
});

describe("houses of Schutterwald", () => {
  const town = read("schutterwald") as {
    readonly x: number[];
    readonly y: number[];
    readonly density: {
      bandwidth: number;
      side: number;
      x: number[];
      y: number[];
      density: number[];
      silverman: number;
    };
  };
  const points = { x: Float64Array.from(town.x), y: Float64Array.from(town.y) };

  it("have the quartic densities of NumPy, place by place and as a surface", () => {
    const { bandwidth, side, x, y, density, silverman } = town.density;
    const at = { x: Float64Array.from(x), y: Float64Array.from(y) };
    const relative = (ours: number | undefined, theirs: number) => Math.abs((ours ?? 0) / theirs - 1);
    const found = densityAt(at, points, bandwidth);
    for (const [index, value] of density.entries()) expect(relative(found[index], value)).toBeLessThan(1e-9);
    const surface = densitySurface({ ...points, bandwidth, side });
    const cells = new Map(
      Array.from(surface.density, (value, index) => [`${surface.x[index]} ${surface.y[index]}`, value]),
    );
    for (const [index, value] of density.entries()) {
      expect(relative(cells.get(`${x[index]} ${y[index]}`), value)).toBeLessThan(1e-9);
    }
    expect(relative(silvermanBandwidth(points.x, points.y), silverman)).toBeLessThan(1e-9);
  });
});
