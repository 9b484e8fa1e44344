import { describe, expect, it } from "vitest";
import type { Row } from "../../support/analysis-room.js";
import { judged, pipe } from "../../support/gas-judging.js";

describe("works near gas pipes", () => {
  const site = (facts: Row): Row => ({ fid: 1, state: "开挖中", code: "甲", geom: "POINT (20 0)", ...facts });

  it.each([
    [{ geom: "POINT (0.5 0)" }, "protection"],
    [{ geom: "POINT (0.501 0)" }, "control"],
    [{ geom: "POINT (5 0)" }, "control"],
    [{ geom: "POINT (6 0)" }, "to_verify"],
    [{ geom: "POINT (12 0)", radius_m: 10 }, "control"],
    [{ geom: "POINT (12 0)", pit_area_m2: Math.PI * 132.25 }, "protection"],
  ])("%o lies in the range of %s, from the pit's edge", async (facts, works) => {
    const found = await judged(null, [pipe("medium_a")], { tolerance: 1 }, [site(facts)]);
    expect(found.works[0]).toMatchObject({ works, site_fid: 1n, pipe_fid: 1n, site_code: "甲" });
  });

  it("count only where they are active", async () => {
    const found = await judged(null, [pipe("medium_a")], {}, [
      site({ geom: "POINT (1 0)", state: "已回填" }),
      site({ fid: 2, geom: "POINT (1 5)" }),
    ]);
    expect(found.works.map(({ site_fid }) => site_fid)).toEqual([2n]);
    expect(found.facts).toMatchObject({ works_in_control: 1, sites_in_range: 1 });
  });
});

describe("works of unknown state near gas pipes", () => {
  it("are to be verified on site, never left out; a layer without any state counts whole", async () => {
    const pit = { fid: 1, code: "甲", geom: "POINT (1 0)" };
    const other = { fid: 2, state: "开挖中", geom: "POINT (1 5)" };
    const found = await judged(null, [pipe("medium_a")], { tolerance: 1 }, [pit, other]);
    expect(found.works.map(({ works }) => works)).toEqual(["to_verify", "control"]);
    expect(found.facts).toMatchObject({ works_in_control: 1, sites_in_range: 1 });
    const said = found.messages.map(({ zh }) => zh).join("");
    expect(said).toContain("1 处状态不明，列为待核实");
    expect(said).not.toContain("倍深度");
    const stateless = await judged(null, [pipe("medium_a")], { tolerance: 1 }, [pit]);
    expect(stateless.works).toMatchObject([{ works: "control" }]);
  });
});
