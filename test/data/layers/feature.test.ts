import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Layer } from "../../../contract/project.js";
import { kinds } from "../../../data/kinds/index.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";
import { type Place, type Shape, shapeDistance } from "../../support/plane.js";
import { screenCity, toMetres } from "../../support/screened-city.js";

let room: EngineRoom;
let made: Awaited<ReturnType<typeof screenCity>>;
beforeAll(async () => {
  room = openEngineRoom();
  await room.create();
  made = await screenCity(room);
});
afterAll(() => room.close());

const feature = (layer: Layer, fid: number) => room.client.ask("layer.feature", { layer: layer.id, fid });
const point = (at: Place): Shape => ({ type: "point", at });

describe("one feature", { timeout: 60_000 }, () => {
  it("has the values of its row, and bounds that hold its shape", async () => {
    const page = await room.rows({ layer: made.screened.id, offset: 0, limit: 600 });
    for (const { fid, cells } of page.rows.slice(0, 15)) {
      const { values, bounds: known } = await feature(made.screened, fid);
      const bounds = known ?? [Number.NaN, Number.NaN, Number.NaN, Number.NaN];
      expect(values).toEqual(Object.fromEntries(page.columns.map((name, place) => [name, cells[place]])));
      const shape = made.city.houses[fid - 1]?.shape;
      const places = shape?.type === "polygon" ? (shape.rings[0] ?? []) : shape?.type === "point" ? [shape.at] : [];
      const [west, south] = toMetres([bounds[0], bounds[1]]);
      const [east, north] = toMetres([bounds[2], bounds[3]]);
      // The box stands upright in degrees and a little askew in metres.
      expect(Math.min(...places.map(([x]) => x))).toBeGreaterThan(west - 0.5);
      expect(Math.max(...places.map(([x]) => x))).toBeLessThan(east + 0.5);
      expect(Math.min(...places.map(([, y]) => y))).toBeGreaterThan(south - 0.5);
      expect(Math.max(...places.map(([, y]) => y))).toBeLessThan(north + 0.5);
      expect(east - west).toBeLessThan(120);
    }
  });

  it("lies where a question for many places says, in any order, without those that are not there", async () => {
    const layers = [made.screened, made.clusters];
    for (const layer of layers) {
      const { rows } = await room.rows({ layer: layer.id, columns: [], offset: 0, limit: 12 });
      const fids = rows.map(({ fid }) => fid).reverse();
      const places = await room.client.ask("layer.places", { layer: layer.id, fids: [...fids, 9_999_999] });
      expect(places.map(({ fid }) => fid)).toEqual([...fids].sort((a, b) => a - b));
      for (const { fid, bounds } of places) {
        const alone = (await feature(layer, fid)).bounds;
        for (const [side, degrees] of bounds.entries()) expect(degrees).toBeCloseTo(alone?.[side] ?? Number.NaN, 9);
      }
    }
    expect(await room.client.ask("layer.places", { layer: made.screened.id, fids: [] })).toEqual([]);
  });

  it("links it to the pipe's wall and the pit's edge by lines as long as the metres shown", async () => {
    const { rows } = await room.rows({
      layer: made.screened.id,
      columns: ["pipe_fid", "pipe_distance_m", "site_fid", "site_distance_m"],
      filter: [{ column: "candidate", compare: "=", value: true }],
      offset: 0,
      limit: 50,
    });
    let [lines, walls, zeros] = [0, 0, 0];
    for (const { fid, cells } of rows) {
      const [pipeFid, pipeMetres, siteFid, siteMetres] = cells;
      const { links } = await feature(made.screened, fid);
      const expected = [
        ...(pipeFid === null ? [] : [{ layer: made.pipes.id, fid: pipeFid, metres: pipeMetres }]),
        ...(siteFid === null ? [] : [{ layer: made.sites.id, fid: siteFid, metres: siteMetres }]),
      ];
      expect(links.map(({ layer, fid, metres }) => ({ layer, fid, metres }))).toEqual(expected);
      for (const link of links) {
        const [from, to] = [toMetres(link.from), toMetres(link.to)];
        const house = made.city.houses[fid - 1]?.shape ?? point(from);
        const target = (link.layer === made.pipes.id ? made.city.pipes : made.city.sites)[link.fid - 1];
        const centre = target?.shape ?? point(to);
        expect(Math.hypot(to[0] - from[0], to[1] - from[1])).toBeCloseTo(link.metres, 2);
        expect(shapeDistance(point(from), house)).toBeLessThan(0.005);
        const toCentre = shapeDistance(house, centre);
        expect(shapeDistance(point(to), centre)).toBeCloseTo(Math.max(0, toCentre - link.metres), 2);
        lines += 1;
        if (toCentre - link.metres > 0.04) walls += 1;
        if (link.metres === 0) zeros += 1;
      }
    }
    expect(lines).toBeGreaterThan(50);
    expect(walls).toBeGreaterThan(5);
    expect(zeros).toBeGreaterThan(2);
  });

  it("keeps its links when clusters are made from a screening of its own", async () => {
    const inputs = { buildings: made.buildings.id, pipes: made.pipes.id, sites: made.sites.id };
    await room.run("screen", inputs, { as_of: 2026, pipe_distance: 20, site_radius: 2.5 });
    const screened = await room.result("screened");
    await room.run("clusters", { screened: screened.id }, { eps: 30, min_points: 3 });
    const clustered = await room.result("screened");
    expect(clustered.id).not.toBe(screened.id);
    const { rows } = await room.rows({
      layer: clustered.id,
      filter: [{ column: "near_pipe", compare: "=", value: true }],
      offset: 0,
      limit: 5,
    });
    for (const { fid } of rows) {
      expect((await feature(clustered, fid)).links).toEqual((await feature(made.screened, fid)).links);
    }
    expect(rows).toHaveLength(5);
  });

  it("of a hot spot has its figures and no lines", async () => {
    const { values, links } = await feature(made.clusters, 1);
    expect(values).toMatchObject({ cluster: 1, rank: expect.any(Number), buildings: expect.any(Number) });
    expect(links).toEqual([]);
  });

  it("that is not there is named, in both languages", async () => {
    const error = await feature(made.buildings, 99_999).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "layer-missing",
      text: { zh: expect.stringContaining("99999"), en: expect.stringContaining("99999") },
    });
  });
});

