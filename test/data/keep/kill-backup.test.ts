import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyFiles } from "../../../data/keep/backup.js";
import { listBackups, readManifest } from "../../../data/keep/manifest.js";
import { fangan } from "../../support/command-line.js";
import { decideTown } from "../../support/decided-town.js";
import { heard, killHard, startEngineProcess } from "../../support/engine-process.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";

describe("backups under kill -9", { timeout: 120_000 }, () => {
  let room: EngineRoom;
  beforeAll(() => {
    room = openEngineRoom();
  });
  afterAll(() => room.close());

  it("are whole or not there, and the project they are of is whole, six times over", async () => {
    const { project } = await decideTown(room);
    await room.client.ask("project.close", {});
    for (let cycle = 0; cycle < 6; cycle++) {
      const child = startEngineProcess(
        room.folder,
        `await client.ask("project.open", { path: ${JSON.stringify(project)} });
         for (let step = 0; ; step++) {
           await client.ask("list.create", { name: "${cycle}-" + step });
           await client.ask("backup.make", { layers: step % 2 === 0 });
           say(step);
         }`,
      );
      await heard(child, (message) => message === 1);
      await wait((cycle * 37) % 90);
      await killHard(child);
      const backups = await listBackups(project);
      expect(backups.length).toBeGreaterThan(cycle);
      for (const { path } of backups) await verifyFiles(path, await readManifest(path));
    }
    expect((await fangan(["verify", project])).status).toBe(0);
    await room.client.ask("project.open", { path: project });
    await room.client.ask("backup.make", {});
    expect(readdirSync(join(project, "backups")).filter((name) => name.endsWith(".unfinished"))).toEqual([]);
  });
});
