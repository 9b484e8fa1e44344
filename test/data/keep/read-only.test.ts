import { createHash } from "node:crypto";
import { readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Api } from "../../../contract/api.js";
import type { Client } from "../../../contract/wire.js";
import { fangan } from "../../support/command-line.js";
import { allDecisions, closedTown } from "../../support/decided-town.js";
import { heard, killHard, startEngineProcess } from "../../support/engine-process.js";
import type { EngineRoom } from "../../support/engine-room.js";

let room: EngineRoom;
let project: string;
let before: unknown;
beforeEach(async () => {
  ({ room, project, before } = await closedTown());
});
afterEach(() => room.close());

const open = () => room.client.ask("project.open", { path: project });
const holdElsewhere = async () => {
  const other = startEngineProcess(
    room.folder,
    `await client.ask("project.open", { path: ${JSON.stringify(project)} }); await client.ask("backup.daily", {}); say("mine");
     process.on("message", async (name) => { await client.ask("list.create", { name }); say(name); });`,
  );
  await heard(other, (message) => message === "mine");
  return other;
};

/** Every call that would change the project, with an input that is good. */
const changes: readonly ((client: Client<Api>) => Promise<unknown>)[] = [
  (client) => client.ask("ledger.sign", { name: "李平" }),
  (client) => client.ask("ledger.undo", {}),
  (client) => client.ask("ledger.redo", {}),
  (client) => client.ask("ledger.repair", {}),
  (client) => client.ask("list.create", { name: "新" }),
  (client) => client.ask("list.add", { list: 1, rows: { layer: 1, fids: [9] }, reason: "x" }),
  (client) => client.ask("list.remove", { list: 1 }),
  (client) => client.ask("case.open", { list: 1, hazard: "old_age", description: "" }),
  (client) => client.ask("case.act", { cases: [1], action: "exclude", why: "x" }),
  (client) => client.ask("building.note", { rows: { layer: 1, fids: [1] }, text: "x" }),
  (client) => client.ask("building.attach", { rows: { layer: 1, fids: [1] }, path: room.path("现场.jpg") }),
  (client) => client.ask("source.import", { path: room.path("buildings-1.geojson"), kind: "buildings" }),
  (client) => client.ask("layer.remove", { layer: 1 }),
  (client) => client.ask("analysis.run", { analysis: "density", inputs: {}, parameters: {} }),
  (client) => client.ask("shift.undo", { layer: 1, system: "gcj02" }),
  (client) => client.ask("template.remove", { name: "x" }),
  (client) => client.ask("datum.save", { name: "x", parameters: null }),
  (client) => client.ask("scheme.read", { path: room.path("x.json") }),
  (client) => client.ask("backup.make", {}),
  (client) => client.ask("backup.restore", { from: room.path("x"), to: project, replace: true }),
];

/** Names and bytes of everything in the project but the sign of who has it open. */
function picture(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== ".open.json")
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => `${path} ${createHash("sha256").update(readFileSync(path)).digest("hex")}`);
}

describe("a project that another process has open", { timeout: 60_000 }, () => {
  it("opens read-only, says who has it since when, and shows layers and decisions", async () => {
    const other = await holdElsewhere();
    const opened = await open();
    expect(opened.readOnly?.zh).toMatch(/自 \d{4}-\d\d-\d\d \d\d:\d\d 起由 周正 在 .+（进程 \d+），这里只读/u);
    expect(opened.readOnly?.en).toContain(String(other.pid));
    expect(await allDecisions(room)).toEqual(before);
    const page = await room.rows({ layer: 1, columns: ["code"], offset: 0, limit: 20 });
    expect(page.total).toBe(12);
    const tile = await room.client.ask("layer.tile", { layer: 1, z: 0, x: 0, y: 0 });
    expect(tile.length).toBeGreaterThan(0);
    const written = await room.client.ask("layer.export", { layer: 1, path: room.path("出.csv") });
    expect(written.rows).toBe(12);
    await killHard(other);
  });

  it("refuses every change with that sentence, undo and redo included, and leaves every byte as it is", async () => {
    const other = await holdElsewhere();
    const { readOnly } = await open();
    const was = picture(project);
    for (const change of changes) {
      const error = await change(room.client).catch((thrown: unknown) => thrown);
      expect(error, String(change)).toMatchObject({ code: "project-in-use", text: readOnly });
    }
    expect(await room.client.ask("ledger.read", {})).toMatchObject({ undo: null, redo: null });
    await room.client.ask("project.close", {});
    expect(picture(project)).toEqual(was);
    other.send("还能写");
    await heard(other, (message) => message === "还能写");
    await killHard(other);
  });

  it("is writable at the next opening after the other was killed", async () => {
    const other = await holdElsewhere();
    expect((await open()).readOnly).not.toBeNull();
    await killHard(other);
    expect((await open()).readOnly).toBeNull();
    await room.client.ask("list.create", { name: "接着做" });
  });

  it("is refused to a command that writes, in one sentence with exit status 3", async () => {
    const other = await holdElsewhere();
    const refused = await fangan(["import", project, room.path("buildings-1.geojson"), "--as", "buildings"]);
    expect(refused).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(/open since .+ by 周正 on .+read-only/u),
    });
    expect((await fangan(["list", project])).status).toBe(0);
    await killHard(other);
  });
});

describe("a sign that somebody at another computer has it", { timeout: 60_000 }, () => {
  const sign = (at: Date) => {
    const path = join(project, ".open.json");
    const holder = { pid: 1, host: "另一台", operator: "李平", at: at.toISOString(), app: "0.1.0" };
    writeFileSync(path, JSON.stringify(holder));
    utimesSync(path, at, at);
  };

  it("counts while it is fresh, and not a minute after the last sign of life", async () => {
    sign(new Date());
    expect((await open()).readOnly?.zh).toMatch(/由 李平 在 另一台 打开/u);
    sign(new Date(Date.now() - 61_000));
    expect((await open()).readOnly).toBeNull();
  });
});

describe("a project whose place takes no writing", { timeout: 60_000 }, () => {
  const root = process.getuid?.() === 0;
  it.runIf(root)("opens read-only, shows all it has, and says why it cannot be changed", async () => {
    const nobody = 65_534;
    const { chmodSync } = await import("node:fs");
    chmodSync(room.folder, 0o755);
    const was = picture(project);
    const listed = await fangan(["list", project, "--json"], { uid: nobody });
    expect(listed.stderr).toBe("");
    expect(JSON.parse(listed.stdout)).toMatchObject({
      layers: [{ count: 12 }],
      readOnly: { en: expect.stringContaining("takes no writing") },
    });
    const cases = await fangan(["case", project, "list"], { uid: nobody });
    expect(cases.stdout.split("\n")).toHaveLength(3);
    const refused = await fangan(["case", project, "exclude", "--case", "1"], { uid: nobody });
    expect(refused).toMatchObject({ status: 3, stderr: expect.stringContaining("takes no writing") });
    expect(picture(project)).toEqual(was);
  });
});
