import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type Browser, chromium, type Page } from "playwright";
import { checkout } from "../runtime/checkout.js";
import { hasDisplay, openVirtualDisplay } from "../runtime/display.js";
import { ensureElectron } from "../runtime/electron.js";

const patience = 60_000;
/** The page is looked at when it has drawn its first picture: whoever looks takes time of the processor. Milliseconds. */
const undisturbed = 5000;

/** A window of the program that shows a project; see `useWindow`. */
export interface OpenedWindow {
  readonly page: Page;
  /** The main process. */
  readonly pid: number;
  /** When the program was started: milliseconds since 1970. */
  readonly started: number;
}

/** Room for starts of the program one after another, with the same settings, as a user's are. */
export interface WindowRoom {
  /** Starts the program on the project, waits for its first picture, and ends it after `work`. */
  open<T>(project: string, work: (window: OpenedWindow) => Promise<T>): Promise<T>;
  close(): void;
}

/** Null, and a line that says so, where the page is not built. */
export async function openWindowRoom(): Promise<WindowRoom | null> {
  if (!existsSync(join(checkout, "dist", "renderer", "index.html"))) {
    process.stdout.write("The page is not built (npm run build): the window is not measured.\n");
    return null;
  }
  const electron = await ensureElectron();
  const display = hasDisplay() ? null : await openVirtualDisplay();
  const userData = mkdtempSync(join(tmpdir(), "fangan-bench-"));
  const start = (project: string) =>
    spawn(
      electron.executable,
      [
        checkout,
        ...["--user-data", userData, "--lang", "zh", "--log-level=3", "--open-project", project],
        ...["--remote-debugging-port=0", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
      ],
      {
        env: { ...process.env, FANGAN_TEST: "1", ...(display === null ? {} : { DISPLAY: display.name }) },
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
  return {
    async open(project, work) {
      const started = Date.now();
      const program = start(project);
      const gone = new Promise((resolve) => program.once("exit", resolve));
      let browser: Browser | null = null;
      try {
        const address = await debuggerOf(program);
        await setTimeout(undisturbed);
        browser = await chromium.connectOverCDP(address);
        const page = await pageOf(browser);
        await page.waitForFunction(() => performance.getEntriesByName("start:picture").length > 0, null, {
          timeout: patience,
        });
        return await work({ page, pid: program.pid ?? 0, started });
      } finally {
        await browser?.close();
        program.kill();
        await gone;
      }
    },
    close() {
      display?.close();
      rmSync(userData, { recursive: true, force: true });
    },
  };
}

/** The address that Chromium writes when its debugger listens. */
function debuggerOf(program: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    program.stderr?.on("data", (chunk) => {
      said += chunk;
      const address = /ws:\/\/\S+/u.exec(said)?.[0];
      if (address !== undefined) resolve(address);
    });
    program.once("exit", () => reject(new Error(`the program ended: ${said}`)));
  });
}

async function pageOf(browser: Browser): Promise<Page> {
  for (const until = performance.now() + patience; performance.now() < until; await setTimeout(50)) {
    const pages = browser.contexts().flatMap((context) => context.pages());
    const page = pages.find((each) => each.url().startsWith("app:"));
    if (page !== undefined) return page;
  }
  throw new Error("the window has no page");
}
