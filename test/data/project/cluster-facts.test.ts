import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Share } from "../../../contract/card-calls.js";
import type { Layer } from "../../../contract/project.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";
import { box, geoJson, type Place, type Shape, shapeDistance } from "../../support/plane.js";
import { queryFiles } from "../../support/read-files.js";
import { toMetres } from "../../support/screened-city.js";

const [east, north] = [485_000, 3_056_000];
const place = (x: number, y: number): Place => [east + x, north + y];

interface Pipe {
  readonly path: readonly Place[];
  readonly facts: { readonly code: string; readonly pressure?: string; readonly status?: string };
}

/** Five houses in a row, 10 m apart, and pipes along, across, aslant, out of use, of unknown class and far away. */
const houses: { shape: Shape; facts: object }[] = [
  { build_year: 1975, altered: true },
  { build_year: 1975, altered: false },
  { build_year: 1985 },
  { build_year: 1985, altered: true },
  { build_year: null, altered: true },
].map((facts, n) => ({ shape: box(east + n * 20, north, 10, 10), facts: { code: `H${n}`, ...facts } }));
const pipes: readonly Pipe[] = [
  { path: [place(-300, -4), place(300, -4)], facts: { code: "P1", pressure: "中压A" } },
  { path: [place(25, -200), place(25, 200)], facts: { code: "P2", pressure: "中压A" } },
  { path: [place(-100, -31), place(45, 37), place(160, -80)], facts: { code: "P3", pressure: "次高压A" } },
  { path: [place(-50, 30), place(140, 14), place(90, 60)], facts: { code: "P4" } },
  { path: [place(-300, 5), place(300, 5)], facts: { code: "P5", pressure: "低压", status: "废弃" } },
  { path: [place(-300, 900), place(300, 900)], facts: { code: "P6", pressure: "低压" } },
];

let room: EngineRoom;
let made: Record<"buildings" | "pipes" | "sites", number>;
beforeAll(async () => {
  room = openEngineRoom();
  await room.create();
  const buildings = await room.take(
    "buildings",
    houses.map(({ shape, facts }) => ({ geometry: geoJson(shape), properties: facts })),
  );
  const lines = await room.take(
    "pipes",
    pipes.map(({ path, facts }) => ({ geometry: { type: "LineString", coordinates: path }, properties: facts })),
  );
  const sites = await room.take("sites", [
    { geometry: geoJson(box(east + 40, north - 60, 20, 20)), properties: { code: "S1", state: "已回填" } },
    {
      geometry: geoJson(box(east + 40, north - 90, 20, 20)),
      properties: { code: "S2", name: "北岸地下车库", state: "开挖中" },
    },
  ]);
  made = { buildings: buildings.id, pipes: lines.id, sites: sites.id };
});
afterAll(() => room.close());

async function clustersOf(parameters: Record<string, number | string>): Promise<Layer> {
  await room.run("hotspots", made, { as_of: 2026, eps: 25, min_points: 3, ...parameters });
  return await room.result("clusters");
}
const read = (layer: Layer, fid = 1) => room.client.ask("cluster.read", { layer: layer.id, fid });
const amounts = (classes: readonly Share[] = []) => classes.map(({ value, amount }) => [value, amount]);

/** The outline as it was made, in metres. */
async function outlineOf(layer: Layer): Promise<Shape> {
  const path = room.path(`轮廓 ${layer.id}.parquet`);
  await room.client.ask("layer.export", { layer: layer.id, path });
  const rows = await queryFiles(
    room.folder,
    `SELECT CAST(x AS DOUBLE) AS x, CAST(y AS DOUBLE) AS y FROM (
       SELECT ST_X(corner.geom) AS x, ST_Y(corner.geom) AS y, corner.path AS path
       FROM (SELECT unnest(ST_Dump(ST_Points(geometry))) AS corner FROM read_parquet('${path}'))) ORDER BY path`,
  );
  return { type: "polygon", rings: [rows.map(({ x, y }): Place => [Number(x), Number(y)])] };
}

