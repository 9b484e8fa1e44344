import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withLimit } from "../../../contract/profile-limits.js";
import type { Layer } from "../../../contract/project.js";
import { type Scheme, sameScheme } from "../../../contract/scheme.js";
import { strewnCity } from "../../support/city.js";
import { decodeTile, tilesOf } from "../../support/decode-tile.js";
import { type EngineRoom, featuresOf, openEngineRoom } from "../../support/engine-room.js";

let room: EngineRoom;
/** A city whose houses were scored, closed. */
let scored = "";
let inputs: Record<string, number> = {};
let project = "";
let projects = 0;
beforeAll(async () => {
  room = openEngineRoom();
  scored = await room.create("评分.fangan");
  const city = strewnCity(3, { houses: 400, pipes: 30, sites: 12 }, 900);
  const buildings = await room.take("buildings", featuresOf(city.houses));
  const pipes = await room.take("pipes", featuresOf(city.pipes));
  const sites = await room.take("sites", featuresOf(city.sites));
  inputs = { buildings: buildings.id, pipes: pipes.id, sites: sites.id };
  await room.run("score", inputs, { as_of: 2026 });
  await room.client.ask("project.close", {});
});
afterAll(() => room.close());

const onlyAge = { age: 100, alteration: 0, structure: 0, state: 0, neglect: 0 };

async function scoredCity(): Promise<Layer> {
  project = await room.openCopy(scored, `评分 ${++projects}.fangan`);
  return await room.result("score");
}

async function emptyProject(): Promise<void> {
  project = await room.create(`城区 ${++projects}.fangan`);
}

async function national(): Promise<Scheme> {
  return await room.client.ask("scheme.load", { reference: "national" });
}

const column = async (layer: Layer, name: string) =>
  (await room.rows({ layer: layer.id, columns: [name], offset: 0, limit: 1000 })).rows.map(({ cells }) => cells[0]);

