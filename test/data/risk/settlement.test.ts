import { describe, expect, it } from "vitest";
import { Database } from "../../../data/database.js";
import { damageClass, damageClassSql } from "../../../data/risk/damage.js";
import { workClass, workClassSql, zoneOf, zoneSql } from "../../../data/risk/excavations.js";
import {
  peckSettlement,
  peckTrough,
  settlementCurves,
  settlementShare,
  settlementShareSql,
} from "../../../data/risk/settlement.js";

function curve(name: string) {
  const found = settlementCurves.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no curve ${name}`);
  return found;
}

describe("the settlement beside a pit, as a share of the largest", () => {
  it.each([
    ["concave", 0, 0.5],
    ["concave", 0.25, 0.75],
    ["concave", 0.5, 1],
    ["concave", 1.25, 0.55],
    ["concave", 2, 0.1],
    ["concave", 3, 0.05],
    ["concave", 4, 0],
    ["concave", 4.01, 0],
    ["spandrel", 0, 1],
    ["spandrel", 0.5, 0.55],
    ["spandrel", 1, 0.364],
    ["spandrel", 2, 0.101],
    ["spandrel", 3, 0.046],
    ["spandrel", 4, 0],
    ["spandrel", 9, 0],
    ["sand", 0, 1],
    ["sand", 1, 0.5],
    ["sand", 2, 0],
    ["sand", 2.5, 0],
    ["stiff_clay", 1.5, 0.5],
    ["stiff_clay", 3, 0],
    ["soft_clay", 0, 1],
    ["soft_clay", 0.75, 1],
    ["soft_clay", 1.375, 0.5],
    ["soft_clay", 2, 0],
  ])("%s at %s depths is %s", (name, ratio, share) => {
    expect(settlementShare(curve(name), ratio)).toBeCloseTo(share, 3);
  });

  it("never leaves 0 to 1 and peaks where it says", () => {
    for (const each of settlementCurves) {
      const shares = Array.from({ length: 501 }, (_none, step) => settlementShare(each, step / 100));
      expect(
        shares.every((share) => share >= 0 && share <= 1),
        each.name,
      ).toBe(true);
      expect(settlementShare(each, each.peak), each.name).toBe(Math.max(...shares));
    }
  });
});

describe("the settlement across a tunnel", () => {
  it("is Peck's example: i 7.5 m, largest 16.06 mm, 9.74 at i and 2.17 at 2 i", () => {
    const trough = peckTrough({ diameter_m: 6.2, axis_depth_m: 15, trough: 0.5, ground_loss_pct: 1 });
    expect(trough.i_m).toBe(7.5);
    expect(trough.largest_mm).toBeCloseTo(16.06, 2);
    expect(peckSettlement(trough, 7.5)).toBeCloseTo(9.74, 2);
    expect(peckSettlement(trough, 15)).toBeCloseTo(2.17, 2);
    expect(peckSettlement(trough, -7.5)).toBe(peckSettlement(trough, 7.5));
    expect(trough.half_width_m).toBe(22.5);
  });

  it("fills the volume that the ground loses", () => {
    const trough = peckTrough({ diameter_m: 4, axis_depth_m: 10, trough: 0.3, ground_loss_pct: 2 });
    let volume = 0;
    for (let x = -40; x < 40; x += 0.01) volume += (peckSettlement(trough, x + 0.005) / 1000) * 0.01;
    expect(volume).toBeCloseTo(trough.volume_m2, 6);
    expect(trough.volume_m2).toBeCloseTo(0.02 * Math.PI * 4, 9);
  });
});

describe("expected damage (Rankin)", () => {
  it.each([
    [0, 0, "negligible"],
    [9.99, 1 / 501, "negligible"],
    [10, 0, "slight"],
    [0, 1 / 500, "slight"],
    [49.99, 0, "slight"],
    [50, 0, "moderate"],
    [0, 1 / 200, "moderate"],
    [75, 1 / 50, "moderate"],
    [75.01, 0, "high"],
    [0, 0.0201, "high"],
    [9, 1 / 100, "moderate"],
  ] as const)("of %s mm and a slope of %s is %s", (settlement, slope, expected) => {
    expect(damageClass(settlement, slope)).toBe(expected);
  });
});

describe("zones and classes of pits", () => {
  it.each([
    [0, "strong"],
    [5, "strong"],
    [5.001, "main"],
    [10, "main"],
    [15, "secondary"],
    [20, "watch"],
    [20.001, null],
  ])("%s m from a pit of 5 m lies in %s", (distance, zone) => {
    expect(zoneOf(distance, 5, 1)?.name ?? null).toBe(zone);
  });

  it("reach 1.3 times as far in soft ground", () => {
    expect(zoneOf(6.5, 5, 1.3)?.name).toBe("strong");
    expect(zoneOf(6.501, 5, 1.3)?.name).toBe("main");
    expect(zoneOf(26.001, 5, 1.3)).toBeNull();
  });

  it.each([
    [null, true, null],
    [0, true, null],
    [2.99, true, "ordinary"],
    [3, false, "dangerous"],
    [3, true, "suggested"],
    [4.99, true, "suggested"],
    [5, false, "oversize"],
    [12, true, "oversize"],
  ])("a pit of %s m, neighbours %s, is %s", (depth, adjacent, expected) => {
    expect(workClass(depth, adjacent)).toBe(expected);
  });
});

describe("the same in SQL", () => {
  it("gives what the functions give, and null for null", async () => {
    const database = await Database.open({ path: ":memory:", folders: [] });
    try {
      await database.using(undefined, async (session) => {
        for (const each of settlementCurves) {
          const rows = await session.rows<{ r: number; share: number }>(
            `SELECT r, ${settlementShareSql(each, "r")} AS share FROM (SELECT range / 16.0::DOUBLE AS r FROM range(0, 90))`,
          );
          for (const { r, share } of rows) expect(share).toBeCloseTo(settlementShare(each, r), 12);
          const none = await session.row(`SELECT ${settlementShareSql(each, "CAST(NULL AS DOUBLE)")} AS share`);
          expect(none.share).toBeNull();
        }
        const pits = await session.rows<{ d: number; zone: string | null; work: string | null; damage: string }>(
          `SELECT d, ${zoneSql("d", "5.0::DOUBLE", 1)} AS zone, ${workClassSql("d", "true")} AS work,
                  ${damageClassSql("d * 4", "d / 1000")} AS damage
           FROM (SELECT range / 4.0::DOUBLE AS d FROM range(0, 100))`,
        );
        for (const { d, zone, work, damage } of pits) {
          expect(zone).toBe(zoneOf(d, 5, 1)?.name ?? null);
          expect(work).toBe(workClass(d, true));
          expect(damage).toBe(damageClass(d * 4, d / 1000));
        }
      });
    } finally {
      await database.close();
    }
  });
});
