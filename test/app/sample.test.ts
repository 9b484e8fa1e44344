import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { makeSample, standardSample } from "../../scripts/sample/make-sample.js";
import { writeSmallTown } from "../support/small-town.js";
import { importAll, layersShown } from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { openWindow, resize, smallMap } from "./support/window.js";
import { word } from "./support/words.js";

const city = freshFolder("sample");
const userData = freshFolder("user");
beforeAll(() => {
  makeSample({ folder: city, ...standardSample });
});

/** Starts the program as `npm start` does without a display and waits for its end. */
function headlessJob(target: string): Promise<number | null> {
  const child = spawn(
    join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? "", "electron"),
    [
      resolve(import.meta.dirname, "../.."),
      ...["--user-data", userData, "--lang", "zh", "--headless-job", target, "--open-sample", city, "--log-level=3"],
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
  return new Promise((done) => child.on("exit", done));
}

describe("the sample city", () => {
  const town = writeSmallTown(freshFolder("town"));
  const target = join(freshFolder("job"), "lists");

  it("never touches the user's own project", async () => {
    const own = await openWindow({ locale: "zh", userData });
    await importAll(own, [town.buildings]);
    await own.close();
    const sample = await openWindow({ locale: "zh", userData, args: ["--open-sample", city] });
    await resize(sample, ...smallMap);
    await layersShown(sample, 4);
    await sample.page.locator(".job[data-state]").waitFor({ state: "detached" });
    expect(await sample.text(".project-button")).toBe("示例城市");
    expect(await sample.page.locator(".layer-row .layer-name").allInnerTexts()).toEqual(
      expect.arrayContaining(["房屋", "燃气管线", "分区边界"]),
    );
    // The town and its layers are there; one press leads to the form.
    await sample.page
      .locator(".top-bar")
      .getByRole("button", { name: word("zh", "bar.hotspots") })
      .click();
    await sample.page.locator(".run-dialog").waitFor();
    await sample.close();
    const again = await openWindow({ locale: "zh", userData });
    await layersShown(again, 1);
    expect(await again.page.locator(".layer-row .layer-count").allInnerTexts()).toEqual(["12"]);
    await again.close();
  });

  it("does the main job without a user: lists and a picture", async () => {
    mkdirSync(target);
    expect(await headlessJob(target)).toBe(0);
    expect(readdirSync(target).sort()).toEqual(
      ["buildings.csv", "hotspots.csv", "hotspots.geojson", "report.json", "screenshot.png"].sort(),
    );
    const report = JSON.parse(readFileSync(join(target, "report.json"), "utf8"));
    expect(report.counts.buildings).toBeGreaterThan(19_900);
    expect(report.counts.clusters).toBeGreaterThan(20);
    const rows = readFileSync(join(target, "hotspots.csv"), "utf8").trim().split("\n");
    expect(rows).toHaveLength(report.counts.clusters + 1);
    const picture = readFileSync(join(target, "screenshot.png"));
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)].every((side) => side >= 640)).toBe(true);
    // A map with hot spots has some hundred kilobytes, an empty one some ten.
    expect(picture.byteLength).toBeGreaterThan(120_000);
  });

  it("does it again in the same project, imported only once", async () => {
    expect(await headlessJob(target)).toBe(0);
    expect(existsSync(join(target, "screenshot.png"))).toBe(true);
    const window = await openWindow({ locale: "zh", userData, args: ["--open-sample", city] });
    await layersShown(window, 8);
    const shown = await window.page.locator(".layer-row .layer-name").allInnerTexts();
    expect(shown.filter((name) => name === "房屋")).toHaveLength(1);
    await window.close();
  });
});
