import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fangan } from "../../support/command-line.js";
import { allDecisions, closedTown, takeHousesAgain } from "../../support/decided-town.js";
import type { EngineRoom } from "../../support/engine-room.js";

let room: EngineRoom;
let project: string;
let before: unknown;
beforeEach(async () => {
  ({ room, project, before } = await closedTown());
});
afterEach(() => room.close());

const open = () => room.client.ask("project.open", { path: project });
const clean = async () => (await fangan(["verify", project])).status;

describe("the restore drill", { timeout: 60_000 }, () => {
  it.each([
    ["layers.duckdb is gone", ["layers.duckdb"]],
    ["everything but the journal is gone", ["layers.duckdb", "project.json", "journal.head", "scratch", "backups"]],
  ])("when %s, every decision is there, and the layer to import again is named", async (_title, gone) => {
    for (const name of gone) rmSync(join(project, name), { recursive: true, force: true });
    const { layers, readOnly, name } = await open();
    expect([layers, readOnly, name]).toEqual([[], null, "城区"]);
    expect(await allDecisions(room)).toEqual(before);
    const lost = await room.client.ask("layers.lost", {});
    expect(lost).toMatchObject([{ layer: 1, kind: "buildings", buildings: 8, rows: 12 }]);
    expect(lost[0]?.path).toMatch(/buildings-1\.geojson$/u);
    expect(await clean()).toBe(0);
  });

  it("ties every decided building to its row in a layer imported anew: by code, else by place, and counts the rest", async () => {
    rmSync(join(project, "layers.duckdb"));
    await open();
    const { layer, relinked } = await takeHousesAgain(room);
    expect(relinked).toEqual({ byCode: 5, byPlace: 2, missing: 1 });
    expect(layer.id).not.toBe(1);
    const list = (await room.client.ask("ledger.read", {})).lists[0]?.id ?? 0;
    const picks = await room.client.ask("list.read", { list });
    const rows = await room.rows({ layer: layer.id, columns: ["address"], offset: 0, limit: 20 });
    for (const pick of picks.filter(({ code }) => code !== "A7")) {
      expect(pick.layer).toBe(layer.id);
      expect(rows.rows.find(({ fid }) => fid === pick.fid)?.cells).toEqual([pick.address]);
    }
    expect(picks.find(({ code }) => code === "A7")?.layer).toBe(1);
    const file = await room.client.ask("building.read", {
      layer: layer.id,
      fid: rows.rows.find(({ cells }) => cells[0] === "枫林路8号")?.fid ?? 0,
    });
    expect(file).toMatchObject({ of: { code: "A8" }, notes: [{ text: "墙体外倾" }] });
    expect(await clean()).toBe(0);
    expect((await room.client.ask("layers.lost", {})).map(({ buildings }) => buildings)).toEqual([1]);
  });

  it("a damaged layers.duckdb is set aside when the user says so, never before, and the decisions are all there", async () => {
    writeFileSync(join(project, "layers.duckdb"), "这不是数据库".repeat(1000));
    rmSync(join(project, "layers.duckdb.wal"), { force: true });
    await expect(open()).rejects.toMatchObject({ code: "project-damaged" });
    const rebuilt = await room.client.ask("project.rebuild", { path: project });
    expect(rebuilt.layers).toEqual([]);
    expect(await allDecisions(room)).toEqual(before);
    expect(readdirSync(join(project, "backups")).filter((name) => name.startsWith("damaged-layers"))).toHaveLength(1);
  });

  it("damaged settings are made anew; layers and decisions stay", async () => {
    writeFileSync(join(project, "project.json"), "{ half");
    await expect(open()).rejects.toMatchObject({ code: "project-damaged" });
    const rebuilt = await room.client.ask("project.rebuild", { path: project });
    expect(rebuilt).toMatchObject({ name: "城区", crs: "EPSG:4547", layers: [{ id: 1, count: 12 }] });
    expect(await allDecisions(room)).toEqual(before);
  });

  it("a sound project is rebuilt into itself", async () => {
    expect((await room.client.ask("project.rebuild", { path: project })).layers).toHaveLength(1);
    expect(existsSync(join(project, "layers.duckdb"))).toBe(true);
  });
});
