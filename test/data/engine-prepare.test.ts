import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MessageChannel } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Api, api } from "../../contract/api.js";
import { connect, serve } from "../../contract/wire.js";
import { createEngine } from "../../data/engine.js";
import { startNodeImportWorker } from "../../data/import/node-worker.js";
import { nodePort } from "../../data/ports.js";
import { type EngineRoom, openEngineRoom } from "../support/engine-room.js";
import { box, geoJson } from "../support/plane.js";

let room: EngineRoom;
beforeEach(() => {
  room = openEngineRoom();
});
afterEach(() => room.close());

/** A new engine that begins with a project before anybody is connected, as the program's start does. */
function startOn(path: string) {
  const engine = createEngine({ startImportWorker: startNodeImportWorker });
  engine.prepare(path);
  const { port1, port2 } = new MessageChannel();
  serve(nodePort(port2), api, engine.handlers);
  const client = connect<Api>(nodePort(port1));
  const close = async () => {
    client.close();
    await engine.close();
  };
  return { client, close };
}

async function town(): Promise<string> {
  const houses = [0, 20, 40].map((east) => ({
    geometry: geoJson(box(480_000 + east, 3_056_000, 10, 10)),
    properties: { build_year: 1970 + east },
  }));
  const path = await room.create();
  await room.take("buildings", houses);
  await room.client.ask("project.close", {});
  return path;
}

describe("the project that the program starts with", () => {
  it("is told as if it had been opened when it was asked for, and its tiles are there", async () => {
    const path = await town();
    const { client, close } = startOn(path);
    const { layers, readOnly } = await client.ask("project.open", { path });
    expect(readOnly).toBeNull();
    expect(layers.map(({ count }) => count)).toEqual([3]);
    const tile = await client.ask("layer.tile", { layer: layers[0]?.id ?? 0, z: 0, x: 0, y: 0 });
    expect(tile.length).toBeGreaterThan(0);
    await client.ask("layer.arrange", { layer: layers[0]?.id ?? 0, title: "老城" });
    const again = await client.ask("project.open", { path });
    expect(again.layers[0]?.title.zh).toBe("老城");
    await close();
  });

  it("says what is wrong with it to who asks for it, and lets another be opened", async () => {
    const path = await town();
    const missing = join(room.folder, "nowhere.fangan");
    const damaged = join(room.folder, "damaged.fangan");
    mkdirSync(damaged);
    writeFileSync(join(damaged, "project.json"), "{");
    for (const [first, code] of [
      [missing, "project-missing"],
      [damaged, "project-damaged"],
    ] as const) {
      const { client, close } = startOn(first);
      await expect(client.ask("project.open", { path: first })).rejects.toMatchObject({ code });
      expect((await client.ask("project.open", { path })).layers).toHaveLength(1);
      await close();
    }
  });

  it("gives way to another that is asked for instead", async () => {
    const path = await town();
    const other = join(room.folder, "other.fangan");
    const { client, close } = startOn(path);
    await client.ask("project.create", { path: other });
    expect((await client.ask("project.open", { path })).layers).toHaveLength(1);
    await close();
  });
});
