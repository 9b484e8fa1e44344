import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerPageRequest } from "../../electron/page-files.js";

const policy =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data: blob:; " +
  "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
  "frame-src 'none'; object-src 'none'";

describe("files of the page", () => {
  let root = "";
  let page = "";
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "fangan-page-"));
    page = join(root, "renderer");
    mkdirSync(join(page, "assets"), { recursive: true });
    writeFileSync(join(root, "secret.js"), "secret");
    writeFileSync(join(page, "index.html"), '<meta name="csp-nonce" content="__CSP_NONCE__" />');
    writeFileSync(join(page, "assets", "index-a1.js"), "1");
    writeFileSync(join(page, "assets", "notes.txt"), "not served");
    symlinkSync(join(root, "secret.js"), join(page, "assets", "link.js"));
    symlinkSync(root, join(page, "outside"));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  // A plain object: a Request of Node's would tidy the address first, which Chromium is not trusted to have done.
  const ask = (url: string, method = "GET") => answerPageRequest(page, { url, method } as Request);

  it("come with their type and the exact policy", async () => {
    const response = await ask("app://fangan/assets/index-a1.js?v=1#x");
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("1");
    expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("content-security-policy")).toBe(policy);
  });

  it("give index.html a fresh nonce for styles, in text and policy alike", async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const response = await ask("app://fangan/index.html");
        const nonce = /content="([\w+/=]{24})"/u.exec(await response.text())?.[1] ?? "none";
        expect(response.headers.get("content-security-policy")).toBe(
          policy.replace("style-src 'self'", `style-src 'self' 'nonce-${nonce}'`),
        );
        return nonce;
      }),
    );
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it.each([
    "app://fangan/../secret.js",
    "app://fangan/..%2fsecret.js",
    "app://fangan/%2e%2e/secret.js",
    "app://fangan/assets/..\\..\\secret.js",
    "app://fangan//etc/passwd.js",
    "app://fangan//index.html",
    "app://fangan/assets/index-a1.js\0.js",
    "app://fangan/assets/index-a1.js%00.js",
    "app://fangan/.git/config.json",
    "app://fangan/assets/link.js",
    "app://fangan/outside/secret.js",
    "app://fangan/assets",
    "app://fangan/assets/notes.txt",
    "app://fangan/assets/index-a1.js/",
    "app://fangan/",
    "app://fangan",
    "app://other/index.html",
    "app://fangan.evil/index.html",
    "app://user@fangan/index.html",
    "app://fangan:80/index.html",
    "file:///etc/passwd.js",
    "https://fangan/index.html",
  ])("do not include %s", async (url) => {
    const response = await ask(url);
    expect([403, 404]).toContain(response.status);
    expect(await response.text()).toBe("");
    expect(response.headers.get("content-security-policy")).toBe(policy);
  });

  it.each(["POST", "PUT", "DELETE", "HEAD", "OPTIONS"])("are not answered to %s", async (method) => {
    expect((await ask("app://fangan/index.html", method)).status).toBe(403);
  });
});
