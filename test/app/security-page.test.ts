import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import type { ElectronApplication, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desktop, desktopChannels } from "../../contract/desktop.js";
import { launchApp } from "./support/launch.js";

declare global {
  interface Window {
    readonly desktop: Desktop;
  }
}

const bridge = [
  "addBaseMap",
  "arrangeBaseMaps",
  "chooseFiles",
  "chooseFolder",
  "chooseSavePath",
  "finishJob",
  "keepPreferences",
  "pathOf",
  "restartEngine",
  "setLocale",
  "setMenu",
  "showInFolder",
  "startup",
];

describe("the page", () => {
  let app: ElectronApplication;
  let page: Page;
  beforeAll(async () => {
    app = await launchApp();
    page = await app.firstWindow();
    await page.locator("#root > *").first().waitFor();
  });
  afterAll(() => app.close());

  it("has nothing of Node (E01)", async () => {
    const types = await page.evaluate(() =>
      ["require", "process", "Buffer", "module", "global", "__dirname", "electron"].map(
        (name) => typeof (globalThis as Record<string, unknown>)[name],
      ),
    );
    expect(new Set(types)).toEqual(new Set(["undefined"]));
  });

  it("runs under the strict preferences (E02)", async () => {
    const preferences = await app.evaluate(({ webContents }) =>
      webContents
        .getAllWebContents()
        .map((contents) =>
          (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences(),
        ),
    );
    expect(preferences).toHaveLength(1);
    expect(preferences[0]).toMatchObject({ contextIsolation: true, sandbox: true, webSecurity: true });
    const off = [
      ...["nodeIntegration", "nodeIntegrationInWorker", "nodeIntegrationInSubFrames", "webviewTag"],
      ...["allowRunningInsecureContent", "experimentalFeatures", "navigateOnDragDrop", "devTools"],
    ];
    // Some are reported only where they are on.
    expect(off.filter((name) => (preferences[0]?.[name] ?? false) !== false)).toEqual([]);
  });

  it.skipIf(process.platform !== "linux" || process.getuid?.() === 0)(
    "is held by the kernel's sandbox (E03)",
    async () => {
      const pid = await app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.getOSProcessId());
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      expect(status).toMatch(/^Seccomp:\s*2$/mu);
      expect(status).toMatch(/^NoNewPrivs:\s*1$/mu);
    },
  );

  it("sees exactly the listed functions, frozen, and no more than data from them (E04)", async () => {
    const seen = await page.evaluate(async () => {
      const { desktop } = window;
      const startup = await desktop.startup();
      const replaced = (() => {
        try {
          (desktop as { startup: unknown }).startup = () => "mine";
          (window as { desktop: unknown }).desktop = {};
        } catch {
          // Strict mode throws; what matters is what stands there afterwards.
        }
        return window.desktop !== desktop || String(desktop.startup).includes("mine");
      })();
      return {
        names: Object.keys(desktop).sort(),
        frozen: Object.isFrozen(desktop),
        replaced,
        kinds: [...new Set(Object.values(startup).map((value) => (value === null ? "null" : typeof value)))].sort(),
        nothing: await desktop.setLocale("zh"),
      };
    });
    expect(seen).toEqual({
      names: bridge,
      frozen: true,
      replaced: false,
      kinds: ["null", "object", "string"],
      nothing: undefined,
    });
  });

  it("can reach exactly the listed channels (E05)", async () => {
    const channels = await app.evaluate(({ ipcMain }) => ({
      handled: [...(ipcMain as unknown as { _invokeHandlers: Map<string, unknown> })._invokeHandlers.keys()],
      listened: ipcMain.eventNames().map(String),
    }));
    const { enginePort, engineStopped, baseMapPort, menuChosen, ...asked } = desktopChannels;
    expect(channels.handled.sort()).toEqual(Object.values(asked).sort());
    expect(channels.listened.filter((name) => Object.values<string>(desktopChannels).includes(name))).toEqual([]);
  });

  it("runs no inline script, no handler attribute, no eval (E08)", async () => {
    const outcome = await page.evaluate(async () => {
      const ran: string[] = [];
      (window as unknown as { ran: string[] }).ran = ran;
      const violations = new Set<string>();
      document.addEventListener("securitypolicyviolation", (event) => violations.add(event.effectiveDirective));
      const box = document.body.appendChild(document.createElement("div"));
      box.innerHTML = `<img src="data:image/png;base64,AA" onerror="ran.push('onerror')"><svg onload="ran.push('svg')"></svg>`;
      const inline = document.createElement("script");
      inline.textContent = "ran.push('inline')";
      box.append(inline);
      const remote = document.createElement("script");
      remote.src = "data:text/javascript,ran.push('data')";
      box.append(remote);
      // In a timer: what Playwright evaluates itself is not held by the policy.
      await new Promise((done) => setTimeout(done, 0));
      for (const attempt of [
        // biome-ignore lint/security/noGlobalEval: the test is that it fails
        () => eval("ran.push('eval')"),
        () => new Function("ran.push('function')")(),
        () => setTimeout("ran.push('timer')" as unknown as () => void, 0),
      ]) {
        await new Promise<void>((done) =>
          setTimeout(() => {
            try {
              attempt();
            } catch {
              // EvalError
            }
            done();
          }),
        );
      }
      await new Promise((done) => setTimeout(done, 300));
      box.remove();
      return { ran, violations: [...violations].sort() };
    });
    expect(outcome.ran).toEqual([]);
    expect(outcome.violations).toEqual(expect.arrayContaining(["script-src", "script-src-attr", "script-src-elem"]));
  });

  it("starts no worker from text and lets no style in without the nonce", async () => {
    const outcome = await page.evaluate(async () => {
      const heard = await new Promise((done) => {
        try {
          const worker = new Worker(URL.createObjectURL(new Blob(["postMessage('ran')"], { type: "text/javascript" })));
          worker.onmessage = () => done("ran");
          worker.onerror = () => done("refused");
        } catch {
          done("refused");
        }
        setTimeout(() => done("silent"), 1000);
      });
      const style = document.head.appendChild(document.createElement("style"));
      style.textContent = "body { outline: 7px solid red }";
      const outline = getComputedStyle(document.body).outlineWidth;
      style.remove();
      return { heard, outline };
    });
    expect(outcome.heard).not.toBe("ran");
    expect(outcome.outline).not.toBe("7px");
  });

  it("has the exact policy on every file of the page (E18)", async () => {
    const built = resolve(import.meta.dirname, "../../dist/renderer");
    const files = readdirSync(built, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(built, join(entry.parentPath, entry.name)).split(sep).join("/"));
    const answers = await page.evaluate(
      (names) =>
        Promise.all(
          names.map(async (name) => {
            const response = await fetch(new URL(name, location.href));
            return { name, status: response.status, policy: response.headers.get("content-security-policy") ?? "" };
          }),
        ),
      files,
    );
    expect(answers.length).toBeGreaterThan(2);
    for (const { name, status, policy } of answers) {
      expect(status, name).toBe(200);
      expect(policy.replace(/ 'nonce-[\w+/=]{24}'/u, "")).toBe(
        "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data: blob:; " +
          "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
          "frame-src 'none'; object-src 'none'",
      );
    }
  });
});
