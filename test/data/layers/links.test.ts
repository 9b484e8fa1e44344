import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Layer } from "../../../contract/project.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";
import { box, geoJson, type Place, type Shape } from "../../support/plane.js";
import { toMetres } from "../../support/screened-city.js";

const [east, north] = [485_000, 3_056_000];
const place = (x: number, y: number): Place => [east + x, north + y];
const feature = (shape: Shape, properties: object) => ({ geometry: geoJson(shape), properties });
const line = (...places: Place[]) => ({ type: "LineString", coordinates: places });

/**
 * House H1 of 10 m by 10 m over pipe P1, 3 m from the middle of pipe P2 and 4 m from pit T1; H2 stands inside pit T2.
 */
let room: EngineRoom;
let made: Record<"buildings" | "pipes" | "sites", number>;
beforeAll(async () => {
  room = openEngineRoom();
  await room.create();
  const buildings = await room.take("buildings", [
    feature(box(east, north, 10, 10), { code: "H1", build_year: 1970 }),
    feature(box(east + 100, north, 10, 10), { code: "H2", build_year: 1970 }),
  ]);
  const pipes = await room.take("pipes", [
    {
      geometry: line(place(-40, 4), place(40, 4)),
      properties: { code: "P1", pressure: "中压A", outer_diameter_mm: 200 },
    },
    {
      geometry: line(place(-40, 13), place(40, 13)),
      properties: { code: "P2", pressure: "中压A", outer_diameter_mm: 200 },
    },
  ]);
  const sites = await room.take("sites", [
    feature(box(east + 14, north, 8, 8), { code: "T1", name: "东侧基坑", state: "开挖", depth_m: 6 }),
    feature(box(east + 90, north - 10, 40, 40), { code: "T2", state: "开挖", depth_m: 6 }),
  ]);
  made = { buildings: buildings.id, pipes: pipes.id, sites: sites.id };
});
afterAll(() => room.close());

/** `NAME METRES from → to`, places in metres from the corner, to the centimetre. */
async function linesOf(layer: Layer, fid: number): Promise<string[]> {
  const { links } = await room.client.ask("layer.feature", { layer: layer.id, fid });
  const told = (at: readonly [number, number]) => {
    const [x, y] = toMetres(at);
    return `${(x - east).toFixed(2)},${(y - north).toFixed(2)}`.replaceAll("-0.00", "0.00");
  };
  return links.map(({ name, metres, from, to }) => `${name} ${metres} ${told(from)} → ${told(to)}`);
}

describe("the lines from a feature to its neighbours", { timeout: 60_000 }, () => {
  it("of the gas rules go to every pipe concerned; one that runs under the house is marked in the middle of what lies under it", async () => {
    await room.run("gas-rules", made);
    const lines = ["P1 0 5.00,4.00 → 5.00,4.00", expect.stringMatching(/^P2 2\.9 .*,10\.00 → .*,12\.90$/u)];
    expect(await linesOf(await room.result("gas_buildings"), 1)).toEqual(lines);
    const conflicts = await room.result("gas_conflicts");
    expect(await linesOf(conflicts, 1)).toEqual(lines.slice(0, 1));
    expect(await linesOf(conflicts, 2)).toEqual(lines.slice(1));
  });

  it("of works begin at the pit's edge", async () => {
    const works = await room.result("gas_works");
    const { rows } = await room.rows({ layer: works.id, columns: ["site_code", "pipe_code"], offset: 0, limit: 20 });
    const own = rows.find(({ cells }) => cells[0] === "T1" && cells[1] === "P1");
    expect(await linesOf(works, own?.fid ?? 0)).toEqual(["P1 0 18.00,4.00 → 18.00,4.00"]);
    // A point with 5 m about it, 9 m from the middle of P1, whose wall is 0.1 m from there.
    const geometry = { type: "Point", coordinates: place(-30, -5) };
    const round = await room.take("sites", [{ geometry, properties: { code: "T3", state: "开挖", radius_m: 5 } }]);
    await room.run("gas-rules", { ...made, sites: round.id });
    const lines = await linesOf(await room.result("gas_works"), 1);
    expect(lines).toEqual(["P1 3.9 -30.00,0.10 → -30.00,4.00"]);
  });

  it("of excavations go to every pit of a house and every house and pipe of a pit", async () => {
    await room.run("excavation", made, { as_of: 2026 });
    const houses = await room.result("excavation_buildings");
    expect(await linesOf(houses, 1)).toEqual([expect.stringMatching(/^T1 东侧基坑 4 10\.00,.* → 14\.00,/u)]);
    expect(await linesOf(houses, 2)).toEqual(["T2 0 105.00,5.00 → 105.00,5.00"]);
    const pits = await room.result("excavation_sites");
    const names = (lines: readonly string[]) => lines.map((each) => each.split(" ").slice(0, 2).join(" "));
    expect(names(await linesOf(pits, 1))).toEqual(["P1 0", "H1 4", "P2 4.9"]);
    expect(names(await linesOf(pits, 2))).toContain("H2 0");
  });

  it("of a score go to the pipe and to the pit that its reasons name", async () => {
    await room.run("score", made, { as_of: 2026 });
    const [pipe, pit, ...more] = await linesOf(await room.result("score"), 1);
    expect([pipe, pit, more]).toEqual([
      expect.stringMatching(/^P1 0 /u),
      expect.stringMatching(/^T1 东侧基坑 4 /u),
      [],
    ]);
  });
});
