import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { corpus, hasCorpus } from "../support/corpus.js";
import {
  chooseFiles,
  confirmImport,
  fill,
  fillWords,
  inspected,
  layersShown,
  openHotspots,
  pick,
  runForm,
} from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { openWindow, resize, smallMap, type Window } from "./support/window.js";
import { word } from "./support/words.js";

/** The job on one real city, everything typed in the window; the counts were made with geopandas and scikit-learn. */
describe.skipIf(!hasCorpus)("the main job on Cambridge, by mouse and keyboard", () => {
  let window: Window;
  beforeAll(async () => {
    window = await openWindow({ locale: "en" });
    await resize(window, ...smallMap);
  });
  afterAll(() => window.close());

  it("imports parcels, drains and permits as corrected", async () => {
    await chooseFiles(window, [
      corpus("cambridge-ma/derived/cambridge_parcels_yrbuilt.shp"),
      corpus("cambridge-ma/raw/INFRA_Drainage.geojson"),
      corpus("cambridge-ma/raw/CDD_SpecialPermits.geojson"),
    ]);
    await pick(window, word("en", "import.kind"), "Buildings");
    await inspected(window);
    await pick(window, "year built", "YR_BUILT");
    await inspected(window);
    await confirmImport(window);
    await inspected(window);
    await pick(window, word("en", "import.kind"), "Gas pipes");
    await inspected(window);
    await confirmImport(window);
    await inspected(window);
    await pick(window, word("en", "import.kind"), "Construction sites");
    await inspected(window);
    await pick(window, "state", "CaseStatus");
    await inspected(window);
    await confirmImport(window);
    await layersShown(window, 3);
    expect(await window.page.locator(".layer-row .layer-count").allInnerTexts()).toContain("13,115");
  });

  it("finds exactly the hot spots that were computed elsewhere", async () => {
    await openHotspots(window);
    await fill(window, "as of", 2014);
    await fill(window, "old age", 100);
    await fill(window, "pipe distance", 30);
    await fill(window, "site factor", 5);
    await fill(window, "site depth", 20);
    await fillWords(window, "site states", ["Under construction"]);
    const list = await runForm(window);
    expect(await list.getByRole("option").count()).toBe(7);
    expect(await window.text(".results .figures")).toMatch(/7 hot spots · 221 .*\s180 .* 41 .* 763/su);
    const target = freshFolder("cambridge");
    mkdirSync(target, { recursive: true });
    await window.answerDialogs([target]);
    await window.page
      .locator(".top-bar")
      .getByRole("button", { name: word("en", "bar.export") })
      .click();
    await window.page
      .getByRole("dialog")
      .getByRole("button", { name: word("en", "export.choose") })
      .click();
    await window.page.locator(".job.notice", { hasText: word("en", "export.doneRun", { count: 4 }) }).waitFor();
    const [run = ""] = readdirSync(target);
    const report = JSON.parse(readFileSync(join(target, run, "report.json"), "utf8"));
    expect(report.crs).toBe("EPSG:32619");
    // One parcel has no shape.
    expect(report.inputs[0]).toMatchObject({ kind: "buildings", rows: 13_116, imported: 13_115, skipped: [{}] });
    expect(report.counts).toEqual({
      ...{ buildings: 13_115, old: 7_990, altered: 0, unknown_year: 763, near_pipe: 60, near_site: 463 },
      ...{ candidates: 221, clusters: 7, clustered: 180, noise: 41 },
    });
    const rows = readFileSync(join(target, run, "hotspots.csv"), "utf8")
      .trim()
      .split("\n");
    expect(rows).toHaveLength(8);
  });
});
