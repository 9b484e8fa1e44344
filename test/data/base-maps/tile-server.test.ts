import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { baseMapOf, openShelf } from "../../support/shelf.js";
import { solidPng } from "../../support/solid-png.js";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const red = solidPng(2, [200, 0, 0]);
const image: Answer = (_request, response) => response.setHeader("Content-Type", "image/png").end(red);

async function listen(answer: () => Answer): Promise<{ server: Server; asked: IncomingMessage[]; host: string }> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    answer()(request, response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { server, asked, host: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe("a server of image tiles", () => {
  let answer: Answer = image;
  let here: Awaited<ReturnType<typeof listen>>;
  let elsewhere: Awaited<ReturnType<typeof listen>>;
  let shelf: ReturnType<typeof openShelf> | null = null;
  beforeAll(async () => {
    here = await listen(() => answer);
    elsewhere = await listen(() => image);
  });
  afterAll(() => {
    for (const { server } of [here, elsewhere]) {
      server.closeAllConnections();
      server.close();
    }
  });
  beforeEach(() => {
    answer = image;
    for (const { asked } of [here, elsewhere]) asked.length = 0;
  });
  afterEach(() => shelf?.close());

  const served = (rest = "/{z}/{x}/{y}.png", host = here.host) => {
    shelf = openShelf([{ type: "server", address: `http://${host}${rest}`, minimumZoom: 1, maximumZoom: 18 }]);
    const { client } = shelf;
    return (z: number, x: number, y: number, signal?: AbortSignal) =>
      client.ask("base.tile", { id: 1, z, x, y }, signal === undefined ? {} : { signal });
  };
  const urls = () => here.asked.map(({ url }) => url);

  it("is asked for the tile that is wanted and for nothing else", async () => {
    const tile = served();
    expect(here.asked).toHaveLength(0);
    expect(await tile(3, 5, 2)).toEqual(red);
    expect(urls()).toEqual(["/3/5/2.png"]);
    expect(await tile(0, 0, 0)).toBeNull();
    expect(await tile(19, 5, 2)).toBeNull();
    expect(await tile(3, 8, 2)).toBeNull();
    expect(here.asked).toHaveLength(1);
    const sent = Object.keys(here.asked[0]?.headers ?? {});
    expect(sent.filter((name) => /cookie|referer|authorization|origin/iu.test(name))).toEqual([]);
  });

  it("whose rows count from the south gets the other row", async () => {
    await served("/wmts?level={z}&row={-y}&col={x}&style=a%20b")(3, 5, 2);
    expect(urls()).toEqual(["/wmts?level=3&row=5&col=5&style=a%20b"]);
  });

  it("may have no tile there, and may move it within itself", async () => {
    const tile = served();
    for (const status of [404, 410, 204]) {
      answer = (_request, response) => response.writeHead(status).end();
      expect(await tile(3, 1, 1)).toBeNull();
    }
    answer = (request, response) => {
      if (request.url?.startsWith("/moved") === true) image(request, response);
      else response.writeHead(302, { Location: `/moved${request.url}` }).end();
    };
    expect(await tile(3, 1, 1)).toEqual(red);
  });

  it.each([
    ["another server", () => `http://${elsewhere.host}/3/1/1.png`],
    ["another protocol", () => `https://${here.host}/3/1/1.png`],
    ["a file", () => "file:///etc/hostname"],
    ["data of its own", () => "data:image/png;base64,AAAA"],
    ["no address at all", () => "http://["],
    ["itself with a name and password", () => `http://a:b@${here.host}/3/1/1.png`],
    ["itself for ever", () => "/3/1/1.png"],
  ])("must not send the request on to %s", async (_where, target) => {
    answer = (_request, response) => response.writeHead(302, { Location: target() }).end();
    await expect(served()(3, 1, 1)).rejects.toMatchObject({
      code: "server-failed",
      text: { zh: expect.stringContaining(`底图服务器 ${here.host} 把请求转到了别的服务器`) },
    });
    expect(elsewhere.asked).toHaveLength(0);
    expect(here.asked.length).toBeLessThan(6);
  });

  it.each([
    ["a page", "text/html", "<html>Please log in</html>"],
    ["a page that is called an image", "image/png", "<html>Please log in</html>"],
    ["a drawing with scripts", "image/svg+xml", "<svg/>"],
    ["a GIF", "image/gif", "GIF89a......"],
  ])("that sends %s is told as no server of images", async (_what, type, body) => {
    answer = (_request, response) => response.setHeader("Content-Type", type).end(body);
    await expect(served()(3, 1, 1)).rejects.toMatchObject({
      code: "server-failed",
      text: { zh: expect.stringContaining("不是 PNG、JPEG 或 WebP 图片") },
    });
  });

  it("that sends too much is cut off, also when it says nothing of the size or packs it", async () => {
    const large = Buffer.concat([red, Buffer.alloc(3_000_000)]);
    const tile = served();
    for (const send of [
      (_request: IncomingMessage, response: ServerResponse) =>
        response.setHeader("Content-Length", large.length).end(large),
      (_request: IncomingMessage, response: ServerResponse) => {
        response.write(large.subarray(0, 1_500_000));
        response.end(large.subarray(1_500_000));
      },
      (_request: IncomingMessage, response: ServerResponse) =>
        response.setHeader("Content-Encoding", "gzip").end(gzipSync(large)),
    ] satisfies Answer[]) {
      answer = send;
      await expect(tile(3, 1, 1)).rejects.toMatchObject({ text: { zh: expect.stringContaining("超过 2 MB") } });
    }
  });

  it("that refuses is told with its status", async () => {
    answer = (_request, response) => response.writeHead(403).end();
    await expect(served()(3, 1, 1)).rejects.toMatchObject({ text: { zh: expect.stringContaining("HTTP 403") } });
  });

  it("that does not answer is told in one sentence and left alone for a while", async () => {
    const dead = await listen(() => image);
    await new Promise((done) => dead.server.close(done));
    const tile = served("/{z}/{x}/{y}.png", dead.host);
    const fault = await tile(3, 1, 1).catch((error: unknown) => error);
    expect(fault).toMatchObject({
      code: "server-failed",
      text: {
        zh: `底图服务器 ${dead.host} 没有应答，底图暂不显示。请检查网络和地址，恢复后关闭再打开此底图。`,
        en: expect.stringContaining(`server ${dead.host} does not answer`),
      },
    });
    dead.server.listen(Number(dead.host.split(":")[1]), "127.0.0.1");
    await expect(tile(3, 1, 1)).rejects.toMatchObject({ code: "server-failed" });
    expect(dead.asked).toHaveLength(0);
    // Off and on again: it is asked anew.
    const map = baseMapOf(1, {
      type: "server",
      address: `http://${dead.host}/{z}/{x}/{y}.png`,
      minimumZoom: 1,
      maximumZoom: 9,
    });
    shelf?.put([{ ...map, shown: false }]);
    await expect(tile(3, 1, 1)).rejects.toMatchObject({ code: "refused" });
    shelf?.put([map]);
    expect(await tile(3, 1, 1)).toEqual(red);
    dead.server.closeAllConnections();
    dead.server.close();
  });

  it("is asked for a few tiles at a time, and no more for those that are not wanted any more", async () => {
    const held: ServerResponse[] = [];
    answer = (_request, response) => held.push(response);
    const tile = served();
    const leaving = Array.from({ length: 20 }, () => new AbortController());
    const answers = leaving.map(({ signal }, at) =>
      tile(5, at, 0, signal).then(
        () => "tile",
        ({ code }) => code as string,
      ),
    );
    await expect.poll(() => held.length).toBe(6);
    for (const controller of leaving) controller.abort();
    expect(new Set(await Promise.all(answers))).toEqual(new Set(["cancelled"]));
    await expect.poll(() => held.every(({ destroyed }) => destroyed)).toBe(true);
    expect(here.asked).toHaveLength(6);
    answer = image;
    expect(await tile(5, 1, 1)).toEqual(red);
  });

  it("nothing else is reached by this road: no other number, no path, no address", async () => {
    served();
    const client = shelf?.client;
    for (const asked of [
      { id: 2, z: 1, x: 0, y: 0 },
      { id: 0, z: 1, x: 0, y: 0 },
      { id: "1", z: 1, x: 0, y: 0 },
      { id: 1, z: 1, x: 0, y: "0/../../secret" },
      { id: 1, z: 1.5, x: 0, y: 0 },
      { id: 1, z: 1, x: -1, y: 0 },
      { id: 1, z: 1, x: 0, y: 0, address: `http://${elsewhere.host}/{z}/{x}/{y}` },
      { id: 1, z: 1, x: 0, y: 0, path: "/etc/hostname" },
      { path: "/etc/hostname" },
    ]) {
      await expect(client?.ask("base.tile", asked as never)).rejects.toMatchObject({ code: "refused" });
    }
    expect(here.asked).toHaveLength(0);
    expect(elsewhere.asked).toHaveLength(0);
  });
});
