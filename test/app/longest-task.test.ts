import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSample, standardSample } from "../../scripts/sample/make-sample.js";
import { chooseFiles, confirmImport, inspected, layersShown, openHotspots, runForm } from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { tasksDuring } from "./support/main-thread.js";
import { openWindow, resize, type Window } from "./support/window.js";

const buildings = 100_000;
/** Milliseconds that the window may stand still. */
const longest = 100;

/**
 * Of what the page computes, not a millisecond more. What it waits for its turn, and for graphics that the processor draws, is
 * counted too, but with more processes at work than processors the limit grows with them, five times at most.
 */
function patience(): number {
  return longest * Math.min(5, Math.max(1, (2 * (loadavg()[0] ?? 0)) / cpus().length));
}

describe("the window never stands still", () => {
  const folder = freshFolder("city");
  const files = ["buildings", "pipes"].map((name) => join(folder, `${name}.shp`));
  let window: Window;
  beforeAll(async () => {
    makeSample({ ...standardSample, folder, buildings });
    window = await openWindow({ locale: "zh" });
    await resize(window, 1440, 900);
  });
  afterAll(() => window.close());

  const check = async (job: string, work: () => Promise<void>) => {
    const tasks = await tasksDuring(window, work);
    const [lasted, spent] = [
      Math.max(...tasks.map((task) => task.lasted)),
      Math.max(...tasks.map((task) => task.spent)),
    ];
    const limit = patience();
    console.log(
      `${job}: of ${tasks.length} tasks the longest computed ${Math.round(spent)} ms and lasted ${Math.round(lasted)} ms (limit ${Math.round(limit)})`,
    );
    expect(tasks.length).toBeGreaterThan(100);
    expect(spent).toBeLessThanOrEqual(longest);
    expect(lasted).toBeLessThanOrEqual(limit);
  };

  it("is watched: a task of a second is seen", async () => {
    const tasks = await tasksDuring(window, () =>
      window.page.evaluate(
        () =>
          new Promise<void>((done) => {
            setTimeout(() => {
              const end = performance.now() + 1000;
              while (performance.now() < end);
              done();
            });
          }),
      ),
    );
    expect(Math.max(...tasks.map(({ lasted }) => lasted))).toBeGreaterThan(990);
    expect(Math.max(...tasks.map(({ spent }) => spent))).toBeGreaterThan(longest);
  });

  it("while a city of a hundred thousand buildings is imported and drawn", async () => {
    await chooseFiles(window, files);
    await check("import", async () => {
      await confirmImport(window);
      await inspected(window);
      await confirmImport(window);
      await layersShown(window, 2);
      await window.page.waitForTimeout(1500);
    });
  });

  it("while hot spots are searched for, and the map is moved", async () => {
    await openHotspots(window);
    await check("analysis", async () => {
      const found = runForm(window);
      const map = await window.page.getByTestId("map").boundingBox();
      if (map === null) throw new Error("there is no map");
      for (let step = 0; step < 10; step++) {
        await window.page.mouse.move(map.x + 200 + 40 * step, map.y + 200 + 20 * step);
        await window.page.mouse.wheel(0, step % 2 === 0 ? -200 : 200);
      }
      await found;
      await window.page.waitForTimeout(1000);
    });
  });
});
