import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listBackups } from "../../../data/keep/manifest.js";
import { allDecisions, decideTown } from "../../support/decided-town.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";

let room: EngineRoom;
let project: string;
let before: unknown;
beforeEach(async () => {
  room = openEngineRoom();
  ({ project } = await decideTown(room));
  before = await allDecisions(room);
});
afterEach(() => room.close());

const ask: EngineRoom["client"]["ask"] = (name, input, options) => room.client.ask(name, input, options);
const reopen = async () => {
  await ask("project.close", {});
  await ask("project.open", { path: project });
};
const rename = (at: string, to: string) => {
  const manifest = join(project, "backups", at, "backup.json");
  writeFileSync(manifest, readFileSync(manifest, "utf8").replace(/"at": "[^"]+"/u, `"at": "${to}"`));
};

describe("the daily backup", { timeout: 60_000 }, () => {
  it("is made at the first opening after decisions, not again the same day, and again when a day has passed and something changed", async () => {
    await reopen();
    const first = await ask("backup.daily", {});
    expect(first).toMatchObject({ reason: "daily", entries: 8, photos: 1, good: true, layers: false });
    await reopen();
    expect(await ask("backup.daily", {})).toBeNull();
    rename(first?.name ?? "", "2026-01-01T00:00:00.000Z");
    await reopen();
    expect(await ask("backup.daily", {})).toBeNull();
    await ask("list.create", { name: "新的" });
    await reopen();
    expect(await ask("backup.daily", {})).toMatchObject({ entries: 9 });
    expect(await ask("backup.list", {})).toHaveLength(2);
  });

  it("keeps a photo once for all backups, taking no room of its own", async () => {
    await ask("backup.make", {});
    await ask("backup.make", {});
    const [photo = ""] = readdirSync(join(project, "files"));
    expect(readdirSync(join(project, "backups", "files"))).toEqual([photo]);
    const places = [join(project, "files", photo), join(project, "backups", "files", photo)];
    expect(new Set(places.map((path) => statSync(path).ino)).size).toBe(1);
  });

  it("that cannot be written says so when asked, leaves nothing behind, and the project is open all the same", async () => {
    await ask("project.close", {});
    // A file in its place: no folder can be made there, not even by root.
    writeFileSync(join(project, "backups"), "");
    expect((await ask("project.open", { path: project })).readOnly).toBeNull();
    await expect(ask("backup.daily", {})).rejects.toMatchObject({ code: "output-unwritable" });
    await ask("list.create", { name: "照常" });
  });
});

describe("a backup", { timeout: 60_000 }, () => {
  it("comes back as a project of its own with every decision and photo", async () => {
    const made = await ask("backup.make", {});
    const to = room.path("恢复.fangan");
    expect((await ask("backup.restore", { from: made.path, to })).path).toBe(to);
    expect(await allDecisions(room)).toEqual(before);
    expect(readdirSync(join(to, "files"))).toHaveLength(1);
    expect((await ask("layers.lost", {})).map(({ title, buildings }) => [title, buildings])).toEqual([
      ["buildings-1", 8],
    ]);
  });

  it("with layers comes back with the same layers, rows, runs, results and how they are shown", async () => {
    await room.run("housing-classes", { buildings: 1 });
    const style = { method: "equal" as const, column: "build_year", palette: "ochre", classes: 3 };
    await ask("layer.style", { layer: 1, style });
    await ask("layer.arrange", { layer: 1, title: "老房", opacity: 0.5 });
    const made = await ask("backup.make", { layers: true, path: room.path("带走.zip") });
    const was = await ask("project.read", {});
    const rows = await room.rows({ layer: 1, offset: 0, limit: 20 });
    const tile = await ask("layer.tile", { layer: 1, z: 0, x: 0, y: 0 });
    await ask("project.close", {});
    rmSync(project, { recursive: true });
    const back = await ask("backup.restore", { from: made.path, to: project });
    expect(back).toEqual(was);
    const shown = back.layers.find(({ id }) => id === 1);
    expect(shown).toMatchObject({ title: { zh: "老房" }, view: { style, opacity: 0.5 } });
    expect(shown?.paint.classes).toHaveLength(4);
    expect(await room.rows({ layer: 1, offset: 0, limit: 20 })).toEqual(rows);
    expect(await ask("layer.tile", { layer: 1, z: 0, x: 0, y: 0 })).toEqual(tile);
    expect(await allDecisions(room)).toEqual(before);
    expect(await ask("layers.lost", {})).toEqual([]);
    expect(back.runs).toHaveLength(1);
    expect(back.layers.some(({ parent }) => parent === 1)).toBe(true);
  });

  it("takes the place of an open project only when told, layers staying, and what was there is a backup itself", async () => {
    const made = await ask("backup.make", {});
    await ask("list.create", { name: "之后的决定" });
    await expect(ask("backup.restore", { from: made.path, to: project })).rejects.toMatchObject({
      code: "output-exists",
    });
    const after = await ask("backup.restore", { from: made.path, to: project, replace: true });
    expect(after.layers).toMatchObject([{ count: 12 }]);
    expect(await allDecisions(room)).toEqual(before);
    const kept = (await ask("backup.list", {})).find(({ reason }) => reason === "restore");
    expect(kept).toMatchObject({ entries: 9 });
    await ask("backup.restore", { from: kept?.path ?? "", to: project, replace: true });
    expect((await ask("ledger.read", {})).lists.map(({ name }) => name)).toEqual(["首批鉴定", "之后的决定"]);
  });

  it("that was begun to be brought back and broken off is brought back at the next opening", async () => {
    const made = await ask("backup.make", {});
    await ask("list.create", { name: "之后的决定" });
    await ask("project.close", {});
    writeFileSync(join(project, "restore.json"), JSON.stringify({ backup: made.name }));
    rmSync(join(project, "journal.head"));
    await ask("project.open", { path: project });
    expect(await allDecisions(room)).toEqual(before);
    expect(existsSync(join(project, "restore.json"))).toBe(false);
  });

  it.each([
    ["a byte of the journal", (path: string) => flip(join(path, "journal.jsonl"))],
    ["its settings", (path: string) => rmSync(join(path, "project.json"))],
    ["its list of files", (path: string) => writeFileSync(join(path, "backup.json"), "{}")],
  ])("with %s damaged is refused by name, and nothing is made of it", async (_title, damage) => {
    const made = await ask("backup.make", {});
    damage(made.path);
    const to = room.path("恢复.fangan");
    await expect(ask("backup.restore", { from: made.path, to })).rejects.toMatchObject({ code: "input-damaged" });
    expect(existsSync(to)).toBe(false);
    expect(readdirSync(room.folder).filter((name) => name.endsWith(".new"))).toEqual([]);
  });

  it("never takes the place of a folder that is no project", async () => {
    const made = await ask("backup.make", {});
    mkdirSync(room.path("照片"));
    writeFileSync(join(room.path("照片"), "家.jpg"), "x");
    const restore = ask("backup.restore", { from: made.path, to: room.path("照片"), replace: true });
    await expect(restore).rejects.toMatchObject({ code: "output-exists" });
    expect(readdirSync(room.path("照片"))).toEqual(["家.jpg"]);
  });

  it("that is not whole is none in the list", async () => {
    await ask("backup.make", {});
    mkdirSync(join(project, "backups", "2026-01-01T00-00-00-000Z.unfinished"));
    expect(await listBackups(project)).toHaveLength(1);
  });
});

function flip(path: string): void {
  const bytes = readFileSync(path);
  bytes[40] = (bytes[40] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}
