import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, collection } from "../support/small-town.js";
import { chooseFiles, chosen, confirmImport, inspected, layersShown, pick } from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { layerMenu, notice } from "./support/layers.js";
import { openTable, tableCell } from "./support/table.js";
import { openWindow, type Window } from "./support/window.js";

/** Six houses of a supplier who writes 加层 as A, B or 待定, and the year in a field of his own name. */
function writeHouses(path: string, first: number): string {
  const houses = Array.from({ length: 6 }, (_, index) => {
    const [east, north] = [((first + index) % 6) * 30, Math.floor((first + index) / 6) * 30];
    const ring = [
      at(east, north),
      at(east + 12, north),
      at(east + 12, north + 12),
      at(east, north + 12),
      at(east, north),
    ];
    return {
      geometry: { type: "Polygon", coordinates: [ring] },
      properties: {
        房屋编号: `M${first + index}`,
        落成: 1970 + index,
        加层: index < 2 ? "A" : index < 5 ? "B" : "待定",
        层数: 3,
      },
    };
  });
  writeFileSync(path, collection(houses));
  return path;
}

describe("what fields and values mean", () => {
  const folder = freshFolder("town");
  let window: Window;
  beforeAll(async () => {
    window = await openWindow({ locale: "zh" });
    await chooseFiles(window, [writeHouses(join(folder, "东区.geojson"), 0)]);
  });
  afterAll(() => window.close());

  const share = () => window.text(window.page.getByRole("button", { name: /^加层: / }));
  const meaning = (value: string) => `“${value}”表示`;

  it("is told by the share of values understood, with those that are not and how often they occur", async () => {
    expect(await share()).toBe("0 % 已识别");
    await window.page.getByRole("button", { name: /^加层: / }).click();
    const rows = await window.page.locator(".value-row").allInnerTexts();
    expect(rows.map((row) => row.replaceAll(/\s+/gu, " "))).toEqual([
      expect.stringMatching(/^B 未识别 3 行/u),
      expect.stringMatching(/^A 未识别 2 行/u),
      expect.stringMatching(/^待定 未识别 1 行/u),
    ]);
  });

  it("is corrected value by value, and the share follows", async () => {
    await pick(window, meaning("B"), "否");
    await expect.poll(share).toBe("50 % 已识别");
    await pick(window, meaning("A"), "是");
    await expect.poll(share).toBe("83 % 已识别");
    await inspected(window);
    // Beside each value of the first rows stands what it is read as, or that it is not understood.
    const preview = await window.text(".preview tbody");
    expect(preview).toMatch(/A\s*→ 是/u);
    expect(preview).toMatch(/B\s*→ 否/u);
    expect(preview).toMatch(/待定\s*→ 不详/u);
    expect(preview).not.toMatch(/→ 3/u);
  });

  it("is kept as a template", async () => {
    await pick(window, "建成年份", "落成");
    await inspected(window);
    await window.button("template.saveAs").click();
    await window.page.getByRole("textbox", { name: "模板名称" }).fill("甲公司");
    await window.page.keyboard.press("Enter");
    await notice(window, /已保存模板“甲公司”/u).waitFor();
    await inspected(window);
    await confirmImport(window);
    await layersShown(window, 1);
    await openTable(window);
    const cells = (title: string) => Promise.all([0, 2, 5].map((row) => tableCell(window, title, row)));
    await expect.poll(() => cells("加层")).toEqual(["是", "否", "—"]);
    expect(await cells("建成年份")).toEqual(["1970", "1972", "1975"]);
    await window.page.keyboard.press("F6");
  });

  it("is proposed for the next file of the same supplier, and holds without a further word", async () => {
    await chooseFiles(window, [writeHouses(join(folder, "西区.geojson"), 24)]);
    expect(await chosen(window, "对应模板")).toBe("甲公司");
    expect(await chosen(window, "建成年份")).toBe("落成");
    expect(await share()).toBe("83 % 已识别");
  });

  it("can be read without the template, or by another one from a file", async () => {
    await pick(window, "对应模板", "不使用模板");
    await inspected(window);
    expect(await share()).toBe("0 % 已识别");
    await pick(window, "对应模板", "甲公司");
    await inspected(window);
    expect(await share()).toBe("83 % 已识别");
    await window.button("template.manage").click();
    const written = join(folder, "甲公司.json");
    await window.answerDialogs([written]);
    await window.button("template.write").click();
    await notice(window, /“甲公司”已写到文件/u).waitFor();
    expect(JSON.parse(readFileSync(written, "utf8"))).toMatchObject({
      name: "甲公司",
      values: { storeys_added: { A: "true" } },
    });
    writeFileSync(written, readFileSync(written, "utf8").replaceAll("甲公司", "乙公司"));
    await window.button("template.read").click();
    await expect.poll(() => window.page.locator(".template-list strong").allInnerTexts()).toEqual(["乙公司", "甲公司"]);
    await window.page
      .locator(".template-list li")
      .filter({ hasText: "甲公司" })
      .getByRole("button", { name: "删除" })
      .click();
    await window.page.locator(".ant-popconfirm").getByRole("button", { name: "确定" }).click();
    await expect.poll(() => window.page.locator(".template-list strong").allInnerTexts()).toEqual(["乙公司"]);
    await window.page.keyboard.press("Escape");
    await window.page.locator(".template-list").waitFor({ state: "hidden" });
  });

  it("stands in the layer's source with its share and what is missing", async () => {
    await window.page.locator(".import-dialog").getByRole("button", { name: "取消" }).click();
    await window.page.getByRole("dialog").waitFor({ state: "detached" });
    await layerMenu(window, "东区", "数据来源…");
    const row = window.page.locator(".source-columns tr").filter({ hasText: "加层" });
    expect((await window.text(row)).replaceAll(/\s+/gu, " ")).toMatch(/加层 加层 83 % 1 · 17 %/u);
  });
});