describe("another scheme", { timeout: 60_000 }, () => {
  it("shows its levels in counts, list, filter, feature and export, and is gone again with null", async () => {
    const layer = await scoredCity();
    const before = await room.client.ask("layer.classes", { layer: layer.id });
    const list = await column(layer, "vulnerability");
    const scheme = { ...(await national()), weights: onlyAge, least_known_pct: 0 };
    const { counts } = await room.client.ask("score.rescore", { layer: layer.id, scheme });
    expect(counts).not.toEqual(before);
    expect(await room.client.ask("layer.classes", { layer: layer.id })).toEqual(counts);
    const ages = await column(layer, "factor_age");
    const shown = await column(layer, "vulnerability");
    expect(shown).toEqual(ages.map((age) => (age === null ? 50 : Math.round(Number(age) * 1e8) / 1e6)));
    const major = counts.find(({ value }) => value === "major")?.count ?? 0;
    const filter = [{ column: "level", compare: "=" as const, value: "major" }];
    const page = await room.rows({
      layer: layer.id,
      filter,
      order: { column: "risk", descending: true },
      offset: 0,
      limit: 10,
    });
    expect(page.total).toBe(major);
    const { values } = await room.client.ask("layer.feature", { layer: layer.id, fid: 1 });
    expect(values.vulnerability).toBe(shown[0]);
    const path = room.path("评分.csv");
    await room.client.ask("layer.export", { layer: layer.id, path, filter });
    expect(readFileSync(path, "utf8").trim().split("\n")).toHaveLength(major + 1);
    const back = await room.client.ask("score.rescore", { layer: layer.id, scheme: null });
    expect(back.counts).toEqual(before);
    expect(await column(layer, "vulnerability")).toEqual(list);
  });

  it("gives what a run with it gives", async () => {
    const layer = await scoredCity();
    const scheme = { ...(await national()), name: "只看年代", weights: onlyAge };
    await room.client.ask("score.rescore", { layer: layer.id, scheme });
    const names = ["level", "risk", "vulnerability", "likelihood", "known_pct", "veto"];
    const seen = await Promise.all(names.map((name) => column(layer, name)));
    await room.client.ask("scheme.save", { scheme });
    await room.run("score", inputs, { as_of: 2026, scheme: "只看年代" });
    const fresh = await room.result("score");
    expect(await Promise.all(names.map((name) => column(fresh, name)))).toEqual(seen);
  });

  it("is drawn on the map, tile by tile", async () => {
    const layer = await scoredCity();
    const [west = 0, south = 0, east = 0, north = 0] = layer.bounds ?? [];
    const z = 15;
    const x = Math.floor((((west + east) / 2 + 180) / 360) * 2 ** z);
    const phi = (((south + north) / 2) * Math.PI) / 180;
    const y = Math.floor(((1 - Math.log(Math.tan(phi) + 1 / Math.cos(phi)) / Math.PI) / 2) * 2 ** z);
    const tile = () => room.client.ask("layer.tile", { layer: layer.id, z, x, y });
    const before = Buffer.from(await tile());
    const scheme = { ...(await national()), weights: onlyAge, least_known_pct: 0 };
    await room.client.ask("score.rescore", { layer: layer.id, scheme });
    expect(Buffer.from(await tile()).equals(before)).toBe(false);
    await room.client.ask("score.rescore", { layer: layer.id, scheme: null });
    expect(Buffer.from(await tile()).equals(before)).toBe(true);
  });

  it("has one class for each building in counts, list and tiles, also after others that were given up", async () => {
    const layer = await scoredCity();
    const scheme = { ...(await national()), least_known_pct: 0 };
    const places = tilesOf(layer.bounds ?? [], 13);
    const tiles = () =>
      Promise.all(places.map((place) => room.client.ask("layer.tile", { layer: layer.id, ...place })));
    const askFor = (age: number, signal?: AbortSignal) =>
      room.client.ask(
        "score.rescore",
        { layer: layer.id, scheme: { ...scheme, weights: { ...onlyAge, age, neglect: 100 - age } } },
        signal === undefined ? {} : { signal },
      );
    const meanwhile: Promise<unknown>[] = [];
    for (const age of [90, 70, 50]) {
      const given = new AbortController();
      meanwhile.push(Promise.allSettled([askFor(age, given.signal), tiles()]));
      given.abort();
    }
    const { counts } = await askFor(20);
    await Promise.all(meanwhile);
    const drawn = new Map<number, unknown>();
    for (const bytes of await tiles())
      for (const { id, properties } of decodeTile(bytes).features ?? []) drawn.set(id ?? 0, properties.c);
    const list = await room.rows({ layer: layer.id, columns: ["level"], offset: 0, limit: 1000 });
    expect(drawn).toEqual(new Map(list.rows.map(({ fid, cells: [level] }) => [fid, level ?? undefined])));
    expect(await room.client.ask("layer.classes", { layer: layer.id })).toEqual(counts);
    for (const { value, count } of counts)
      expect(list.rows.filter(({ cells: [level] }) => level === value)).toHaveLength(count);
  });

  it("is refused where it measures otherwise, where it is faulty, and for another layer", async () => {
    const layer = await scoredCity();
    const scheme = await national();
    const ask = (change: object, id = layer.id) =>
      room.client.ask("score.rescore", { layer: id, scheme: { ...scheme, ...change } });
    await expect(ask({ profile: "shanghai" })).rejects.toMatchObject({
      code: "usage",
      text: { en: expect.stringMatching(/run score again/u) },
    });
    const { profiles } = await room.client.ask("catalog.read", {});
    const own = { ...(profiles[0] ?? expect.fail()), name: "own", from: "gb55009", title: { zh: "本市", en: "ours" } };
    const named = withLimit(own, "low/control", { source: "某市办法" });
    expect((await ask({ profile: named })).counts).toEqual((await ask({})).counts);
    await expect(ask({ profile: withLimit(named, "low/control", { metres: 5.1 }) })).rejects.toMatchObject({
      text: { en: expect.stringMatching(/run score again/u) },
    });
    await expect(ask({ profile: withLimit(own, "low/control", { metres: 5.1 }) })).rejects.toMatchObject({
      text: { en: expect.stringMatching(/says 5 m, not 5\.1 m/u) },
    });
    await expect(ask({ weights: { ...onlyAge, age: 99 } })).rejects.toMatchObject({
      text: { en: expect.stringMatching(/sum to 99/u) },
    });
    await expect(ask({}, layer.parent ?? 0)).rejects.toMatchObject({ code: "usage" });
  });

  it("does not outlive the project", async () => {
    const layer = await scoredCity();
    const before = await room.client.ask("layer.classes", { layer: layer.id });
    await room.client.ask("score.rescore", { layer: layer.id, scheme: { ...(await national()), weights: onlyAge } });
    await room.client.ask("project.close", {});
    await room.client.ask("project.open", { path: project });
    expect(await room.client.ask("layer.classes", { layer: layer.id })).toEqual(before);
  });
});

