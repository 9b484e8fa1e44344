import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWindow, type Window } from "./support/window.js";

interface Probe {
  ask(message: unknown): Promise<{ type: string; error?: { code: string; detail?: string }; value?: unknown } | null>;
}

/** What a page that had been taken over could send over the engine's port. */
describe("the engine's port", () => {
  let window: Window;
  beforeAll(async () => {
    window = await openWindow({ locale: "zh" });
    await window.page.addInitScript(() => {
      addEventListener("message", ({ data, ports: [port] }) => {
        if (data?.fangan !== "engine-port" || port === undefined) return;
        const probe: Probe = {
          ask: (message) =>
            new Promise((done) => {
              const hear = ({ data: reply }: MessageEvent) => {
                if (reply?.id !== (message as { id?: unknown } | null)?.id || reply?.type === "progress") return;
                port.removeEventListener("message", hear);
                done(reply);
              };
              port.addEventListener("message", hear);
              setTimeout(() => done(null), 400);
              port.postMessage(message);
            }),
        };
        (globalThis as unknown as { probe: Probe }).probe = probe;
      });
    });
    await window.page.reload();
    await window.page.locator('.engine-state[data-state="ready"]').waitFor();
  });
  afterAll(() => window.close());

  const send = (message: unknown) =>
    window.page.evaluate((given) => (globalThis as unknown as { probe: Probe }).probe.ask(given), message);
  let id = 1_000_000;
  const call = (name: string, input: unknown) => send({ type: "call", id: id++, name, input });

  it("answers a proper call: the probe itself works", async () => {
    expect(await call("catalog.read", {})).toMatchObject({ type: "done", value: { kinds: expect.any(Array) } });
  });

  it.each([
    ["nothing.there", {}],
    ["__proto__", {}],
    ["constructor", {}],
    ["toString", {}],
    ["catalog.read", null],
    ["catalog.read", { sql: "SELECT 1" }],
    ["project.open", { path: "" }],
    ["project.open", { path: 7 }],
    ["layer.tile", { layer: 1, z: 99, x: 0, y: 0 }],
    ["layer.tile", { layer: "1; DROP TABLE x", z: 1, x: 0, y: 0 }],
    ["layer.rows", { layer: 1, offset: 0, limit: 1e9 }],
    ["layer.rows", { layer: 1, offset: -1, limit: 10 }],
    ["layer.rows", { layer: 1, offset: 0, limit: 1, filter: [{ column: "a", compare: "OR 1=1" }] }],
    ["analysis.run", { analysis: "hotspots", inputs: { buildings: "1" }, parameters: {} }],
    ["source.import", { path: "a.shp", kind: "buildings", reading: { extra: true } }],
  ])("refuses %s with %j", async (name, input) => {
    expect(await call(name, input)).toMatchObject({ type: "failed", error: { code: "refused" } });
  });

  it("refuses a path longer than any system has", async () => {
    const reply = await call("project.open", { path: "x".repeat(5000) });
    expect(reply).toMatchObject({ type: "failed", error: { code: "refused" } });
  });

  it("does not hear what is no call at all", async () => {
    for (const message of [null, 7, "call", [], { type: "call" }, { type: "call", id: -1, name: "catalog.read" }]) {
      expect(await send(message)).toBeNull();
    }
    expect(await send({ type: "cancel", id: 42 })).toBeNull();
  });

  it("goes on after all that", async () => {
    expect(await call("catalog.read", {})).toMatchObject({ type: "done" });
    expect(await window.page.locator(".engine-state").getAttribute("data-state")).toBe("ready");
    expect(await window.page.locator(".ant-notification-notice, .job.notice").count()).toBe(0);
  });
});
