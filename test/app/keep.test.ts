import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gb55009 } from "../../data/risk/profiles.js";
import { decideTown } from "../support/decided-town.js";
import { heard, killHard, startEngineProcess } from "../support/engine-process.js";
import { openEngineRoom } from "../support/engine-room.js";
import { dialogStands } from "./support/acts.js";
import { openWindow, type Window } from "./support/window.js";
import { word } from "./support/words.js";

/** An office's project over the years: somebody else has it, it is brought back to a backup, its layers break. */
describe("a project that is kept", () => {
  const room = openEngineRoom();
  const say = (key: Parameters<typeof word>[1], values?: Parameters<typeof word>[2]) => word("zh", key, values);
  let project = "";
  let window: Window;
  beforeAll(async () => {
    const town = await decideTown(room);
    ({ project } = town);
    const national = await room.client.ask("scheme.load", { reference: "national" });
    const profile = { ...gb55009, name: "own", from: "gb55009", title: { zh: "本市", en: "ours" } };
    await room.client.ask("scheme.save", { scheme: { ...national, name: "市局", profile } });
    await room.run("score", { buildings: town.layer.id }, { scheme: "市局" });
    await room.client.ask("project.close", {});
  });
  afterAll(async () => {
    await window.close();
    await room.close();
  });
  const bar = () => window.page.locator(".keep-bar");
  const button = (key: Parameters<typeof word>[1]) =>
    key.startsWith("bar.")
      ? window.page.locator(".top-bar").getByRole("button", { name: say(key) })
      : window.page.getByRole("button", { name: say(key), exact: true });
  const openFromMenu = async (path: string) => {
    await window.answerDialogs([path]);
    await window.page.locator(".project-button").click();
    await window.page.getByRole("menuitem", { name: say("bar.openProject") }).click();
  };

  it("is read-only in a second window, says who has it, and offers no decision", async () => {
    const other = startEngineProcess(
      room.folder,
      `await client.ask("project.open", { path: ${JSON.stringify(project)} }); say("mine")`,
    );
    await heard(other, (message) => message === "mine");
    window = await openWindow({ locale: "zh", args: ["--open-project", project] });
    expect(await window.text(bar())).toMatch(/只读。[\s\S]*周正[\s\S]*这里只读/u);
    await button("bar.ledger").click();
    await window.page.locator(".work").getByText(say("ledger.lists"), { exact: true }).click();
    await window.page.locator(".pick-lists .row-button").first().click();
    await window.page.locator(".open-list .case-row").first().waitFor();
    for (const key of ["ledger.openCases", "ledger.removeList", "bar.import"] as const)
      expect(await button(key).isDisabled(), key).toBe(true);
    const { page } = window;
    const reason = /周正.*这里只读/u;
    const refused = async (within: string, names: readonly string[]) => {
      for (const name of names) {
        const found = page.locator(within).getByRole("button", { name, exact: true }).first();
        expect(await found.isDisabled(), name).toBe(true);
        expect(await found.getAttribute("title"), name).toMatch(reason);
      }
    };
    await refused(
      ".work",
      (["ledger.openCases", "cases.return", "ledger.removeList", "ledger.changeName"] as const).map((key) => say(key)),
    );
    await page.locator(".open-list .case-row .row-button").nth(1).click();
    await page.locator(".building-file .own-case").first().waitFor();
    await refused(".building-file", [
      ...(
        ["ledger.pick", "ledger.grade", "ledger.note", "cases.judge", "cases.recheckGo", "cases.attach"] as const
      ).map((key) => say(key)),
      say("action.assign"),
    ]);
    await picture("read-only-house");
    await page.keyboard.press("Escape");
    await page.locator(".work").getByText(say("ledger.cases"), { exact: true }).click();
    await refused(".cases", [say("cases.import"), say("cases.return")]);
    await button("cases.view-table").click();
    await page.locator(".case-table tbody tr").first().waitFor();
    await page.locator(".case-table").getByLabel(say("ledger.tickAll"), { exact: true }).click();
    await refused(".case-table", [say("action.assign"), say("cases.distribute"), say("cases.edit")]);
    await page.locator(".wide-head").getByText(say("cases.view-board"), { exact: true }).click();
    const card = page.locator(".board-card").first();
    expect([await card.getAttribute("draggable"), await card.getAttribute("title")]).toEqual([
      "false",
      expect.stringMatching(reason),
    ]);
    await card.focus();
    await page.keyboard.press("ArrowRight");
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.keyboard.press("Escape");
    await page.locator(".work").getByText(say("ledger.lists"), { exact: true }).click();
    await picture("read-only");
    await page
      .locator(".legend")
      .getByRole("button", { name: say("scheme.open") })
      .click();
    await page.locator(".scheme").getByText(say("scheme.tab.rules"), { exact: true }).click();
    await refused(".scheme", [say("scheme.save"), say("scheme.resetProfile"), say("scheme.removeProfile")]);
    const name = "低压 保护范围";
    for (const label of [say("scheme.limitMetres", { name }), say("scheme.limitSource", { name })]) {
      const field = page.getByRole("textbox", { name: label, exact: true });
      expect(await field.isDisabled(), label).toBe(true);
      expect(await field.getAttribute("title"), label).toMatch(reason);
    }
    await picture("read-only-profile");
    await button("scheme.close").click();
    await killHard(other);
    await button("keep.openAgain").click();
    await bar().waitFor({ state: "detached" });
    expect(await button("bar.import").isDisabled()).toBe(false);
  });

  it("comes back to a backup, with what was decided since kept as a backup of its own", async () => {
    const { page } = window;
    const menu = async () => {
      await page.locator(".project-button").click();
      await page.getByRole("menuitem", { name: say("bar.backups") }).click();
      await dialogStands(window);
    };
    await menu();
    await button("keep.now").click();
    await expect.poll(() => page.locator(".backup-list li").count()).toBe(2);
    await picture("backups");
    await page
      .locator(".ant-modal-footer")
      .getByRole("button", { name: say("card.close") })
      .click();
    if ((await page.locator(".open-list").count()) === 0) await page.locator(".pick-lists .row-button").first().click();
    await button("ledger.removeList").click();
    await page
      .locator(".ant-modal-confirm")
      .getByRole("button", { name: say("common.ok") })
      .click();
    await expect.poll(() => page.locator(".pick-lists .row-button").count()).toBe(0);
    await menu();
    await page
      .locator(".backup-list li")
      .first()
      .getByRole("button", { name: say("keep.here") })
      .click();
    await page
      .locator(".ant-popover, .ant-popconfirm")
      .getByRole("button", { name: say("keep.here") })
      .last()
      .click();
    await page.locator(".notice").filter({ hasText: "已恢复" }).first().waitFor();
    await expect.poll(() => page.locator(".pick-lists .row-button").count()).toBe(1);
    await menu();
    await expect.poll(() => page.locator(".backup-list li").count()).toBe(3);
    expect(await window.text(".backup-list")).toContain(say("keep.reason.restore"));
    await page
      .locator(".ant-modal-footer")
      .getByRole("button", { name: say("card.close") })
      .click();
  });

  it("with damaged layers offers to rebuild, and names the layer to import again", async () => {
    const broken = join(room.folder, "坏了.fangan");
    cpSync(project, broken, { recursive: true });
    writeFileSync(join(broken, "layers.duckdb"), "这不是数据库".repeat(1000));
    await openFromMenu(broken);
    await button("keep.rebuild").click();
    expect(await window.text(bar())).toMatch(/须重新导入[\s\S]*buildings-1[\s\S]*有决定的房屋 8 栋/u);
    await expect.poll(() => window.page.locator(".pick-lists .row-button").count()).toBe(1);
    await picture("lost");
  });

  it("with a damaged journal greys out what decides until it is repaired, and nothing else", async () => {
    const damaged = join(room.folder, "日志坏了.fangan");
    cpSync(project, damaged, { recursive: true });
    const journal = join(damaged, "journal.jsonl");
    const lines = readFileSync(journal, "utf8").split("\n");
    writeFileSync(journal, lines.toSpliced(1, 1, (lines[1] ?? "").replace("首批", "二批")).join("\n"));
    await openFromMenu(damaged);
    const repair = window.page.locator(".work").getByRole("button", { name: say("ledger.repair"), exact: true });
    await repair.waitFor();
    await window.page.locator(".pick-lists, .open-list").first().waitFor();
    const sign = window.page.locator(".operator button");
    expect([await sign.isDisabled(), await sign.getAttribute("title")]).toEqual([
      true,
      expect.stringMatching(/修复之前/u),
    ]);
    expect(await button("bar.import").isDisabled()).toBe(false);
    await picture("damaged-journal");
    await repair.click();
    await repair.waitFor({ state: "detached" });
    await expect.poll(() => sign.isDisabled()).toBe(false);
  });

  async function picture(name: string): Promise<void> {
    const folder = process.env.FANGAN_LOOK;
    if (folder !== undefined) await window.page.screenshot({ path: join(folder, `${name}.png`) });
  }
});
