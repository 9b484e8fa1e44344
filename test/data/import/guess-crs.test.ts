import { describe, expect, it } from "vitest";
import type { Bounds } from "../../../contract/project.js";
import { guessFromNumbers } from "../../../data/import/guess-crs.js";

const pingxiang: Bounds = [113.8, 27.5, 114, 27.7];
const nanchang: Bounds = [115.8, 28.6, 116, 28.8];

describe("the CRS that numbers tell", () => {
  it.each<[string, number, number, string | null, RegExp]>([
    ["degrees", 113.85, 27.62, "EPSG:4490", /经纬度/u],
    ["an 8-digit easting of 3 degrees", 38_485_194, 3_056_340, "EPSG:4526", /带号 38.*3 度带（中央经线 114°）/u],
    ["an 8-digit easting of 6 degrees", 20_391_000, 3_056_340, "EPSG:4498", /带号 20.*6 度带（中央经线 117°）/u],
    ["the last 6-degree zone", 23_500_000, 5_000_000, "EPSG:4501", /中央经线 135°/u],
    ["zone 24, which neither has", 24_500_000, 4_000_000, null, /独立坐标系/u],
    ["Web Mercator at Pingxiang", 12_673_724, 3_202_000, null, /Web 墨卡托（EPSG:3857/u],
    [
      "Web Mercator that could be a 6-degree zone",
      13_375_000,
      3_503_000,
      null,
      /EPSG:3857.*也可能是 6 度带第 13 带（EPSG:4491）/u,
    ],
    [
      "six digits without a project",
      485_194,
      3_056_340,
      null,
      /纬度约 27\.6°，在中央经线以西 15 公里；.*117°（EPSG:4548）/u,
    ],
    ["latitude before longitude", 27.62, 113.85, null, /对调/u],
    ["northing before an 8-digit easting", 3_056_340, 38_485_194, null, /对调/u],
    ["northing before a 6-digit easting", 3_056_340, 485_194, null, /对调/u],
    ["a city's own plane", 52_310, 38_950, null, /独立坐标系.*测绘部门/u],
    ["negative metres", -1200, -800, null, /独立坐标系/u],
  ])("%s", (_title, x, y, code, why) => {
    const guess = guessFromNumbers({ x, y }, null, null);
    expect(guess.code).toBe(code);
    expect(guess.why.zh).toMatch(why);
    expect(guess.why.zh.endsWith("。") || guess.why.en.endsWith(".")).toBe(false);
  });

  it("a 6-digit easting takes the meridian that lands nearest to the project's layers, not the project's", () => {
    const guess = guessFromNumbers({ x: 391_000, y: 3_173_000 }, "EPSG:4547", nanchang);
    expect(guess.code).toBe("EPSG:4548");
    expect(guess.why.zh).toMatch(/中央经线 117° 离项目图层最近（0 公里；按 120° 则为 \d{3} 公里）/u);
    expect(guessFromNumbers({ x: 485_194, y: 3_056_340 }, "EPSG:4526", pingxiang).code).toBe("EPSG:4547");
  });

  it("takes the project's meridian where it has no layers yet, with or without a zone in its eastings", () => {
    for (const crs of ["EPSG:4547", "EPSG:4526"])
      expect(guessFromNumbers({ x: 485_194, y: 3_056_340 }, crs, null).code).toBe("EPSG:4547");
  });

  it("believes no meridian that lands far from the project", () => {
    const guess = guessFromNumbers({ x: 485_194, y: 5_056_340 }, "EPSG:4547", pingxiang);
    expect(guess.code).toBeNull();
    expect(guess.why.zh).toMatch(/1\d{3} 公里以外，可能是城市独立坐标系/u);
    expect(guessFromNumbers({ x: 485_194, y: 3_056_340 }, "EPSG:32619", [-71, 42, -71, 42]).code).toBeNull();
  });

  it("has nothing to say of a file without coordinates", () => {
    expect(guessFromNumbers({ x: null, y: null }, "EPSG:4547", pingxiang).code).toBeNull();
  });
});
