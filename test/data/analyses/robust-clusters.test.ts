import { describe, expect, it } from "vitest";
import type { ParameterValue } from "../../../contract/parameters.js";
import { robustClusters } from "../../../data/analyses/robust-clusters.js";
import { clusterRobustness } from "../../../data/statistics/cluster-robustness.js";
import { candidateColumns, type Row, runOn } from "../../support/analysis-room.js";

/** A tight block of 25 candidates 10 m apart, and a loose row of six 49 m apart, far from it. */
const places = [
  ...Array.from({ length: 25 }, (_none, at) => [480_000 + 10 * (at % 5), 3_056_000 + 10 * Math.floor(at / 5)] as const),
  ...Array.from({ length: 6 }, (_none, at) => [482_000 + 49 * at, 3_056_000] as const),
];
const rows: Row[] = places.map(([x, y], index) => ({ fid: index + 1, candidate: true, geom: `POINT (${x} ${y})` }));

async function run(given: readonly Row[], parameters: Readonly<Record<string, ParameterValue>>) {
  const screened = { columns: candidateColumns, rows: given, parent: 1 };
  const outcome = await runOn(robustClusters, { screened }, parameters, 2);
  return { ...outcome, rows: outcome.results.robust_clusters ?? [] };
}

describe("robustness of clusters", () => {
  it("says in how many of twenty settings each stays: the block always, the row only where the distance is not less", async () => {
    const found = await run(rows, { eps: 50, min_points: 3 });
    expect(found.rows).toHaveLength(2);
    expect(found.rows[0]).toMatchObject({ buildings: 25n, stays_in: 20, settings: 20, class: "steady" });
    // Distances of 50, 62.5 and 75 m reach; minima of 2 and 3 are met, 5 and 8 are not: six settings.
    expect(found.rows[1]).toMatchObject({ buildings: 6n, stays_in: 6, class: "sometimes" });
    expect(found.rows[1]?.explanation_zh).toBe("20 种设置中 6 种成立；给定设置下有 6 栋。");
    expect(found.facts).toMatchObject({ clusters: 2, steady: 1 });
  });

  it("calls a cluster gone where another takes in more than as much again", async () => {
    const x = Float64Array.of(0, 10, 20, 60, 70, 80, 90);
    const given = { x, y: new Float64Array(7), labels: Int32Array.of(0, 0, 0, 1, 1, 1, 1), clusters: 2 };
    const { stays } = await clusterRobustness({ ...given, settings: [{ eps: 40, minPoints: 2 }] });
    // All seven are one: 3 of 7 is less than a half, 4 of 7 is more.
    expect([...stays]).toEqual([0, 1]);
  });

  it("answers for no candidates", async () => {
    const found = await run([], {});
    expect(found.rows).toEqual([]);
    expect(found.facts).toMatchObject({ clusters: 0, settings: 20, steady: 0 });
  });
});
