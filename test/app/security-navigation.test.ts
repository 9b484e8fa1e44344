import type { ElectronApplication } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { clickInPage, inPage, untilInPage } from "./support/in-page.js";
import { launchApp } from "./support/launch.js";

const home = "app://fangan/index.html";

describe("the window stays where it is", () => {
  let app: ElectronApplication;
  beforeAll(async () => {
    app = await launchApp();
    await app.firstWindow();
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    await untilInPage(app, () => document.querySelector("#root > *") !== null);
    await inPage(app, () => {
      (window as unknown as { mark: string }).mark = "same page";
    });
  });
  afterEach(async () => {
    expect(await inPage(app, () => location.href)).toBe(home);
    expect(
      await app.evaluate(({ webContents }) => webContents.getAllWebContents().map((each) => each.getURL())),
    ).toEqual([home]);
  });

  const stillHere = async (): Promise<boolean> => {
    await new Promise((done) => setTimeout(done, 400));
    return await inPage(app, () => (window as unknown as { mark?: string }).mark === "same page");
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
    await inPage(
      app,
      (target) => {
        setTimeout(() => {
          location.href = target;
        });
      },
      url,
    );
    expect(await stillHere()).toBe(true);
    expect(await inPage(app, () => document.querySelectorAll("#root > *").length)).toBeGreaterThan(0);
  });

  it("or comes back at once where about:blank replaced it (E11), whose bridge is refused (E07)", async () => {
    await inPage(app, () => {
      setTimeout(() => {
        location.href = "about:blank";
      });
    });
    await untilInPage(app, () => !("mark" in window) && document.querySelector("#root > *") !== null);
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
    const inside = await inPage(app, async () => {
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
    const opened = await inPage(app, () => [
      window.open("https://example.com/") === null,
      window.open("about:blank") === null,
      window.open(location.href) === null,
    ]);
    expect(opened).toEqual([true, true, true]);
    expect(await stillHere()).toBe(true);
  });

  it("for links, clicked with either button, and forms (E12)", async () => {
    await inPage(app, () => {
      const box = document.body.appendChild(document.createElement("div"));
      box.id = "probe";
      // That the clicks arrive at all is part of the check.
      const clicked: string[] = [];
      (window as unknown as { clicked: string[] }).clicked = clicked;
      for (const type of ["click", "auxclick"]) {
        box.addEventListener(type, (event) => clicked.push((event.target as Element).id));
      }
      box.style.cssText = "position:fixed;inset:0;z-index:99999;background:#fff";
      box.innerHTML = `
        <a id="blank" target="_blank" href="https://example.com/">blank</a>
        <a id="plain" href="https://example.com/">plain</a>
        <a id="own" target="_blank" href="index.html">own</a>
        <form action="https://example.com/"><button id="send">send</button></form>
        <form action="app://fangan/index.html" target="_blank"><button id="own-send">send</button></form>`;
    });
    const clicks = ["blank", "plain", "own", "send", "own-send"];
    for (const id of clicks) await clickInPage(app, `#${id}`);
    for (const id of ["blank", "plain", "own"]) await clickInPage(app, `#${id}`, { button: "middle" });
    await clickInPage(app, "#plain", { modifiers: ["shift"] });
    await clickInPage(app, "#plain", { modifiers: ["control"] });
    expect(await stillHere()).toBe(true);
    expect(await inPage(app, () => (window as unknown as { clicked: string[] }).clicked)).toEqual([
      ...clicks,
      ...["blank", "plain", "own", "plain", "plain"],
    ]);
    await inPage(app, () => document.getElementById("probe")?.remove());
  });

  it("for a refresh written into the page (E12)", async () => {
    await inPage(app, () => {
      const meta = document.createElement("meta");
      meta.httpEquiv = "refresh";
      meta.content = "0;url=https://example.com/";
      document.head.append(meta);
    });
    expect(await stillHere()).toBe(true);
  });

  it("and loads nothing into itself (E13)", async () => {
    await inPage(app, () => {
      const box = document.body.appendChild(document.createElement("div"));
      box.innerHTML = `
        <iframe src="https://example.com/"></iframe><iframe src="app://fangan/index.html"></iframe>
        <iframe src="file:///etc/passwd"></iframe><iframe src="data:text/html,x"></iframe>
        <webview src="https://example.com/"></webview><object data="https://example.com/"></object>
        <embed src="https://example.com/"><base href="https://example.com/">`;
      (window as unknown as { probe: Element }).probe = box;
    });
    await new Promise((done) => setTimeout(done, 250));
    const { contents, shown } = await app.evaluate(async ({ webContents, BrowserWindow }) => {
      const [, ...inner] = BrowserWindow.getAllWindows()[0]?.webContents.mainFrame.framesInSubtree ?? [];
      // The frame's own `url` is what was asked for; where it really is only the frame knows.
      const silent = new Promise((done) => setTimeout(() => done("chrome-error: silent"), 1000));
      return {
        contents: webContents.getAllWebContents().length,
        shown: await Promise.all(
          inner.map((frame) => Promise.race([frame.executeJavaScript("location.href").catch(String), silent])),
        ),
      };
    });
    expect(contents).toBe(1);
    await inPage(app, () => (window as unknown as { probe: Element }).probe.remove());
    // Four frames, an object and an embed were tried.
    expect(shown.length).toBeGreaterThanOrEqual(4);
    expect(shown.map(String).filter((url) => !/^(about:blank$|chrome-error:)/u.test(url))).toEqual([]);
    expect(await inPage(app, () => document.baseURI)).toBe(home);
    expect(await stillHere()).toBe(true);
  });

  it("downloads nothing (E15)", async () => {
    await app.evaluate(({ session }) => {
      const seen: boolean[] = [];
      (globalThis as unknown as { downloads: boolean[] }).downloads = seen;
      session.defaultSession.on("will-download", (event) => seen.push(event.defaultPrevented));
    });
    await inPage(app, () => {
      const link = document.createElement("a");
      link.download = "x.txt";
      link.href = URL.createObjectURL(new Blob(["x"]));
      link.click();
    });
    expect(await stillHere()).toBe(true);
    const prevented = await app.evaluate(() => (globalThis as unknown as { downloads: boolean[] }).downloads);
    expect(prevented).toEqual([true]);
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
