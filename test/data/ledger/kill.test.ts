import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { killCycles } from "../../../scripts/soak/kill-cycles.js";
import { fangan } from "../../support/command-line.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";

/** `npm run soak:kill -- 500` is the same for longer. */
describe("decisions under kill -9", { timeout: 120_000 }, () => {
  let room: EngineRoom;
  beforeAll(() => {
    room = openEngineRoom();
  });
  afterAll(() => room.close());

  it("are all there when they were acknowledged, twenty times over, and the journal verifies clean", async () => {
    const project = await room.create("杀.fangan");
    await room.client.ask("project.close", {});
    const engine = new URL("../../../dist/data/local-engine.js", import.meta.url).href;
    const report = await killCycles(engine, room.folder, project, 20, 7);
    expect(report).toMatchObject({ cycles: 20, lost: 0, damaged: 0 });
    expect(report.acknowledged).toBeGreaterThan(200);
    const verified = await fangan(["verify", join(room.folder, "杀.fangan"), "--json"]);
    expect(verified.status).toBe(0);
    expect(JSON.parse(verified.stdout)).toMatchObject({ clean: true, damage: [] });
  });
});
