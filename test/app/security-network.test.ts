import { createSocket, type Socket } from "node:dgram";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { ElectronApplication, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchApp } from "./support/launch.js";

describe("nothing leaves the machine", () => {
  let app: ElectronApplication;
  let page: Page;
  let server: Server;
  let stun: Socket;
  let connections = 0;
  let datagrams = 0;
  let port = 0;
  let stunPort = 0;
  beforeAll(async () => {
    server = createServer((_request, response) =>
      response.setHeader("Access-Control-Allow-Origin", "*").end("reached"),
    );
    server.on("connection", () => {
      connections += 1;
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    port = (server.address() as AddressInfo).port;
    stun = createSocket("udp4").on("message", () => {
      datagrams += 1;
    });
    await new Promise<void>((done) => stun.bind(0, "127.0.0.1", done));
    stunPort = stun.address().port;
    app = await launchApp();
    page = await app.firstWindow();
    await page.locator("#root > *").first().waitFor();
  });
  afterAll(async () => {
    await app.close();
    server.close();
    stun.close();
  });

  it("is listening: the check itself can fail", async () => {
    await fetch(`http://127.0.0.1:${port}/`);
    expect(connections).toBe(1);
    connections = 0;
  });

  it("from the page, by any road (E09)", async () => {
    const outcome = await page.evaluate(async (loopback) => {
      const within = <T>(promise: Promise<T>): Promise<T | "silent"> =>
        Promise.race([promise, new Promise<"silent">((done) => setTimeout(() => done("silent"), 2000))]);
      const fetched = (url: string, options?: RequestInit) =>
        within(
          fetch(url, options).then(
            () => "reached",
            () => "failed",
          ),
        );
      const heard = (target: EventTarget, good: string) =>
        within(
          new Promise<string>((done) => {
            target.addEventListener(good, () => done("reached"));
            target.addEventListener("error", () => done("failed"));
          }),
        );
      const loaded = (make: () => EventTarget, good: string): Promise<string> => {
        try {
          return heard(make(), good);
        } catch {
          return Promise.resolve("failed");
        }
      };
      const image = (url: string) => () => {
        const element = new Image();
        element.src = url;
        return element;
      };
      return {
        https: await fetched("https://example.com/"),
        loopback: await fetched(`http://${loopback}/`),
        opaque: await fetched(`http://${loopback}/`, { mode: "no-cors" }),
        file: await fetched("file:///etc/passwd"),
        data: await fetched("data:text/plain,x"),
        socket: await loaded(() => new WebSocket(`ws://${loopback}/`), "open"),
        events: await loaded(() => new EventSource(`http://${loopback}/`), "open"),
        image: await loaded(image(`http://${loopback}/a.png`), "load"),
        fileImage: await loaded(image("file:///usr/share/pixmaps/debian-logo.png"), "load"),
        beacon: (() => {
          navigator.sendBeacon(`http://${loopback}/beacon`, "x");
          return "sent nowhere";
        })(),
        prefetch: await loaded(() => {
          const link = document.createElement("link");
          link.rel = "prefetch";
          link.href = `http://${loopback}/prefetch`;
          return document.head.appendChild(link);
        }, "load"),
      };
    }, `127.0.0.1:${port}`);
    // As text: the tests' own bundler would rewrite an import() that it sees.
    const module = await page.evaluate<string>(
      `import("http://127.0.0.1:${port}/module.js").then(() => "reached", () => "failed")`,
    );
    expect(Object.entries({ ...outcome, module }).filter(([, result]) => result === "reached")).toEqual([]);
    await page.waitForTimeout(500);
    expect(connections).toBe(0);
  });

  it("through WebRTC (E09)", async () => {
    const candidates = await page.evaluate(async (address) => {
      const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:${address}` }] });
      connection.createDataChannel("x");
      const found: string[] = [];
      connection.onicecandidate = ({ candidate }) => {
        if (candidate?.candidate) found.push(candidate.candidate);
      };
      await connection.setLocalDescription(await connection.createOffer());
      await new Promise((done) => setTimeout(done, 2000));
      connection.close();
      return found;
    }, `127.0.0.1:${stunPort}`);
    expect(candidates.filter((candidate) => / udp /iu.test(candidate))).toEqual([]);
    expect(datagrams).toBe(0);
  });

  it("from the main process's own session either", async () => {
    const reached = await app.evaluate(async ({ session, net }, url) => {
      const attempts = [session.defaultSession.fetch(url), net.fetch(url), net.fetch("https://example.com/")];
      return (await Promise.allSettled(attempts)).map((attempt) => attempt.status);
    }, `http://127.0.0.1:${port}/`);
    expect(reached).toEqual(["rejected", "rejected", "rejected"]);
    expect(connections).toBe(0);
  });
});