/** Metres of a path within reach of a shape, by walking it and halving every step on which it enters or leaves. */
function metresWithin(path: readonly Place[], shape: Shape, reach: number): number {
  const isIn = (at: Place) => shapeDistance({ type: "point", at }, shape) <= reach;
  let metres = 0;
  for (const [index, from] of path.slice(0, -1).entries()) {
    const to = path[index + 1] ?? from;
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const on = (t: number): Place => [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
    const steps = Math.ceil(length / 2);
    for (let step = 0; step < steps; step++) {
      const [a, b] = [step / steps, (step + 1) / steps];
      const [first, last] = [isIn(on(a)), isIn(on(b))];
      if (first && last) metres += (b - a) * length;
      if (first === last) continue;
      let [low, high] = [a, b];
      for (let half = 0; half < 40; half++) {
        const middle = (low + high) / 2;
        if (isIn(on(middle)) === first) low = middle;
        else high = middle;
      }
      metres += (first ? low - a : b - low) * length;
    }
  }
  return metres;
}

describe("a hot spot", { timeout: 60_000 }, () => {
  it("has the length of the pipes in use about its outline by class, as counted by hand", async () => {
    const { pipes: found } = await read(await clustersOf({ pipe_distance: 6 }));
    const metres = new Map(amounts(found?.classes) as [string | null, number][]);
    // The outline lies 5 m about the houses: P2 crosses it straight, from 11 m below them to 11 m above.
    expect(found).toMatchObject({ within: 6 });
    expect([...metres.keys()]).toEqual(["sub_high_a", "medium_a", null]);
    const along = metresWithin([...(pipes[0]?.path ?? [])], box(east, north, 90, 10), 11);
    // Corners of the outline are drawn by few edges.
    expect(Math.abs((metres.get("medium_a") ?? 0) - along - 32)).toBeLessThan(0.1);
    expect(found?.total_m).toBeCloseTo(
      [...metres.values()].reduce((sum, each) => sum + each, 0),
      9,
    );
  });

  it.each([[40], ["by-class"]] as const)(
    "and to the millimetre what walking every pipe within %s of the outline finds",
    async (distance) => {
      const layer = await clustersOf({ pipe_distance: distance });
      const outline = await outlineOf(layer);
      const range: Record<string, number> = { 中压A: 5, 次高压A: 15 };
      const walked = new Map<string, number>();
      for (const { path, facts } of pipes.filter((pipe) => pipe.facts.status === undefined)) {
        const reach = distance === "by-class" ? (range[facts.pressure ?? ""] ?? 50) : distance;
        const key = facts.pressure ?? "不明";
        walked.set(key, (walked.get(key) ?? 0) + metresWithin(path, outline, reach));
      }
      const { pipes: found } = await read(layer);
      const words: Record<string, string> = { sub_high_a: "次高压A", medium_a: "中压A" };
      expect(found?.classes.length).toBe(3);
      for (const { value, amount } of found?.classes ?? [])
        expect(Math.abs(amount - (walked.get(words[value ?? ""] ?? "不明") ?? 0))).toBeLessThan(0.001);
    },
  );

  it("names the nearest pipe and the nearest site in work, from the member that is nearest", async () => {
    const layer = await clustersOf({ pipe_distance: 6 });
    const { nearest } = await read(layer);
    const { rows } = await room.rows({ layer: layer.id, columns: ["nearest_site_m"], offset: 0, limit: 1 });
    expect(nearest.pipe).toMatchObject({ layer: made.pipes, name: "P2", metres: 0 });
    expect(nearest.site).toMatchObject({ layer: made.sites, fid: 2, name: "S2 北岸地下车库", metres: 70 });
    expect(rows[0]?.cells[0]).toBe(70);
    const ends = [nearest.site?.from ?? [0, 0], nearest.site?.to ?? [0, 0]].map((at) => toMetres(at)[1] - north);
    expect(ends[0]).toBeCloseTo(0, 2);
    expect(ends[1]).toBeCloseTo(-70, 2);
  });

  it("counts its members by age and alteration, unknown ones too, and by level once they are scored", async () => {
    const layer = await clustersOf({ pipe_distance: 6 });
    const tallies = async () =>
      Object.fromEntries((await read(layer)).members.map(({ title, classes }) => [title.zh, amounts(classes)]));
    expect(await tallies()).toEqual({
      建成年代: [
        ["before_1980", 2],
        ["1980s", 2],
        [null, 1],
      ],
      改建: [
        ["true", 3],
        ["false", 1],
        [null, 1],
      ],
    });
    await room.run("score", made, { as_of: 2026 });
    const score = await room.result("score");
    const { rows } = await room.rows({ layer: score.id, columns: ["level"], offset: 0, limit: 10 });
    const levels = new Map<string, number>();
    for (const { cells } of rows) levels.set(String(cells[0]), (levels.get(String(cells[0])) ?? 0) + 1);
    expect(new Map((await tallies()).风险等级 as [string, number][])).toEqual(levels);
  });

  it("that is none, or of another layer, is named; without its pipes it has none", async () => {
    const layer = await clustersOf({ pipe_distance: 6 });
    await expect(read(layer, 99)).rejects.toMatchObject({ code: "layer-missing" });
    await expect(read(await room.result("screened"))).rejects.toMatchObject({ code: "usage" });
    await room.client.ask("layer.remove", { layer: made.pipes });
    const { pipes: gone, nearest, members } = await read(layer);
    expect([gone, nearest.pipe, nearest.site?.name, members.length]).toEqual([null, null, "S2 北岸地下车库", 3]);
  });
});
