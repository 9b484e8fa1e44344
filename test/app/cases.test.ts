import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readJournal } from "../../data/ledger/chain.js";
import { workbookBytes } from "../support/write-workbook.js";
import { dialogStands, dropFiles, pick } from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { mainThreadDuring } from "./support/main-thread.js";
import { colourInTheMiddle, drawPhoto } from "./support/photos.js";
import { openTown } from "./support/town.js";
import type { Window } from "./support/window.js";
import { word } from "./support/words.js";

/** From a hot spot to closed cases: delegated, graded by a form that came back, measured, closed, and one opened again. */
describe("the work with many cases", () => {
  const folder = freshFolder("cases");
  let window: Window;
  let project = "";
  beforeAll(async () => {
    ({ window, project } = await openTown(folder));
  });
  afterAll(() => window.close());

  type Key = Parameters<typeof word>[1];
  const say = (key: Key, values?: Parameters<typeof word>[2]) => word("zh", key, values);
  const button = (key: Key) => window.page.getByRole("button", { name: say(key), exact: true });
  const dialog = () => window.page.getByRole("dialog");
  const field = (key: Key) => dialog().getByLabel(say(key), { exact: true });
  const go = async (key: Key, values?: Parameters<typeof word>[2]) => {
    await dialogStands(window);
    await dialog()
      .getByRole("button", { name: say(key, values), exact: true })
      .click();
    await dialog().waitFor({ state: "detached" });
  };
  const entries = () => readJournal(readFileSync(join(project, "journal.jsonl"))).entries;
  const column = (state: Key) => window.page.getByRole("region", { name: say(state), exact: true });
  const tickAll = () => window.page.locator(".case-table").getByLabel(say("ledger.tickAll"), { exact: true }).click();
  const act = async (action: Key, fill: Readonly<Record<string, string>>) => {
    await window.page
      .locator(".case-table")
      .getByRole("button", { name: say(action), exact: true })
      .click();
    for (const [key, value] of Object.entries(fill)) await field(key as Key).fill(value);
    await go(action);
  };

  it("sends a hot spot's list to an agency", async () => {
    const { page } = window;
    await page.locator(".cluster-row").first().click();
    await button("ledger.pickCluster").click();
    await dialog()
      .getByRole("combobox", { name: say("ledger.list") })
      .fill("首批鉴定");
    await field("ledger.reason").fill("热点 1");
    await button("ledger.pickGo").click();
    await field("ledger.name").fill("周正");
    await dialog()
      .getByRole("button", { name: say("common.ok") })
      .click();
    await dialog().waitFor({ state: "detached" });
    await page.keyboard.press("Escape");
    await page
      .locator(".top-bar")
      .getByRole("button", { name: say("bar.ledger") })
      .click();
    await page.locator(".work").getByText(say("ledger.lists"), { exact: true }).click();
    await page.locator(".pick-lists .row-button").first().click();
    const sent = join(folder, "委托.xlsx");
    await window.answerDialogs([sent]);
    await button("cases.send").click();
    await page
      .locator(".notice")
      .filter({ hasText: say("cases.sent", { rows: 6 }) })
      .first()
      .waitFor();
    expect(readFileSync(sent).length).toBeGreaterThan(1000);
  });

  it("shows what came back field by field, and writes it only when every conflict is chosen", async () => {
    const { page } = window;
    const header = ["房屋编号", "鉴定等级", "报告编号", "鉴定机构", "鉴定日期"];
    const form = (name: string, rows: readonly (readonly (string | null)[])[]) => {
      const path = join(folder, name);
      writeFileSync(path, workbookBytes([{ name: "Sheet1", rows: [header, ...rows] }]));
      return path;
    };
    const first = form("回表1.xlsx", [
      ...[0, 1, 2, 3, 4, 5].map((n) => [`A${n}`, n === 0 ? "c级" : "D", `JD-${n}`, "宏正检测", "2026年4月1日"]),
      ["Z9", "E", "JD-9", "宏正检测", "2026-04-01"],
    ]);
    await window.answerDialogs([first]);
    await button("cases.return").click();
    const counts = () => window.text(window.page.getByTestId("return-counts"));
    await expect.poll(counts).toMatch(/7 行：新增 24 项.*1 行不写入/u);
    expect(await window.text(".compared-rows")).toMatch(/“c级”读作 C[\s\S]*台账中没有这栋房屋/u);
    const before = entries().length;
    await go("cases.apply", { count: 24 });
    expect(entries()).toHaveLength(before + 1);

    await window.answerDialogs([form("回表2.xlsx", [["A0", "D", "JD-0", "宏正检测", "2026/4/1"]])]);
    await button("cases.return").click();
    await expect.poll(counts).toMatch(/冲突 1 项（未选 1）/u);
    const apply = () => dialog().getByRole("button", { name: /^写入/u });
    expect(await apply().isDisabled()).toBe(true);
    await dialog()
      .getByRole("button", { name: say("cases.take-new", { row: 2, field: say("returned.grade") }), exact: true })
      .click();
    await go("cases.apply", { count: 1 });
    await expect.poll(() => page.locator(".open-list .grade").allInnerTexts()).toEqual(["D", "D", "D", "D", "D", "D"]);
  });

  it("hands many cases over at once from the table", async () => {
    const { page } = window;
    await button("ledger.openCases").click();
    await pick(window, say("ledger.hazard"), "燃气占压");
    await go("ledger.openCasesGo");
    await button("cases.view-table").click();
    await expect.poll(() => page.locator(".case-table tbody tr").count()).toBe(6);
    await tickAll();
    await act("action.confirm", {});
    await page
      .locator(".case-table")
      .getByRole("button", { name: say("cases.distribute"), exact: true })
      .click();
    await dialog().getByText(say("cases.by-blocks"), { exact: true }).click();
    await field("cases.units").fill("北桥街道\n南门街道");
    await field("value.deadline").fill("2020-01-31");
    await go("action.assign");
    await expect.poll(() => window.text(".case-table")).toMatch(/北桥街道[\s\S]*南门街道/u);
    expect(entries().at(-1)?.title.zh).toBe("交办：6 件，2 个单位");
  });

  it("proposes the measure of the grade, and takes it by a click only", async () => {
    const { page } = window;
    await page
      .locator(".case-table")
      .getByRole("button", { name: say("action.begin"), exact: true })
      .click();
    await dialog().getByText("D 级建议：停用，撤人").waitFor();
    expect(await field("value.management_measure").inputValue()).toBe("");
    await dialog()
      .getByRole("button", { name: say("cases.takeProposal"), exact: true })
      .click();
    await go("action.begin");
    await act("action.submit", { "value.engineering_measure": "管道改线" });
    await act("action.accept", { "value.evidence": "验收单 3 号" });
    await expect.poll(() => window.text(".case-table")).toMatch(/已销号/u);
  });

  it("moves a card on the board by keyboard, with the dialog of its step", async () => {
    const { page } = window;
    await page.locator(".wide-head").getByText(say("cases.view-board"), { exact: true }).click();
    await expect.poll(() => column("state.closed").locator(".board-card").count()).toBe(6);
    await column("state.closed").locator(".board-card").first().focus();
    await page.keyboard.press("ArrowLeft");
    await dialogStands(window);
    await expect.poll(() => field("ledger.why").evaluate((each) => each === document.activeElement)).toBe(true);
    await page.keyboard.type("复查又见裂缝");
    for (const key of ["Tab", "Tab", "Enter"]) await page.keyboard.press(key);
    await dialog().waitFor({ state: "detached" });
    await expect.poll(() => column("state.to_verify").locator(".board-card").count()).toBe(1);
    expect(entries().at(-1)).toMatchObject({ why: "复查又见裂缝", title: { zh: "重新打开：1 件" } });
  });

  it("marks houses with cases on the map, and tells a house's whole course", async () => {
    const { page } = window;
    await expect.poll(() => window.text(".legend")).toMatch(/案件（按状态）[\s\S]*待核实\s*1[\s\S]*已销号\s*5/u);
    await column("state.closed").locator(".board-card").first().click();
    await page
      .locator(".building-file")
      .getByRole("button", { name: say("cases.timeline"), exact: true })
      .click();
    await expect.poll(() => window.text(".course")).toMatch(/验收销号[\s\S]*登记回表[\s\S]*数据第 1 版/u);
    await page.keyboard.press("Escape");
    await page.locator(".wide-work").waitFor({ state: "detached" });
  });

  it("keeps a document with the house", async () => {
    const { page } = window;
    const letter = join(folder, "整改通知书.txt");
    writeFileSync(letter, "限期整改");
    await window.answerDialogs([letter]);
    await page
      .locator(".building-file")
      .getByRole("button", { name: say("cases.attach"), exact: true })
      .click();
    await expect.poll(() => page.locator(".kept-files").allInnerTexts()).toEqual(["整改通知书.txt"]);
    const photo = join(folder, "假.jpg");
    writeFileSync(photo, "<svg onload='alert(1)'/> is not a picture, and never shown as one");
    await dropFiles(window, [photo], page.locator(".building-file"));
    await page.locator('.kept-photo[data-shown="no"]').filter({ hasText: "假.jpg" }).waitFor();
    expect(await page.locator(".import-body, .drop-zone").count()).toBe(0);
  });

  it("shows photos of 12 megapixels small, and large at a click, without the window standing still", async () => {
    const { page } = window;
    const paths = await Promise.all(
      (["image/jpeg", "image/png", "image/webp"] as const).map(async (type, index) => {
        const path = join(folder, `现场${index + 1}.${type.slice(6)}`);
        writeFileSync(path, Buffer.from(await page.evaluate(drawPhoto, { type, index }), "base64"));
        return path;
      }),
    );
    const shown = page.locator('.kept-photo[data-shown="yes"]');
    const small = await mainThreadDuring(window, async () => {
      await dropFiles(window, paths, page.locator(".building-file"));
      await expect.poll(() => shown.count()).toBe(3);
    });
    console.log(`three photos made small: the longest task computed ${small.spent} ms, lasted ${small.lasted} ms`);
    if (small.spent !== null) expect(small.spent).toBeLessThanOrEqual(100);
    const canvas = shown.first().locator("canvas");
    expect(await canvas.evaluate((each: HTMLCanvasElement) => [each.width, each.height])).toEqual([144, 108]);
    expect(await canvas.evaluate(colourInTheMiddle)).toEqual([200, 40, 40]);
    await shown.first().focus();
    await page.keyboard.press("Enter");
    const large = dialog().locator("img");
    await expect.poll(() => large.evaluate((each: HTMLImageElement) => each.naturalWidth)).toBe(4000);
    expect(await large.getAttribute("src")).toMatch(/^blob:app:\/\/fangan\//u);
    await picture("photo");
    await page.keyboard.press("ArrowRight");
    await dialog().getByText("现场2.png", { exact: false }).waitFor();
    await page.keyboard.press("Escape");
    await dialog().waitFor({ state: "detached" });
    await picture("photos");
  });

  it("takes in a ledger kept before", async () => {
    const { page } = window;
    const ledger = join(folder, "台账.csv");
    const lines = [
      "房屋编号,隐患类别,状态,责任单位,整改期限",
      "B0,年久失修,整改中,北桥街道,2020/6/30",
      "B1,其他,研究中,,",
      "Z9,其他,待核实,,",
    ];
    writeFileSync(ledger, lines.join("\n"));
    await window.answerDialogs([ledger]);
    await page.keyboard.press("Escape");
    await button("cases.import").click();
    const counts = () => window.text(page.getByTestId("import-counts"));
    await expect.poll(counts).toMatch(/可导入 1 件；.*找不到房屋 1，.*状态不明 1/u);
    await go("cases.importGo", { count: 1 });
    await expect.poll(() => window.text(".cases .case-list")).toMatch(/B0[\s\S]*超期[\s\S]*整改中/u);
    expect(entries().at(-1)?.title.zh).toBe("导入台账“台账.csv”：1 件");
  });

  it("takes the first of an order, and makes one list out of two", async () => {
    const { page } = window;
    const lists = () => page.locator(".pick-lists .row-button").allInnerTexts();
    await page
      .locator(".top-bar")
      .getByRole("button", { name: say("bar.ledger") })
      .click();
    await page.locator(".cluster-row").first().click();
    await button("ledger.pickCluster").click();
    await dialog()
      .getByRole("combobox", { name: say("ledger.list") })
      .fill("最近两栋");
    const order = dialog().getByRole("combobox", { name: say("cases.topBy") });
    await order.fill("距管外壁");
    await page.locator(".ant-select-item-option").filter({ hasText: "从小到大" }).first().click();
    await field("cases.topCount").fill("2");
    await field("ledger.reason").fill("离中压管最近");
    await picture("pick-top");
    await go("ledger.pickGo");
    const picked = () =>
      entries()
        .at(-1)
        ?.events.find((event) => event.type === "list.add")?.picks ?? [];
    // The dialog goes at once; a card tells of the job.
    await expect.poll(() => picked().length).toBe(2);
    for (const { reason } of picked())
      expect(reason).toMatchObject({ text: "离中压管最近", run: expect.any(Number), metres: expect.any(Number) });
    await page.keyboard.press("Escape");
    await page
      .locator(".top-bar")
      .getByRole("button", { name: say("bar.ledger") })
      .click();
    await page.locator(".work").getByText(say("ledger.lists"), { exact: true }).click();
    await page.locator(".pick-lists .row-button").filter({ hasText: "首批鉴定" }).click();
    await button("cases.combineList").click();
    await pick(window, say("cases.combineHow"), say("cases.difference"));
    await field("cases.newListName").fill("其余");
    await go("cases.combineGo");
    await expect.poll(() => page.locator(".open-list .case-row").count()).toBe(4);
    await button("cases.renameList").click();
    await field("cases.listName").fill("其余四栋");
    await page.keyboard.press("Enter");
    await dialog().waitFor({ state: "detached" });
    await button("ledger.allLists").click();
    await expect
      .poll(lists)
      .toEqual([
        expect.stringMatching(/首批鉴定\s*6/u),
        expect.stringMatching(/最近两栋\s*2/u),
        expect.stringMatching(/其余四栋\s*4/u),
      ]);
    expect(entries().at(-1)?.title.zh).toBe("清单“其余”改名为“其余四栋”");
  });

  async function picture(name: string): Promise<void> {
    const look = process.env.FANGAN_LOOK;
    if (look !== undefined) await window.page.screenshot({ path: join(look, `${name}.png`) });
  }
});
