import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { afterEach, describe, expect, it } from "vitest";
import { checkout } from "../../scripts/runtime/checkout.js";
import { download, requireHash } from "../../scripts/runtime/download.js";
import { firstThatWorks } from "../../scripts/runtime/first-that-works.js";
import { unzipFile } from "../../scripts/runtime/unzip.js";

const fresh = () => mkdtempSync(join(tmpdir(), "fangan-runtime-"));

describe("a download", () => {
  let server: Server | null = null;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function serving(listener: RequestListener): Promise<string> {
    const started = createServer(listener);
    server = started;
    await new Promise<void>((done) => started.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(started.address() as AddressInfo).port}/file`;
  }

  it("arrives whole, also by way of another address", async () => {
    const url = await serving((request, response) => {
      if (request.url === "/file") response.writeHead(302, { location: "/there" }).end();
      else response.end("content");
    });
    const target = join(fresh(), "file");
    await download(url, target);
    expect(readFileSync(target, "utf8")).toBe("content");
  });

  it("is refused with the host's answer when it is not there", async () => {
    const url = await serving((_request, response) => response.writeHead(404).end());
    const target = join(fresh(), "file");
    await expect(download(url, target)).rejects.toThrow(/127\.0\.0\.1:\d+ answered 404/u);
    expect(existsSync(target)).toBe(false);
  });

  it.each([
    ["never answers", () => undefined],
    ["falls silent on the way", (_request, response) => response.writeHead(200).write("half")],
  ] satisfies [string, RequestListener][])(
    "gives a host up that %s for 10 s, and leaves nothing half-written",
    async (_what, listener) => {
      const url = await serving(listener);
      const target = join(fresh(), "file");
      const started = Date.now();
      await expect(download(url, target)).rejects.toThrow("did not answer within 10 s");
      expect(Date.now() - started).toBeLessThan(15_000);
      expect(existsSync(target)).toBe(false);
    },
  );

  it("is not taken when its hash is another", async () => {
    const file = join(fresh(), "file");
    writeFileSync(file, "content");
    const right = createHash("sha256").update("content").digest("hex");
    await requireHash(file, "sha256", right);
    await expect(requireHash(file, "sha256", right.replace(/^./u, "z"))).rejects.toThrow("it was not taken");
  });
});

describe("the roads to a part of the runtime", () => {
  it("are tried in order until one leads there, whose folder appears whole", async () => {
    const target = join(fresh(), "part");
    const name = await firstThatWorks("the part", target, [
      {
        name: "first",
        async take(folder) {
          writeFileSync(join(folder, "half"), "half");
          throw new Error("broke off");
        },
      },
      { name: "second", take: async (folder) => writeFileSync(join(folder, "whole"), "whole") },
    ]);
    expect(name).toBe("second");
    expect(readdirSync(target)).toEqual(["whole"]);
    expect(readdirSync(join(target, ".."))).toEqual(["part"]);
  });

  it("are all named, each with its fault, when none leads there", async () => {
    const target = join(fresh(), "part");
    const road = (name: string) => ({ name, take: () => Promise.reject(new Error(`no ${name} today`)) });
    await expect(firstThatWorks("the part", target, [road("download"), road("mirror")])).rejects.toThrow(
      "the part could not be had.\n  - download: no download today\n  - mirror: no mirror today",
    );
    expect(existsSync(target)).toBe(false);
  });

  const cutOff =
    process.platform === "linux" && process.getuid?.() === 0 && spawnSync("unshare", ["-n", "true"]).status === 0;
  it.skipIf(!cutOff)("end in a sentence that says what to do where there is no network at all", () => {
    const ended = spawnSync("unshare", ["-n", process.execPath, join(checkout, "dist/scripts/runtime.js")], {
      env: { PATH: process.env.PATH, HOME: fresh(), FANGAN_CACHE: fresh() },
      encoding: "utf8",
      timeout: 60_000,
    });
    expect(ended.status).toBe(1);
    expect(ended.stderr).toContain("DuckDB spatial v1.5.5 could not be had.");
    expect(ended.stderr).toContain("npm run runtime");
    expect(ended.stderr).not.toMatch(/\n {4}at /u);
  });
});

describe("an archive", () => {
  it("is unpacked where it is told, the rest passed over", async () => {
    const folder = fresh();
    const archive = join(folder, "archive.zip");
    const large = new Uint8Array(3_000_000).map((_byte, index) => index % 251);
    writeFileSync(archive, zipSync({ "in/a.txt": strToU8("甲"), "in/deep/b.bin": large, "out/c.txt": strToU8("no") }));
    await unzipFile(archive, (name) => (name.startsWith("in/") ? join(folder, "to", name.slice(3)) : null));
    expect(readdirSync(join(folder, "to")).sort()).toEqual(["a.txt", "deep"]);
    expect(readFileSync(join(folder, "to", "a.txt"), "utf8")).toBe("甲");
    expect(readFileSync(join(folder, "to", "deep", "b.bin")).equals(large)).toBe(true);
  });
});
