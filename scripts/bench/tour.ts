import type { Page } from "playwright";
import { random } from "../sample/random.js";
import { bytes, type Measure } from "./measures.js";
import { peakBelow } from "./processes.js";
import type { WindowRoom } from "./window.js";

/** Places and zooms that the tour goes to. */
const views = 200;

/** Memory of the page and of the engine after a tour of the map in the real window. */
export async function measureMemory(room: WindowRoom, project: string): Promise<Measure[]> {
  return await room.open(project, async ({ page, pid }) => {
    await tour(page);
    const [renderer, engine] = [peakBelow(pid, "--type=renderer"), peakBelow(pid, "node.mojom.NodeService")];
    return [
      {
        name: `renderer's peak memory over ${views} views`,
        value: bytes(renderer),
        budget: "500 MB",
        met: renderer <= 500e6,
      },
      { name: "— engine's peak memory", value: bytes(engine), budget: "2 GB", met: engine <= 2e9 },
    ];
  });
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
