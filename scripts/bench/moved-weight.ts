import type { Page } from "playwright";
import { type MovesSeen, watchMoves } from "./in-page.js";
import { type Measure, milliseconds, percentile } from "./measures.js";
import type { WindowRoom } from "./window.js";

/** Steps of the slider; the first ones make what the others find made. */
const [warm, steps] = [2, 12];
const longest = 500;
/** So long must the map draw nothing before it has drawn everything. */
const quiet = 700;

/** Milliseconds from the key that moves the slider, by the page's clock. */
interface Moved {
  /** The engine's answer to the new weights is there, and the counts stand in the panel. */
  readonly engine: number;
  readonly counts: number;
  /** The first and the last tile of the new scores are there, the map begins its last frame, and that is on the screen. */
  readonly firstTile: number;
  readonly lastTile: number;
  readonly drawn: number;
  readonly shown: number;
  /** How long the last frame took, and how many there were: what the drawing itself costs. */
  readonly frame: number;
  readonly frames: number;
}

/** In the real window, on the newest scored layer: a weight moved by the slider's key until counts and map have followed. */
export async function measureMovedWeight(room: WindowRoom, project: string): Promise<Measure[]> {
  return await room.open(project, async ({ page }) => {
    await page.getByRole("button", { name: "编辑评分方案…" }).last().click();
    await page.locator(".level-counts").waitFor();
    await page.evaluate(watchMoves);
    const moved: Moved[] = [];
    for (let step = 0; step < warm + steps; step += 1) moved.push(await moveOnce(page));
    const frames = moved.slice(warm).map((each) => each.frames);
    process.stdout.write(`Frames of the map after each move: ${frames.join(", ")}.\n`);
    return (["engine", "counts", "firstTile", "lastTile", "drawn", "frame", "shown"] as const).map((part) => {
      const spent = moved.slice(warm).map((each) => each[part]);
      const p95 = percentile(spent, 0.95);
      return {
        name: `window: a weight moved, ${names[part]}`,
        value: `p50 ${milliseconds(percentile(spent, 0.5))}, p95 ${milliseconds(p95)}`,
        ...(part === "counts" || part === "shown" ? { budget: `${longest} ms`, met: p95 <= longest } : {}),
      };
    });
  });
}

const names = {
  engine: "engine's answer",
  counts: "counts shown",
  firstTile: "first tile there",
  lastTile: "last tile there",
  drawn: "last frame of the map begun",
  frame: "last frame's own time",
  shown: "map drawn",
} as const;

async function moveOnce(page: Page): Promise<Moved> {
  await page.locator(".weights .ant-slider-handle").first().focus();
  await page.keyboard.press("ArrowRight");
  const moved = await page.waitForFunction(
    (silence) => {
      const { found } = globalThis as unknown as { found: MovesSeen };
      const done = found.counts > 0 && found.lastTile > 0 && found.drawn > found.lastTile && found.shown > found.drawn;
      return done && found.pending === 0 && performance.now() - found.drawn > silence ? found : null;
    },
    quiet,
    { polling: 100, timeout: 60_000 },
  );
  const seen = await moved.jsonValue();
  if (seen === null) throw new Error("the weight did not move");
  const { pressed, engine, counts, firstTile, lastTile, drawn, shown, frames } = seen;
  const since = (time: number) => time - pressed;
  return {
    engine: since(engine),
    counts: since(counts),
    firstTile: since(firstTile),
    lastTile: since(lastTile),
    drawn: since(drawn),
    shown: since(shown),
    frame: shown - drawn,
    frames,
  };
}
