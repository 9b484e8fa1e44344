import type { CDPSession, Page } from "playwright";
import { random } from "../sample/random.js";
import { type TilesSeen, watchTiles } from "./in-page.js";
import { bytes, type Measure } from "./measures.js";
import { peakBelow } from "./processes.js";
import type { WindowRoom } from "./window.js";

/** Places and zooms that the tour goes to. */
const views = 200;
/** The map has come to rest when it has all tiles that it asked for and has drawn nothing for so long, in milliseconds. */
const rest = 400;

/** Memory of the page and of the engine after a tour of the map in the real window. */
export async function measureMemory(room: WindowRoom, project: string): Promise<Measure[]> {
  return await room.open(project, async ({ page, pid }) => {
    const tiles = await tour(page);
    const [renderer, engine] = [peakBelow(pid, "--type=renderer"), peakBelow(pid, "node.mojom.NodeService")];
    const kept = await collected(page);
    return [
      {
        name: `renderer's peak memory over ${views} views`,
        value: `${bytes(renderer)}; ${tiles} tiles answered`,
        budget: "500 MB",
        met: renderer <= 500e6,
      },
      { name: "— what the page's JavaScript keeps after it, garbage collected", value: bytes(kept) },
      { name: "— engine's peak memory", value: bytes(engine), budget: "2 GB", met: engine <= 2e9 },
    ];
  });
}

/** From the whole city by wheel and drag, as a hand would, to where houses are seen one by one; again and again. How many tiles were answered. */
async function tour(page: Page): Promise<number> {
  const box = await page.locator('[data-testid="map"]').boundingBox();
  if (box === null) throw new Error("the map is not there");
  await page.evaluate(watchTiles);
  const mouse = await page.context().newCDPSession(page);
  const dice = random(50, 1);
  for (let view = 0; view < views; view++) {
    const at = {
      x: box.x + box.width * dice.between(0.2, 0.7),
      y: box.y + box.height * dice.between(0.2, 0.8),
    };
    if (view % 10 === 0) await page.locator(".map-buttons button").nth(2).click();
    else if (view % 2 === 1) await turnWheel(mouse, at, -700);
    else await drag(mouse, at, { x: at.x + dice.between(-300, 300), y: at.y + dice.between(-250, 250) });
    await page.waitForFunction(
      (silence) => {
        const { seen } = globalThis as unknown as { seen: TilesSeen };
        return seen.pending === 0 && performance.now() - seen.drawn > silence;
      },
      rest,
      { polling: 50, timeout: 30_000 },
    );
  }
  return await page.evaluate(() => (globalThis as unknown as { seen: TilesSeen }).seen.came);
}

interface Place {
  readonly x: number;
  readonly y: number;
}

async function turnWheel(mouse: CDPSession, { x, y }: Place, deltaY: number): Promise<void> {
  await mouse.send("Input.dispatchMouseEvent", { type: "mouseWheel", x, y, deltaX: 0, deltaY });
}

/** Sent at once: each event alone would wait for a frame that is drawn without a graphics card. */
async function drag(mouse: CDPSession, from: Place, to: Place): Promise<void> {
  const press = { button: "left", buttons: 1, clickCount: 1 } as const;
  await Promise.all([
    mouse.send("Input.dispatchMouseEvent", { type: "mousePressed", ...from, ...press }),
    mouse.send("Input.dispatchMouseEvent", { type: "mouseMoved", ...to, ...press }),
    mouse.send("Input.dispatchMouseEvent", { type: "mouseReleased", ...to, ...press, buttons: 0 }),
  ]);
}

/** Bytes of the page's heap once all that nothing holds is collected. */
async function collected(page: Page): Promise<number> {
  const heap = await page.context().newCDPSession(page);
  await heap.send("HeapProfiler.collectGarbage");
  const { usedSize } = await heap.send("Runtime.getHeapUsage");
  return usedSize;
}
