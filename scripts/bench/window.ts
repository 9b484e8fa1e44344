import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, type ElectronApplication, type Page } from "playwright";
import { checkout } from "../runtime/checkout.js";
import { hasDisplay, openVirtualDisplay } from "../runtime/display.js";
import { ensureElectron } from "../runtime/electron.js";
import { random } from "../sample/random.js";
import { bytes, type Measure, milliseconds } from "./measures.js";
import { peakBelow } from "./processes.js";

/** Places and zooms that the tour goes to. */
const views = 50;
/** A picture of the map with features takes so many times the bytes of an empty one. */
const fuller = 1.5;
const patience = 60_000;

/** Opens the project in the real window, waits for its first picture, goes on a tour and looks at the processes' memory. */
export async function measureWindow(project: string): Promise<Measure[]> {
  if (!existsSync(join(checkout, "dist", "renderer", "index.html"))) {
    process.stdout.write("The page is not built (npm run build): the window is not measured.\n");
    return [];
  }
  const electron = await ensureElectron();
  const display = hasDisplay() ? null : await openVirtualDisplay();
  const userData = mkdtempSync(join(tmpdir(), "fangan-bench-"));
  const root = process.getuid?.() === 0;
  try {
    const started = performance.now();
    const app = await _electron.launch({
      executablePath: electron.executable,
      args: [checkout, "--user-data", userData, "--lang", "zh", "--log-level=3", "--open-project", project],
      chromiumSandbox: !root,
      env: { ...process.env, FANGAN_TEST: "1", ...(display === null ? {} : { DISPLAY: display.name }) } as Record<
        string,
        string
      >,
      timeout: patience,
    });
    try {
      return await watch(app, started);
    } finally {
      await app.close();
    }
  } finally {
    display?.close();
    rmSync(userData, { recursive: true, force: true });
  }
}

async function watch(app: ElectronApplication, started: number): Promise<Measure[]> {
  const page = await app.firstWindow();
  const first = await firstPicture(page);
  await tour(page);
  const pid = app.process().pid ?? 0;
  const [renderer, engine] = [peakBelow(pid, "--type=renderer"), peakBelow(pid, "node.mojom.NodeService")];
  return [
    {
      name: "window on the project: from start to the first picture with features",
      value: milliseconds(first - started),
      budget: "2 s",
      met: first - started <= 2000,
    },
    {
      name: `— renderer's peak memory over ${views} views`,
      value: bytes(renderer),
      budget: "500 MB",
      met: renderer <= 500e6,
    },
    { name: "— engine's peak memory", value: bytes(engine), budget: "2 GB", met: engine <= 2e9 },
  ];
}

/** When the map shows features: its picture then needs clearly more bytes than the plain ground. */
async function firstPicture(page: Page): Promise<number> {
  const map = page.locator('[data-testid="map"]');
  await map.waitFor({ timeout: patience });
  let plain = Number.POSITIVE_INFINITY;
  for (const until = performance.now() + patience; performance.now() < until; ) {
    const { length } = await map.screenshot();
    plain = Math.min(plain, length);
    if (length > fuller * plain) return performance.now();
  }
  throw new Error("the map stayed empty");
}

/** Wheel and drag, as a hand would: in and out, from one end of the city to the other. */
async function tour(page: Page): Promise<void> {
  const box = await page.locator('[data-testid="map"]').boundingBox();
  if (box === null) throw new Error("the map is not there");
  const dice = random(50, 1);
  for (let view = 0; view < views; view++) {
    const [x, y] = [box.x + box.width * dice.between(0.2, 0.7), box.y + box.height * dice.between(0.2, 0.8)];
    await page.mouse.move(x, y);
    const deeper = view % 10 < 6;
    await page.mouse.wheel(0, deeper ? -500 : 700);
    await page.mouse.down();
    await page.mouse.move(x + dice.between(-200, 200), y + dice.between(-150, 150), { steps: 2 });
    await page.mouse.up();
    await page.waitForTimeout(400);
  }
}