describe("the counts of the legend", () => {
  it.each(["buildings", "pipes", "sites", "screened", "clusters"] as const)(
    "of %s sum to the layer's rows, class by class",
    async (name) => {
      const layer = made[name];
      const classes = await room.client.ask("layer.classes", { layer: layer.id });
      expect(classes.map(({ value }) => value)).toEqual(layer.paint.classes.map(({ value }) => value));
      expect(classes.reduce((sum, { count }) => sum + count, 0)).toBe(layer.count);
      for (const { value, count } of classes) {
        const column = layer.paint.column ?? "";
        const filter =
          value === null ? [{ column, compare: "empty" as const }] : [{ column, compare: "=" as const, value }];
        const { total } = await room.rows({ layer: layer.id, filter, offset: 0, limit: 1 });
        expect({ value, count }).toEqual({ value, count: total });
      }
      expect(classes.filter(({ count }) => count > 0).length).toBeGreaterThan(name === "clusters" ? 0 : 2);
    },
  );

  it("need a class for no data in every paint, the last", () => {
    const paints = [...kinds.map(({ paint }) => paint), made.screened.paint, made.clusters.paint];
    for (const { classes } of paints) expect(classes.findIndex(({ value }) => value === null)).toBe(classes.length - 1);
  });
});

describe("a removed layer", { timeout: 60_000 }, () => {
  it("takes its results with it; what was measured to it lives on without lines", async () => {
    await room.client.ask("layer.remove", { layer: made.pipes.id });
    const { rows } = await room.rows({
      layer: made.screened.id,
      filter: [
        { column: "near_pipe", compare: "=", value: true },
        { column: "near_site", compare: "=", value: true },
      ],
      offset: 0,
      limit: 1,
    });
    const { links } = await feature(made.screened, rows[0]?.fid ?? 0);
    expect(links.map(({ layer }) => layer)).toEqual([made.sites.id]);
    const folder = room.path("lists");
    await expect(room.client.ask("run.export", { run: made.run, folder })).rejects.toMatchObject({
      code: "layer-missing",
    });

    const left = await room.client.ask("layer.remove", { layer: made.buildings.id });
    expect(left.layers.filter(({ parent }) => parent === made.buildings.id)).toEqual([]);
    expect(left.layers.map(({ id }) => id)).not.toContain(made.screened.id);
    await expect(feature(made.screened, 1)).rejects.toMatchObject({ code: "layer-missing" });
    await expect(room.client.ask("layer.remove", { layer: made.buildings.id })).rejects.toMatchObject({
      code: "layer-missing",
    });
    expect((await feature(made.clusters, 1)).values.cluster).toBe(1);
  });
});
