import { describe, expect, it } from "vitest";
import { withLimit } from "../../../contract/profile-limits.js";
import { pressureClasses } from "../../../contract/scheme.js";
import { clearanceOf, gb55009, profiles, rangeOf, shanghai, strictest } from "../../../data/risk/profiles.js";

describe("ranges and clearances around gas pipes", () => {
  it.each([
    ["low", 0.5, 5],
    ["medium_b", 0.5, 5],
    ["medium_a", 0.5, 5],
    ["sub_high_b", 1.5, 15],
    ["sub_high_a", 1.5, 15],
    ["high_b", 5, 50],
    ["high_a", 5, 50],
    ["ultra_high", 5, 50],
  ] as const)("GB 55009-2021: %s is protected to %s m and controlled to %s m", (pressure, protection, control) => {
    expect(rangeOf(gb55009, pressure)).toMatchObject({ protection_m: protection, control_m: control });
  });

  it.each([
    ["low", 0.7, 6],
    ["medium_a", 0.7, 6],
    ["sub_high_a", 0.7, 6],
    ["high_b", 6, 50],
  ] as const)("Shanghai: %s is protected to %s m and controlled to %s m", (pressure, protection, control) => {
    expect(rangeOf(shanghai, pressure)).toMatchObject({ protection_m: protection, control_m: control });
  });

  it.each([
    ["low", null, 0.7, "foundation"],
    ["medium_b", null, 1, "foundation"],
    ["medium_a", null, 1.5, "foundation"],
    ["sub_high_b", 20, 5, "outer_wall"],
    ["sub_high_a", null, 13.5, "outer_wall"],
    ["sub_high_a", 9.49, 13.5, "outer_wall"],
    ["sub_high_a", 9.5, 6.5, "outer_wall"],
    ["sub_high_a", 11.89, 6.5, "outer_wall"],
    ["sub_high_a", 11.9, 3, "outer_wall"],
    ["high_b", 9.4, 15, "outer_wall"],
    ["high_a", 12, 8, "outer_wall"],
  ] as const)("table 6.3.3-1: %s with a wall of %s mm keeps %s m to the %s", (pressure, wall, metres, to) => {
    expect(clearanceOf(gb55009, pressure, wall)).toMatchObject({ metres, to });
  });

  it("says nothing where the tables say nothing", () => {
    expect(clearanceOf(gb55009, "ultra_high", 12)).toBeNull();
  });

  it("of an unknown class are the widest protection and the widest control range, each with its own source", () => {
    const mixed = withLimit(gb55009, "low/protection", { metres: 4.999, source: "甲" });
    expect(strictest(mixed)).toEqual(rangeOf(gb55009, "high_b"));
    const wider = withLimit(mixed, "low/protection", { metres: 5.001 });
    expect(strictest(wider)).toMatchObject({ protection_m: 5.001, source: "甲", control_m: 50 });
    const far = withLimit(wider, "medium_a/control", { metres: 50.001, source: "丙" });
    expect(strictest(far)).toEqual({ protection_m: 5.001, source: "甲", control_m: 50.001, control_source: "丙" });
  });

  it("every value of every profile has a source, every class a range, control reaching beyond protection", () => {
    for (const profile of profiles) {
      for (const pressure of pressureClasses) {
        const { protection_m, control_m } = rangeOf(profile, pressure);
        expect(control_m).toBeGreaterThan(protection_m);
      }
      for (const { source } of [...profile.ranges, ...profile.clearances]) expect(source).not.toBe("");
      expect(strictest(profile).control_m).toBe(50);
    }
  });
});
