import { MessageChannel } from "node:worker_threads";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "../../contract/errors.js";
import { type Calls, call, connect, type Handlers, serve } from "../../contract/wire.js";
import { nodePort } from "../../data/ports.js";

const calls = {
  double: call<number>()(z.strictObject({ value: z.number() })),
  wait: call<string>()(z.strictObject({})),
  fail: call<null>()(z.strictObject({ how: z.enum(["app", "bug"]) })),
  bytes: call<Uint8Array>()(z.strictObject({ length: z.int() })),
} satisfies Calls;

const open: { close(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

function pair(overrides: Partial<Handlers<typeof calls>> = {}) {
  const { port1, port2 } = new MessageChannel();
  const handlers: Handlers<typeof calls> = {
    double: async ({ value }) => value * 2,
    wait: (_input, { signal }) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener("abort", () => reject(new Error("stopped in the middle"))),
      ),
    fail: async ({ how }) => {
      if (how === "app") throw new AppError("input-crs", { zh: "坐标系未知", en: "unknown CRS" }, "more");
      throw new TypeError("a bug");
    },
    bytes: async ({ length }) => new Uint8Array(length).fill(7),
    ...overrides,
  };
  serve(nodePort(port2), calls, handlers);
  const client = connect<typeof calls>(nodePort(port1));
  open.push(client);
  return { client, port1, port2 };
}

describe("the wire", () => {
  it("answers a call with the value of its handler", async () => {
    const { client } = pair();
    expect(await client.ask("double", { value: 21 })).toBe(42);
    expect(client.pending).toBe(0);
  });

  it("answers many calls at once, each with its own value", async () => {
    const { client } = pair();
    const values = await Promise.all([...Array(200).keys()].map((value) => client.ask("double", { value })));
    expect(values).toEqual([...Array(200).keys()].map((value) => value * 2));
  });

  it("hands bytes over whole", async () => {
    const { client } = pair();
    const bytes = await client.ask("bytes", { length: 70_000 });
    expect(bytes.length).toBe(70_000);
    expect(bytes.every((byte) => byte === 7)).toBe(true);
  });

  it("carries an error a user can act on, in both languages", async () => {
    const { client } = pair();
    const error = await client.ask("fail", { how: "app" }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: "input-crs", text: { zh: "坐标系未知", en: "unknown CRS" }, detail: "more" });
  });

  it("calls anything else an internal error and keeps the trace for the details", async () => {
    const { client } = pair();
    await expect(client.ask("fail", { how: "bug" })).rejects.toMatchObject({
      code: "internal",
      detail: expect.stringContaining("a bug"),
    });
  });

  it("ends a cancelled call as cancelled, never as failed", async () => {
    const { client } = pair();
    const controller = new AbortController();
    const answer = client.ask("wait", {}, { signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await expect(answer).rejects.toMatchObject({ code: "cancelled" });
  });

  it("does not send a call that was cancelled before it began", async () => {
    let asked = 0;
    const { client } = pair({
      double: async ({ value }) => {
        asked += 1;
        return value;
      },
    });
    await expect(client.ask("double", { value: 1 }, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "cancelled",
    });
    await client.ask("double", { value: 1 });
    expect(asked).toBe(1);
  });

  it("passes progress on, at most twenty times a second, and the first one at once", async () => {
    const { client } = pair({
      wait: async (_input, { progress }) => {
        for (let done = 0; done < 10_000; done++) progress({ phase: { zh: "算", en: "working" }, done, total: 10_000 });
        return "done";
      },
    });
    const seen: number[] = [];
    await client.ask("wait", {}, { onProgress: ({ done }) => seen.push(done ?? -1) });
    expect(seen[0]).toBe(0);
    expect(seen.length).toBeLessThan(100);
  });

  it("passes every new phase on, however soon it follows", async () => {
    const { client } = pair({
      wait: async (_input, { progress }) => {
        for (const en of ["read", "read", "measure", "write"]) progress({ phase: { zh: "步", en } });
        return "done";
      },
    });
    const seen: string[] = [];
    await client.ask("wait", {}, { onProgress: ({ phase }) => seen.push(phase.en) });
    expect(seen).toEqual(["read", "measure", "write"]);
  });

  it("calls a cancelled call cancelled, whatever the cancel made it throw", async () => {
    const { client } = pair({
      wait: (_input, { signal }) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener("abort", () =>
            reject(new AppError("input-damaged", { zh: "文件已损坏", en: "the file is damaged" })),
          ),
        ),
    });
    const controller = new AbortController();
    const answer = client.ask("wait", {}, { signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await expect(answer).rejects.toMatchObject({ code: "cancelled" });
  });

  it.each([
    ["an unknown call", "nothing", {}],
    ["a name that objects inherit", "constructor", {}],
    ["a missing value", "double", {}],
    ["a wrong type", "double", { value: "21" }],
    ["a value too many", "double", { value: 1, more: 2 }],
    ["no object at all", "double", null],
  ])("refuses %s and goes on serving", async (_title, name, input) => {
    const { client } = pair();
    await expect(client.ask(name as "double", input as never)).rejects.toMatchObject({ code: "refused" });
    expect(await client.ask("double", { value: 2 })).toBe(4);
  });

  it("ignores messages that are not calls", async () => {
    const { client, port1 } = pair();
    for (const junk of [
      null,
      1,
      "x",
      [],
      {},
      { type: "call" },
      { type: "call", id: -1, name: "double" },
      { type: "cancel", id: 999 },
    ]) {
      port1.postMessage(junk);
    }
    expect(await client.ask("double", { value: 3 })).toBe(6);
  });

  it("fails every waiting call when the other side is gone, and every later one at once", async () => {
    const { client, port2 } = pair();
    const answer = client.ask("wait", {});
    port2.close();
    await expect(answer).rejects.toMatchObject({ code: "engine-stopped" });
    await expect(client.ask("double", { value: 1 })).rejects.toMatchObject({ code: "engine-stopped" });
  });

  it("stops the work of a caller that is gone", async () => {
    let stopped: () => void = () => undefined;
    const seen = new Promise<void>((resolve) => {
      stopped = resolve;
    });
    const { client } = pair({
      wait: (_input, { signal }) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener("abort", () => {
            stopped();
            reject(new Error("gone"));
          }),
        ),
    });
    const answer = client.ask("wait", {}).catch((error: unknown) => error);
    await client.ask("double", { value: 1 });
    client.close();
    await seen;
    expect(await answer).toMatchObject({ code: "engine-stopped" });
  });
});