describe("schemes of a project", { timeout: 60_000 }, () => {
  it("are kept in versions; what says the same is the same version", async () => {
    await emptyProject();
    const scheme = { ...(await national()), name: "本市" };
    const first = await room.client.ask("scheme.save", { scheme });
    expect(first.version).toBe(1);
    expect((await room.client.ask("scheme.save", { scheme: { ...scheme, version: 7 } })).version).toBe(1);
    const second = await room.client.ask("scheme.save", { scheme: { ...scheme, weights: onlyAge } });
    expect(second.version).toBe(2);
    expect(await room.client.ask("scheme.load", { reference: "本市@1" })).toEqual(first);
    expect(await room.client.ask("scheme.load", { reference: "本市" })).toEqual(second);
    expect(await room.client.ask("scheme.list", {})).toMatchObject([
      { name: "national" },
      {
        name: "本市",
        version: 2,
        versions: [1, 2].map((version) => ({ version, saved: { by: userInfo().username, at: expect.any(Number) } })),
      },
    ]);
    expect(readdirSync(`${project}/schemes`)).toEqual(["本市.json"]);
  });

  it("travel as files to another project", async () => {
    await emptyProject();
    const saved = await room.client.ask("scheme.save", {
      scheme: { ...(await national()), name: "本市", weights: onlyAge },
    });
    const path = room.path("本市方案.json");
    await room.client.ask("scheme.write", { reference: "本市", path });
    await expect(room.client.ask("scheme.write", { reference: "本市", path })).rejects.toMatchObject({
      code: "output-exists",
    });
    await room.create("邻市.fangan");
    const read = await room.client.ask("scheme.read", { path });
    expect(sameScheme(read, saved)).toBe(true);
    expect(read.saved?.at).toBeGreaterThanOrEqual(saved.saved?.at ?? Number.POSITIVE_INFINITY);
    writeFileSync(path, "{}");
    await expect(room.client.ask("scheme.read", { path })).rejects.toMatchObject({ code: "input-format" });
  });

  it("never rewrite the program's own, and a run keeps the version that it took", async () => {
    await emptyProject();
    await expect(room.client.ask("scheme.save", { scheme: await national() })).rejects.toMatchObject({ code: "usage" });
    await expect(room.client.ask("scheme.load", { reference: "没有的" })).rejects.toMatchObject({ code: "usage" });
    await room.client.ask("scheme.save", { scheme: { ...(await national()), name: "本市" } });
    const buildings = await room.take(
      "buildings",
      featuresOf(strewnCity(1, { houses: 5, pipes: 0, sites: 0 }, 90).houses),
    );
    const { project } = await room.run("score", { buildings: buildings.id }, { scheme: "本市" });
    expect(project.runs[0]?.parameters.scheme).toBe("本市@1");
  });

  it("take weights from an AHP matrix, or say which pair is wrong", async () => {
    const rows = [
      [1, 1, 2, 2, 3],
      [1, 1, 2, 2, 3],
      [0.5, 0.5, 1, 1, 2],
      [0.5, 0.5, 1, 1, 2],
      [1 / 3, 1 / 3, 0.5, 0.5, 1],
    ];
    const answer = await room.client.ask("scheme.weigh", { matrix: rows });
    expect(answer).toMatchObject({ consistent: true, fault: null });
    expect(Number(answer.weights.age?.toFixed(1))).toBe(29.8);
    const turned = rows.map((row) => [...row]);
    turned[0] = [1, 1, 2, 2, 1 / 7];
    turned[4] = [7, 1 / 3, 0.5, 0.5, 1];
    const bad = await room.client.ask("scheme.weigh", { matrix: turned });
    expect(bad).toMatchObject({ consistent: false, worst: { row: "age", column: "neglect" } });
    expect(bad.fault?.zh).toContain("“建成年代”与“失修与设计施工资质”");
  });
});

