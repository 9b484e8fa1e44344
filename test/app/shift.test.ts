import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shiftDegrees } from "../support/shifted.js";
import { at, collection } from "../support/small-town.js";
import {
  chooseFiles,
  closeNotices,
  confirmImport,
  importAll,
  inspected,
  layersShown,
  mapDrawn,
  pick,
} from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { layerMenu, notice } from "./support/layers.js";
import { openWindow, type Window } from "./support/window.js";

/** Four hundred houses, and a site in each of them as a web map of 高德 shows it: half a kilometre off. */
function writeTown(folder: string): { houses: string; sites: string } {
  const corners = Array.from({ length: 400 }, (_, n) => {
    // Uneven, so that the town fits itself in one place only.
    const [column, row] = [n % 20, Math.floor(n / 20)];
    return { east: column * 37 + ((n * 7) % 13), north: row * 41 + ((n * 5) % 11) };
  });
  const house = ({ east, north }: { east: number; north: number }, n: number) => ({
    geometry: {
      type: "Polygon",
      coordinates: [
        [at(east, north), at(east + 14, north), at(east + 14, north + 14), at(east, north + 14), at(east, north)],
      ],
    },
    properties: { fwbh: `S${n}`, build_time: 1980 },
  });
  const site = ({ east, north }: { east: number; north: number }, n: number) => ({
    geometry: {
      type: "Point",
      coordinates: shiftDegrees(at(east + 7, north + 7), "gcj02"),
    },
    properties: { 项目名称: `工地${n}`, 状态: "开挖中", 开挖深度: 6 },
  });
  const paths = { houses: join(folder, "房屋.geojson"), sites: join(folder, "工地.geojson") };
  writeFileSync(paths.houses, collection(corners.map(house)));
  writeFileSync(paths.sites, collection(corners.map(site)));
  return paths;
}

describe("a layer taken from a web map", () => {
  const town = writeTown(freshFolder("town"));
  let window: Window;
  beforeAll(async () => {
    window = await openWindow({ locale: "zh" });
    await importAll(window, [town.houses, town.sites]);
  });
  afterAll(() => window.close());

  const card = () => window.text(".shift-card");
  /** The picture of the map, to see whether something was drawn. */
  const picture = async () => {
    await mapDrawn(window);
    return await window.page.getByTestId("map").screenshot();
  };

  it("is not said to be shifted where it is not, and the card goes on the user's word", async () => {
    await layerMenu(window, "房屋", "检查坐标偏移…");
    await expect.poll(card).toMatch(/没有发现网络地图偏移/u);
    await window.page.locator(".shift-card").getByRole("button", { name: "保持原样" }).click();
    await window.page.locator(".shift-card").waitFor({ state: "detached" });
  });

  it("is told on a card with its evidence, and its moves are drawn on the map", async () => {
    await closeNotices(window);
    await layerMenu(window, "工地", "缩放至图层");
    const before = await picture();
    await layerMenu(window, "工地", "检查坐标偏移…");
    await expect.poll(card).toMatch(/像是 GCJ-02 偏移/u);
    const said = await card();
    expect(said).toMatch(/\d{3} 米/u);
    expect(said).toMatch(/对照图层：房屋/u);
    expect(said).toMatch(/画出了 200 个要素/u);
    expect((await picture()).equals(before)).toBe(false);
  });

  it("is moved back exactly as a new version of the layer, and its source says so", async () => {
    await window.page.locator(".shift-card").getByRole("button", { name: "还原偏移" }).click();
    await notice(window, /“工地”的偏移已还原/u).waitFor();
    await window.page.locator(".shift-card").waitFor({ state: "detached" });
    expect(await window.text(".layer-row:has-text('工地') .layer-revision")).toBe("第 2 版");
    await layerMenu(window, "工地", "检查坐标偏移…");
    await expect.poll(card).toMatch(/没有发现网络地图偏移/u);
    await window.page.getByRole("button", { name: "保持原样" }).click();
    await layerMenu(window, "工地", "数据来源…");
    await expect.poll(() => window.text(".source-dialog")).toMatch(/GCJ-02/u);
    await window.page.locator(".source-dialog .ant-modal-close").click();
    await window.page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("can be taken in without its shift at once, and the picture follows", async () => {
    await chooseFiles(window, [town.sites]);
    const caption = () => window.text(".picture figcaption");
    const shifted = await caption();
    await window.page.locator(".position summary").click();
    await pick(window, "网络地图偏移", "GCJ-02");
    await inspected(window);
    await expect.poll(caption).not.toBe(shifted);
    await confirmImport(window);
    await layersShown(window, 3);
  });
});
