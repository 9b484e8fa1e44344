import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { corpus, hasCorpus } from "../../support/corpus.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";

let room: EngineRoom;
beforeEach(() => {
  room = openEngineRoom();
});
afterEach(() => room.close());

const mains = {
  pairs: 861,
  buildings: 257,
  crosses: 0,
  protected: 0,
  over_pipe_to_verify: 0,
  clearance_not_met: 7,
  clearance_to_verify: 2,
  control_inside: 641,
};

/** Figures by scripts/reference/risk.py with geopandas 1.2.0, shapely 2.2.0 and numpy 2.4.6. */
describe.skipIf(!hasCorpus)("risk rules on real files, as geopandas finds them", { timeout: 60_000 }, () => {
  it("gas mains of Schutterwald, by their diameters, against its houses", async () => {
    await room.client.ask("project.create", { path: room.path("真.fangan"), crs: "EPSG:31467" });
    const houses = await room.client.ask("source.import", {
      path: corpus("schutterwald-gas/derived/schutterwald_houses.shp"),
      kind: "buildings",
    });
    const types = ["pipe", "house_connection"];
    const values = {
      pressure: { pipe: "sub_high_b" },
      status: Object.fromEntries(types.map((type) => [type, type === "pipe" ? "in_use" : "abandoned"])),
    };
    const pipes = await room.client.ask("source.import", {
      path: corpus("schutterwald-gas/derived/schutterwald_gas_pipes.shp"),
      kind: "pipes",
      reading: { mapping: { pressure: "type", status: "type", outer_diameter_mm: "diam_in_mm" }, values },
    });
    const inputs = { buildings: houses.layer.id, pipes: pipes.layer.id };
    const { project, run } = await room.run("gas-rules", inputs, { tolerance: 1 });
    const facts = project.runs.find(({ id }) => id === run)?.facts;
    expect(facts).toMatchObject(mains);
    const layer = await room.result("gas_buildings");
    const near = [];
    for (let offset = 0; offset < layer.count; offset += 1000) {
      const page = await room.rows({
        layer: layer.id,
        columns: ["pipe_distance_m", "gas_finding"],
        offset,
        limit: 1000,
      });
      near.push(...page.rows.flatMap(({ cells }) => (cells[1] === null ? [] : [Number(cells[0])])));
    }
    expect(near).toHaveLength(mains.buildings);
  });

  it("parcels of Cambridge: the age factor, V and the class of old houses", async () => {
    await room.client.ask("project.create", { path: room.path("真.fangan"), crs: "EPSG:26986" });
    const { layer } = await room.client.ask("source.import", {
      path: corpus("cambridge-ma/derived/cambridge_parcels_yrbuilt.shp"),
      kind: "buildings",
      reading: { mapping: { build_year: "YR_BUILT", build_decade: "" } },
    });
    await room.run("score", { buildings: layer.id }, { as_of: 2014 });
    const scored = await room.result("score");
    const cells: (readonly unknown[])[] = [];
    for (let offset = 0; offset < scored.count; offset += 1000) {
      const columns = ["factor_age", "vulnerability", "known_pct"];
      const page = await room.rows({ layer: scored.id, columns, offset, limit: 1000 });
      cells.push(...page.rows.map((row) => row.cells));
    }
    expect(cells).toHaveLength(13_115);
    const counts = new Map<unknown, number>();
    for (const [age] of cells) counts.set(age, (counts.get(age) ?? 0) + 1);
    expect(Object.fromEntries([...counts].map(([age, count]) => [String(age), count]))).toEqual({
      "0": 131,
      "0.15": 156,
      "0.4": 289,
      "0.65": 440,
      "0.85": 265,
      "1": 11_071,
      null: 763,
    });
    expect(cells.reduce((sum, [, v]) => sum + Number(v), 0)).toBeCloseTo(822_107.5, 3);
    const { project, run } = await room.run("housing-classes", { buildings: layer.id }, { as_of: 2014, old_age: 100 });
    expect(project.runs.find(({ id }) => id === run)?.facts).toMatchObject({
      class_aged: 7990,
      class_aged_unknown: 763,
    });
  });
});
