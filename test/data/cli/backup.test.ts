import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fangan } from "../../support/command-line.js";
import { decideTown } from "../../support/decided-town.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";

describe("backups on the command line", { timeout: 60_000 }, () => {
  let room: EngineRoom;
  let project: string;
  beforeAll(async () => {
    room = openEngineRoom();
    ({ project } = await decideTown(room));
    await room.client.ask("project.close", {});
  });
  afterAll(() => room.close());

  it("carry a project away as a zip with its layers, and bring it back elsewhere and in its place", async () => {
    const zip = room.path("带走.zip");
    const made = await fangan(["backup", project, "--to", zip, "--with-layers", "--json"]);
    expect(made.stderr).toBe("");
    expect(JSON.parse(made.stdout)).toMatchObject({ path: zip, entries: 8, photos: 1, layers: true, good: true });
    expect((await fangan(["backup", project, "--to", zip])).status).toBe(2);
    const other = room.path("别处.fangan");
    const restored = await fangan(["restore", zip, "--to", other]);
    expect(restored).toMatchObject({ status: 0, stdout: `${other}\t8\t1\n` });
    expect((await fangan(["verify", other])).stdout).toBe("8\tok\t0\n");
    expect((await fangan(["restore", zip, "--to", project])).stderr).toContain("--force");
    rmSync(join(project, "layers.duckdb"));
    expect((await fangan(["restore", zip, "--to", project, "--force"])).stdout).toBe(`${project}\t8\t1\n`);
    const listed = await fangan(["restore", project, "--list"]);
    expect(listed.stdout).toMatch(/\trestore\t8\t1\t\d+\t\tok\n/u);
  });

  it("say in one sentence what cannot be restored, and make nothing", async () => {
    const none = await fangan(["restore", room.path("没有.zip"), "--to", room.path("甲.fangan")]);
    expect(none).toMatchObject({ status: 3, stderr: expect.stringMatching(/^fangan: There is no backup at .+\n$/u) });
    expect((await fangan(["restore", project])).status).toBe(2);
    expect((await fangan(["restore", room.path("现场.jpg"), "--to", room.path("甲.fangan")])).status).toBe(3);
    expect(existsSync(room.path("甲.fangan"))).toBe(false);
  });
});