describe("the reasons of a building", { timeout: 60_000 }, () => {
  it("name every factor, the neighbours with metres and clause, and how they make the level", async () => {
    const layer = await scoredCity();
    const { rows } = await room.rows({
      layer: layer.id,
      columns: ["gas", "vulnerability", "pipe_distance_m"],
      order: { column: "gas", descending: true },
      offset: 0,
      limit: 1,
    });
    const fid = rows[0]?.fid ?? 0;
    const reasons = await room.client.ask("score.explain", { layer: layer.id, fid });
    expect(reasons.map(({ factor }) => factor)).toEqual([
      "age",
      "alteration",
      "structure",
      "state",
      "neglect",
      "gas",
      "excavation",
      "consequence",
      "level",
    ]);
    const points = reasons.reduce((sum, each) => sum + (each.points ?? 0), 0);
    expect(points).toBeCloseTo(Number(rows[0]?.cells[1]), 6);
    const gas = reasons.find(({ factor }) => factor === "gas");
    expect(gas?.text.zh).toContain(`外壁 ${rows[0]?.cells[2]} 米`);
    expect(gas?.text.zh).toMatch(/GB 55009-2021|压力不明/u);
    for (const { text } of reasons) {
      expect(text.zh).not.toMatch(/NaN|undefined|null/u);
      expect(text.en).not.toMatch(/NaN|undefined|null/u);
    }
    await expect(room.client.ask("score.explain", { layer: layer.id, fid: 99_999 })).rejects.toMatchObject({
      code: "layer-missing",
    });
  });

  it("follow the scheme that is shown", async () => {
    const layer = await scoredCity();
    await room.client.ask("score.rescore", {
      layer: layer.id,
      scheme: { ...(await national()), title: { zh: "只看年代", en: "age alone" }, weights: onlyAge },
    });
    const reasons = await room.client.ask("score.explain", { layer: layer.id, fid: 1 });
    expect(reasons.at(-1)?.text.zh).toContain("方案“只看年代”");
    expect(reasons.find(({ factor }) => factor === "alteration")?.points).toBe(0);
  });
});

describe("a run done again", { timeout: 60_000 }, () => {
  it("gives the same bytes, by the scheme's version that it took", async () => {
    await scoredCity();
    await room.run("score", inputs, { as_of: 2026, draws: 20, top: 30, seed: 5 });
    const layer = await room.result("score");
    const { run } = await room.client.ask("run.again", { run: layer.run ?? 0 });
    const { layers } = await room.client.ask("project.read", {});
    const again = layers.find((each) => each.run === run);
    expect(again?.id).not.toBe(layer.id);
    const bytes = async (each: Layer | undefined, name: string) => {
      const path = room.path(name);
      await room.client.ask("layer.export", { layer: each?.id ?? 0, path });
      return readFileSync(path);
    };
    expect((await bytes(again, "又.csv")).equals(await bytes(layer, "初.csv"))).toBe(true);
    await expect(room.client.ask("run.again", { run: 999 })).rejects.toMatchObject({ code: "layer-missing" });
  });
});
