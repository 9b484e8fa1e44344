import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSample, standardSample } from "../../scripts/sample/make-sample.js";
import { fangan } from "../support/command-line.js";
import { layersShown, pick } from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { layerMenu } from "./support/layers.js";
import { tableFilled } from "./support/table.js";
import { openWindow, resize, smallMap, type Window } from "./support/window.js";
import { word } from "./support/words.js";

/** An engineer's work on the opinion: score the sample, move weights, read reasons, be refused, keep and run again. */
describe("the scoring scheme in the window", () => {
  const say = (key: Parameters<typeof word>[1], values?: Parameters<typeof word>[2]) => word("zh", key, values);
  let window: Window;
  beforeAll(async () => {
    const city = freshFolder("sample");
    makeSample({ folder: city, ...standardSample });
    window = await openWindow({ locale: "zh", args: ["--open-sample", city] });
    await resize(window, ...smallMap);
    await layersShown(window, 4);
    await window.page.locator(".job[data-state]").waitFor({ state: "detached" });
    await window.page
      .locator(".top-bar")
      .getByRole("button", { name: say("bar.hotspots") })
      .click();
    await window.page.locator(".run-dialog").waitFor();
    await pick(window, say("run.analysis"), "风险评分");
    await window.page
      .locator(".run-dialog")
      .getByRole("button", { name: say("run.go") })
      .click();
    await layersShown(window, 5);
  });
  afterAll(() => window.close());

  const button = (key: Parameters<typeof word>[1], values?: Parameters<typeof word>[2]) =>
    window.page.getByRole("button", { name: say(key, values), exact: true });
  /** Level → buildings, as the panel's table and as the legend have them. */
  const panelCounts = async () => await window.page.locator(".level-counts tbody td:nth-child(2)").allInnerTexts();
  const differences = async () => await window.page.locator(".level-counts tbody td:nth-child(3)").allInnerTexts();
  const legendCounts = async () =>
    await window.page.locator(".legend section").filter({ hasText: "风险评分" }).locator("li b").allInnerTexts();
  const setWeight = async (factor: string, value: string) => {
    const field = window.page.getByRole("spinbutton", { name: say("scheme.weight", { name: factor }) });
    await field.fill(value);
    await field.press("Tab");
  };
  const levels = async () => {
    const head = window.page.getByRole("columnheader", { name: "风险等级", exact: true }).first();
    const place = await head.getAttribute("aria-colindex");
    await tableFilled(window.page);
    return await window.page.locator(`.grid-row [role=gridcell][aria-colindex="${place}"]`).allInnerTexts();
  };
  /** The legend says by which profile the lines about the pipes are drawn, once the map is near enough to draw them. */
  const seesRanges = async (profile: string) => {
    const lines = window.page.locator(".legend section").filter({ hasText: "燃气管线保护范围" });
    await expect
      .poll(async () => {
        if ((await lines.count()) === 0) await button("map.zoomIn").click();
        return await lines.locator(".legend-from").allInnerTexts();
      })
      .toEqual([say("legend.rangesBy", { layer: "燃气管线", profile })]);
  };
  /** The map once it has drawn all that it shows. */
  const picture = async () => {
    await window.page.locator("[data-testid=map][aria-busy=false]").waitFor();
    return (await window.page.getByTestId("map").screenshot()).toString("base64");
  };
  let kept: string[] = [];
  let shown: string[] = [];
  let drawn = "";

  it("opens from the legend on the scheme of the run, with the counts of the run", async () => {
    await window.page
      .locator(".legend")
      .getByRole("button", { name: say("scheme.open") })
      .click();
    await window.page.locator(".level-counts").waitFor();
    kept = await panelCounts();
    expect(new Set(await differences())).toEqual(new Set(["0"]));
    expect(kept.filter((count) => count !== "0")).toEqual((await legendCounts()).filter((count) => count !== "0"));
    await window.page.locator(".layer-row").filter({ hasText: "风险评分" }).getByRole("button").last().click();
    await window.page.getByRole("menuitem", { name: say("layers.table") }).click();
    shown = await levels();
    drawn = await picture();
  });

  it("follows a weight in counts, differences, legend and table; the others share the rest", async () => {
    await setWeight("建成年代", "100");
    await expect.poll(panelCounts).not.toEqual(kept);
    expect((await differences()).some((difference) => /^[+−]\d/u.test(difference))).toBe(true);
    expect(await window.text(".weights")).toContain(say("scheme.sum", { sum: "100" }));
    const wanted = (await panelCounts()).filter((count) => count !== "0");
    await expect.poll(async () => (await legendCounts()).filter((count) => count !== "0")).toEqual(wanted);
    await expect.poll(levels).not.toEqual(shown);
  });

  it("follows it on the map, where nothing of the old levels is left", async () => {
    await expect.poll(picture).not.toBe(drawn);
    const turned = await picture();
    // Taken off the map and put there again, all is read anew.
    const eye = window.page.locator(".layer-row").filter({ hasText: "风险评分" }).getByRole("button").first();
    await eye.click();
    await expect.poll(picture).not.toBe(turned);
    await eye.click();
    await expect.poll(picture).toBe(turned);
  });

  it("gives a building another level, and says why with metres and clause", async () => {
    const now = await levels();
    const changed = now.findIndex((level, at) => level !== shown[at]);
    await window.page.locator(".grid-row").nth(changed).click();
    await window.page.locator(".reason-steps li").first().waitFor();
    expect(await window.text(".card-class")).toContain(now[changed] ?? "?");
    const steps = await window.text(".reason-steps");
    expect(steps).toMatch(/建成年代：.*× 权重 100 = [\d.]+ 分（.+）。/u);
    expect(steps).toContain(`等级：${now[changed]}`);
    // The first building of the table that a pipe reaches tells its metres and the standard of its ranges.
    const gas = window.page
      .getByRole("columnheader", { name: /^燃气暴露 G/u })
      .first()
      .getByRole("button");
    await gas.click();
    await gas.click();
    await window.page.waitForTimeout(500);
    await tableFilled(window.page);
    await window.page.locator(".grid-row").first().click();
    await expect
      .poll(async () => await window.text(".reason-steps"))
      .toMatch(/燃气暴露 G：\d+.*外壁 [\d.]+ 米.*；保护范围 [\d.]+ 米.*GB/u);
    expect(await window.text(".reason-bars")).toContain("违法改扩建");
    expect(await window.text(".reason-line")).toMatch(/距管线 .+外壁 [\d.]+ 米.*（GB/u);
    await window.page.keyboard.press("Escape");
  });

  it("refuses an AHP matrix that contradicts itself and names the pair", async () => {
    await window.page.locator(".scheme").getByText(say("scheme.tab.pairs"), { exact: true }).click();
    const pair = (row: string, column: string) => say("scheme.pair", { row, column });
    await pick(window, pair("建成年代", "违法改扩建"), "9");
    await pick(window, pair("违法改扩建", "结构类型"), "9");
    await pick(window, pair("建成年代", "结构类型"), "1/9");
    const fault = window.page.locator(".pairs [role=alert]");
    await expect
      .poll(() => window.text(fault))
      .toMatch(/CR = [\d.]+.*最矛盾的一对是“建成年代”与“违法改扩建”，填的是 9/u);
    expect(await button("scheme.takeWeights").isDisabled()).toBe(true);
    await pick(window, pair("建成年代", "违法改扩建"), "1");
    await pick(window, pair("违法改扩建", "结构类型"), "2");
    await pick(window, pair("建成年代", "结构类型"), "2");
    await fault.waitFor({ state: "detached" });
    await button("scheme.takeWeights").click();
    await window.page.locator(".scheme").getByText(say("scheme.tab.weights"), { exact: true }).click();
    expect(await window.text(".weights")).toContain(say("scheme.sum", { sum: "100" }));
  });

  it("keeps versions under a name of one's own, and runs with the newest", async () => {
    const project = await window.page.evaluate(async () => (await globalThis.window.desktop.startup()).sampleProject);
    await window.page.getByRole("textbox", { name: say("scheme.name") }).fill("市局方案");
    await button("scheme.save").click();
    const first = await panelCounts();
    await setWeight("结构类型", "30");
    await button("scheme.save").click();
    const file = join(String(project), "schemes", "市局方案.json");
    const versions = () =>
      existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { versions: { version: number }[] }).versions : [];
    await expect.poll(() => versions().map(({ version }) => version)).toEqual([1, 2]);
    await expect.poll(async () => (await panelCounts()).join()).not.toBe(first.join());
    const before = await panelCounts();
    await button("scheme.run").click();
    await layersShown(window, 6);
    await expect
      .poll(async () => (await legendCounts()).filter((count) => count !== "0"))
      .toEqual(before.filter((count) => count !== "0"));
  });

  it("has a gas limit of one's own by keyboard: a source is asked for, the run judges by it and prints it", async () => {
    const { keyboard } = window.page;
    const levelsBefore = await legendCounts();
    await window.page
      .locator(".legend")
      .getByRole("button", { name: say("scheme.open") })
      .first()
      .press("Enter");
    await window.page.locator(".scheme").getByText(say("scheme.tab.rules"), { exact: true }).click();
    await window.page.getByRole("textbox", { name: say("scheme.titleZh") }).fill("本市自定");
    await button("scheme.makeOwn").press("Enter");
    await keyboard.type("本市范围表");
    await keyboard.press("Tab");
    await keyboard.type("Our city");
    const name = "中压A 保护范围";
    const metres = window.page.getByRole("textbox", { name: say("scheme.limitMetres", { name }), exact: true });
    const source = window.page.getByRole("textbox", { name: say("scheme.limitSource", { name }), exact: true });
    const fault = window.page.locator(".profile-limits [role=alert]");
    await metres.focus();
    await keyboard.press("Control+A");
    await keyboard.type("5.1");
    await expect.poll(() => window.text(fault)).toMatch(/^中压A保护范围：5\.1 米没有依据/u);
    await keyboard.press("Tab");
    await keyboard.type("GB 55009-2021 §5.1");
    await expect.poll(() => window.text(fault)).toMatch(/规定的是 0\.5 米，不是 5\.1 米/u);
    await source.fill("某市燃气办法第九条");
    await expect.poll(() => window.text(fault)).toMatch(/^中压A控制范围：5 米，小于保护范围 5\.1 米/u);
    expect(await window.text(".scheme-tools")).toMatch(/由 \S+ 于 2\d{3}\S+ \d{2}:\d{2} 保存/u);
    expect(await window.text(".scheme > .scheme-fault")).toBe(say("scheme.profileFaults", { count: 1 }));
    await metres.fill("5");
    await fault.waitFor({ state: "detached" });
    expect(await window.text(".scheme-differences")).toContain(`${name} 0.5 → 5 m`);
    await button("scheme.run").press("Enter");
    await layersShown(window, 7);
    await expect.poll(legendCounts).not.toEqual(levelsBefore);
    await layerMenu(window, "风险评分（本市自定）", say("account.open"));
    const account = await window.text(".account-dialog .account-table");
    expect(await window.text(".account-dialog")).toContain("本市范围表");
    expect(account).toMatch(/中压A\s+保护范围\s+5\s+某市燃气办法第九条/u);
    expect(account).toMatch(/中压A\s+控制范围\s+5\s+GB 55009-2021 §5\.1/u);
    expect(await window.page.locator(".account-table tbody tr").count()).toBe(29);
    await keyboard.press("Escape");
    await window.page.locator(".account-dialog").waitFor({ state: "hidden" });
    await seesRanges("本市范围表");
  });

  it("gives the same bytes again, and judges other conflicts than the version before", async () => {
    const project = await window.page.evaluate(async () => (await globalThis.window.desktop.startup()).sampleProject);
    await window.close();
    const json = async (...args: string[]) => JSON.parse((await fangan([...args, "--json"])).stdout);
    const { runs } = await json("list", String(project));
    const run = runs.at(-1);
    const again = await json("rerun", String(project), String(run.id));
    const folder = freshFolder("again");
    expect(again.parameters.scheme).toBe("市局方案@3");
    expect(again.tables).toEqual(run.tables);
    const files = [];
    for (const layer of [run.layers[0], again.layers[0]]) {
      const path = join(folder, `${layer}.csv`);
      expect((await fangan(["export", String(project), String(layer), "--to", path])).status).toBe(0);
      files.push(readFileSync(path));
    }
    expect(files[1]?.equals(files[0] ?? Buffer.of())).toBe(true);
    const conflicts = async (version: number) => {
      const set = ["--set", "profile=own", "--set", `scheme=市局方案@${version}`];
      return (await json("run", String(project), "gas-rules", ...set)).facts;
    };
    const [before, after] = [await conflicts(2), await conflicts(3)];
    expect(after.protected).toBeGreaterThan(before.protected);
    expect(after.clearance_not_met).toBe(before.clearance_not_met);
  });
});
