import type { ElectronApplication, Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchApp } from "./support/launch.js";

const home = "app://fangan/index.html";

describe("the window stays where it is", () => {
  let app: ElectronApplication;
  let page: Page;
  beforeAll(async () => {
    app = await launchApp();
    page = await app.firstWindow();
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    await page.locator("#root > *").first().waitFor();
    await page.evaluate(() => {
      (window as unknown as { mark: string }).mark = "same page";
    });
  });
  afterEach(async () => {
    expect(page.url()).toBe(home);
    expect(app.windows()).toHaveLength(1);
  });

  const stillHere = async (): Promise<boolean> => {
    await page.waitForTimeout(400);
    return await page.evaluate(() => (window as unknown as { mark?: string }).mark === "same page");
  };

  it.each([
    "https://example.com/",
    "http://127.0.0.1:9/",
    "file:///etc/passwd",
    "data:text/html,<h1>x</h1>",
    "javascript:document.body.replaceChildren()",
    "view-source:app://fangan/index.html",
    "chrome://gpu",
    "devtools://devtools/bundled/inspector.html",
    "app://other/index.html",
  ])("when the page sets its address to %s (E11)", async (url) => {
    await page.evaluate((target) => {
      setTimeout(() => {
        location.href = target;
      });
    }, url);
    expect(await stillHere()).toBe(true);
    expect(await page.locator("#root > *").count()).toBeGreaterThan(0);
  });

  it("or comes back at once where about:blank replaced it (E11), whose bridge is refused (E07)", async () => {
    await page.evaluate(() => {
      location.href = "about:blank";
    });
    await page.waitForURL(home);
    await page.locator("#root > *").first().waitFor();
    const foreign = await app.evaluate(async ({ BrowserWindow, ipcMain }) => {
      const [window] = BrowserWindow.getAllWindows();
      const handlers = (
        ipcMain as unknown as {
          _invokeHandlers: Map<string, (event: unknown, ...given: unknown[]) => Promise<unknown>>;
        }
      )._invokeHandlers;
      const sender = window?.webContents;
      const frames = [
        { url: "about:blank", parent: null },
        { url: "about:srcdoc", parent: sender?.mainFrame },
        { url: "app://fangan/index.html", parent: sender?.mainFrame },
        { url: "app://fangan.evil/index.html", parent: null },
        { url: "https://example.com/", parent: null },
        null,
      ];
      return await Promise.all(
        frames.map(async (senderFrame) => {
          try {
            await handlers.get("desktop:startup")?.({ sender, senderFrame });
            return "answered";
          } catch (error) {
            return String(error);
          }
        }),
      );
    });
    expect(new Set(foreign)).toEqual(new Set(["Error: refused: desktop:startup"]));
  });

  it("gives a frame written into the page no bridge and no scripts (E07)", async () => {
    const inside = await page.evaluate(async () => {
      const frame = document.createElement("iframe");
      frame.srcdoc = "<script>parent.ran = true</script>";
      document.body.append(frame);
      await new Promise((done) => setTimeout(done, 500));
      const bridge = typeof (frame.contentWindow as unknown as { desktop?: unknown } | null)?.desktop;
      frame.remove();
      return { bridge, ran: "ran" in window };
    });
    expect(inside).toEqual({ bridge: "undefined", ran: false });
    expect(await stillHere()).toBe(true);
  });

  it("and opens no second one (E12)", async () => {
    const opened = await page.evaluate(() => [
      window.open("https://example.com/") === null,
      window.open("about:blank") === null,
      window.open(location.href) === null,
    ]);
    expect(opened).toEqual([true, true, true]);
    expect(await stillHere()).toBe(true);
  });

  it("for links, clicked with either button, and forms (E12)", async () => {
    await page.evaluate(() => {
      const box = document.body.appendChild(document.createElement("div"));
      box.id = "probe";
      box.style.cssText = "position:fixed;inset:0;z-index:99999;background:#fff";
      box.innerHTML = `
        <a id="blank" target="_blank" href="https://example.com/">blank</a>
        <a id="plain" href="https://example.com/">plain</a>
        <a id="own" target="_blank" href="index.html">own</a>
        <form action="https://example.com/"><button id="send">send</button></form>
        <form action="app://fangan/index.html" target="_blank"><button id="own-send">send</button></form>`;
    });
    for (const id of ["blank", "plain", "own", "send", "own-send"]) await page.click(`#${id}`);
    for (const id of ["blank", "plain", "own"]) await page.click(`#${id}`, { button: "middle" });
    await page.click("#plain", { modifiers: ["Shift"] });
    await page.click("#plain", { modifiers: ["Control"] });
    expect(await stillHere()).toBe(true);
    await page.evaluate(() => document.getElementById("probe")?.remove());
  });

  it("for a refresh written into the page (E12)", async () => {
    await page.evaluate(() => {
      const meta = document.createElement("meta");
      meta.httpEquiv = "refresh";
      meta.content = "0;url=https://example.com/";
      document.head.append(meta);
    });
    expect(await stillHere()).toBe(true);
  });

  it("and loads nothing into itself (E13)", async () => {
    await page.evaluate(() => {
      const box = document.body.appendChild(document.createElement("div"));
      box.innerHTML = `
        <iframe src="https://example.com/"></iframe><iframe src="app://fangan/index.html"></iframe>
        <iframe src="file:///etc/passwd"></iframe><iframe src="data:text/html,x"></iframe>
        <webview src="https://example.com/"></webview><object data="https://example.com/"></object>
        <embed src="https://example.com/"><base href="https://example.com/">`;
      setTimeout(() => box.remove(), 300);
    });
    await page.waitForTimeout(200);
    const contents = await app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
    const shown = page
      .frames()
      .slice(1)
      .map((frame) => frame.url());
    expect(contents).toBe(1);
    expect(shown.filter((url) => !["", "about:blank", "chrome-error://chromewebdata/"].includes(url))).toEqual([]);
    expect(await page.evaluate(() => document.baseURI)).toBe(home);
    expect(await stillHere()).toBe(true);
  });

  it("downloads nothing (E15)", async () => {
    await app.evaluate(({ session }) => {
      const seen: boolean[] = [];
      (globalThis as unknown as { downloads: boolean[] }).downloads = seen;
      session.defaultSession.on("will-download", (event) => seen.push(event.defaultPrevented));
    });
    await page.evaluate(() => {
      const link = document.createElement("a");
      link.download = "x.txt";
      link.href = URL.createObjectURL(new Blob(["x"]));
      link.click();
    });
    expect(await stillHere()).toBe(true);
    const prevented = await app.evaluate(() => (globalThis as unknown as { downloads: boolean[] }).downloads);
    expect(prevented.every((value) => value)).toBe(true);
  });

  it("serves only its own files (E10)", async () => {
    const statuses = await app.evaluate(async ({ net }) => {
      const urls = [
        "app://fangan/..%2fmain.js",
        "app://fangan/%2e%2e/electron/main.js",
        "app://fangan/%2e%2e%2felectron/main.js",
        "app://fangan//etc/passwd",
        "app://fangan/..\\electron\\main.js",
        "app://fangan/index.html%00.js",
        "app://fangan/assets/",
        "app://fangan/assets",
        "app://ui/index.html",
      ];
      const got = await Promise.all(
        urls.map((url) =>
          net.fetch(url).then(
            ({ status }) => status,
            () => "failed",
          ),
        ),
      );
      const posted = await net.fetch("app://fangan/index.html", { method: "POST", body: "x" });
      const fine = await net.fetch("app://fangan/index.html");
      return { got: [...got, posted.status], fine: fine.status };
    });
    expect(statuses.fine).toBe(200);
    expect(statuses.got.filter((status) => status !== 403 && status !== 404 && status !== "failed")).toEqual([]);
  });
});
