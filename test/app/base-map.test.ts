import { rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { solidPng } from "../support/solid-png.js";
import { writeMbtiles } from "../support/write-mbtiles.js";
import { writePmtiles } from "../support/write-pmtiles.js";
import { dropFiles } from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { chooseInMenu } from "./support/menu.js";
import { processesNamed, processNamed } from "./support/processes.js";
import { openWindow, type Window } from "./support/window.js";
import { word } from "./support/words.js";

type Colour = readonly [number, number, number];

const green: Colour = [40, 160, 60];
const blue: Colour = [40, 60, 180];
const red: Colour = [190, 40, 40];
const ground: Colour = [241, 243, 241];

/** The whole world at zoom 0; deeper the map draws it larger. */
const world = (colour: Colour) => [{ z: 0, x: 0, y: 0, bytes: solidPng(256, colour) }];

describe("base maps", () => {
  const folder = join(freshFolder("底图 数据"));
  const pmtiles = join(folder, "市区 影像.pmtiles");
  const mbtiles = join(folder, "旧城 地形.mbtiles");
  const userData = freshFolder("user");
  const asked: string[] = [];
  let server: Server;
  let address = "";
  let window: Window;
  beforeAll(async () => {
    writePmtiles(pmtiles, world(green), { metadata: { attribution: "某市测绘院" } });
    writeMbtiles(mbtiles, world(blue));
    server = createServer(({ url }, response) => {
      asked.push(url ?? "");
      response.setHeader("Content-Type", "image/png").end(solidPng(256, red));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/地图/{z}/{x}/{-y}.png`;
    window = await openWindow({ locale: "zh", userData });
  });
  afterAll(async () => {
    await window.close();
    server.closeAllConnections();
    server.close();
  });

  /** What the map shows at its upper left, beside everything that lies over it. */
  const colour = async (): Promise<Colour> => {
    const box = await window.page.getByTestId("map").boundingBox();
    if (box === null) throw new Error("there is no map");
    const [blueByte = 0, greenByte = 0, redByte = 0] = await window.app.evaluate(
      async ({ BrowserWindow }, at) => {
        const picture = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage({ ...at, width: 2, height: 2 });
        return [...(picture?.toBitmap().subarray(0, 4) ?? [])];
      },
      { x: Math.round(box.x + 24), y: Math.round(box.y + 120) },
    );
    return [redByte, greenByte, blueByte];
  };
  const shows = (wanted: Colour) =>
    expect
      .poll(async () => (await colour()).every((value, index) => Math.abs(value - (wanted[index] ?? 0)) < 12))
      .toBe(true);
  const readers = () => processesNamed(window, "Fangan base maps");
  const errors = () => window.page.locator(".ant-notification-notice");
  const told = (text: RegExp) => errors().filter({ hasText: text }).waitFor();
  const names = () => window.page.locator(".base-row .layer-name").allInnerTexts();
  const add = async (entry: string) => {
    await window.page.getByRole("button", { name: word("zh", "base.add") }).click();
    const menu = window.page.locator(".ant-dropdown:not(.ant-dropdown-hidden)");
    await window.click(menu.getByRole("menuitem", { name: entry }), entry);
    await menu.waitFor({ state: "detached" });
  };
  const eye = (name: string, shown: boolean) =>
    window.click(window.button(shown ? "layers.show" : "layers.hide", { name }), `eye of ${name}`);

  it("are none at first: no process reads any, and nothing was asked for", async () => {
    await shows(ground);
    expect(await names()).toEqual([]);
    expect(await readers()).toEqual([]);
    expect(asked).toEqual([]);
  });

  it("a PMTiles file chosen in the system's dialog lies on the map, with whose it is", async () => {
    await window.answerDialogs([pmtiles]);
    await add(word("zh", "base.addFile"));
    await shows(green);
    expect(await names()).toEqual(["市区 影像"]);
    expect(await window.text(".base-attribution")).toBe("底图：某市测绘院");
  });

  it("an MBTiles file dropped on the window lies above it, and can be switched off", async () => {
    await dropFiles(window, [mbtiles]);
    await shows(blue);
    expect(await names()).toEqual(["旧城 地形", "市区 影像"]);
    await eye("旧城 地形", false);
    await shows(green);
  });

  it("a server is asked after the user agreed in the system's own box, and not otherwise", async () => {
    const answer = (response: number) =>
      window.app.evaluate(({ dialog }, given) => {
        dialog.showMessageBox = async (...args: unknown[]) => {
          Object.assign(globalThis, { asked: (args.at(-1) as { message: string }).message });
          return { response: given, checkboxChecked: false };
        };
      }, response);
    await add(word("zh", "base.addServer"));
    const dialog = window.page.getByRole("dialog");
    const field = dialog.getByRole("textbox", { name: word("zh", "base.address") });
    const go = dialog.getByRole("button", { name: word("zh", "base.addThis"), exact: true });
    await field.fill(address.replace("http://", "http://me:secret@"));
    await go.click();
    await dialog.getByText("不能有用户名和密码").waitFor();
    await field.fill(address);
    await dialog.getByRole("textbox", { name: word("zh", "base.name") }).fill("内网影像");
    await answer(1);
    await go.click();
    await expect
      .poll(() => window.app.evaluate(() => (globalThis as { asked?: string }).asked))
      .toContain("127.0.0.1:");
    expect(asked).toEqual([]);
    await answer(0);
    await go.click();
    await dialog.waitFor({ state: "detached" });
    await shows(red);
    const byPage = (url: string) =>
      window.page.evaluate(
        (wanted) =>
          fetch(wanted, { mode: "no-cors" }).then(
            () => "reached",
            () => "failed",
          ),
        url,
      );
    expect(await byPage(address.replace("{z}/{x}/{-y}", "page"))).toBe("failed");
    expect(asked.every((url) => /^\/%E5%9C%B0%E5%9B%BE\/\d+\/\d+\/\d+\.png$/u.test(url))).toBe(true);
    expect(await window.text(".status-bar")).toContain(word("zh", "base.online"));
  });

  it("are there again after a restart, as they were left", async () => {
    await window.close();
    window = await openWindow({ locale: "zh", userData });
    await shows(red);
    expect(await names()).toEqual(["内网影像", "旧城 地形", "市区 影像"]);
    await eye("内网影像", false);
    await shows(green);
    expect(await window.text(".status-bar")).toContain(word("zh", "app.offline"));
  });

  it("come back by themselves when the process that reads them dies", async () => {
    const before = await processNamed(window, "Fangan base maps");
    process.kill(before, "SIGKILL");
    await expect.poll(async () => (await readers()).some((pid) => pid !== before)).toBe(true);
    await window.page.mouse.wheel(0, -200);
    await shows(green);
    expect(await errors().count()).toBe(0);
  });

  it("take from the page neither files of other kinds, nor other protocols, nor another source for one that is there", async () => {
    const refused = await window.page.evaluate(async () => {
      const { desktop } = globalThis.window as unknown as {
        desktop: Record<"addBaseMap" | "arrangeBaseMaps", (wanted: unknown) => Promise<unknown>>;
      };
      const server = (address: string) => ({ type: "server", address, minimumZoom: 0, maximumZoom: 18 });
      const look = { id: 1, name: "a", shown: true, opacity: 1 };
      const asked = [
        ...[
          { type: "file", path: "/etc/passwd" },
          server("file:///etc/{z}/{x}/{y}"),
          server("http://a/{z}/{x}/{y}#"),
        ].map((source) => desktop.addBaseMap({ source, name: "", attribution: "" })),
        desktop.arrangeBaseMaps([{ ...look, source: server("http://127.0.0.1:9/{z}/{x}/{y}") }]),
        desktop.arrangeBaseMaps([{ ...look, opacity: 7 }]),
        desktop.arrangeBaseMaps("all"),
      ];
      const answers = await Promise.allSettled(asked);
      return answers.map((answer) => (answer.status === "rejected" ? String(answer.reason) : "answered"));
    });
    expect(refused.filter((answer) => !answer.includes("refused: desktop:"))).toEqual([]);
    expect(await names()).toEqual(["内网影像", "旧城 地形", "市区 影像"]);
  });

  it("whose server is silent or whose file is gone are told in one sentence each, and the map goes on", async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await eye("内网影像", true);
    await told(/底图服务器 127\.0\.0\.1:\d+ 没有应答/u);
    await window.page.mouse.wheel(0, 300);
    rmSync(mbtiles);
    await eye("旧城 地形", true);
    await told(/找不到底图文件 .*旧城 地形\.mbtiles/u);
    await shows(green);
    expect(await errors().count()).toBe(2);
    expect(await window.page.locator(".base-row .base-fault").count()).toBe(2);
    for (const close of await window.page.locator(".ant-notification-notice-close").all()) await close.click();
    await errors().first().waitFor({ state: "detached" });
  });

  it("can be removed; with the last one off nothing reads them any more", async () => {
    for (const name of ["内网影像", "旧城 地形"]) {
      await window.click(window.button("layers.menu", { name }), `card of ${name}`);
      await window.click(
        window.page.locator(".base-card").getByRole("button", { name: word("zh", "base.remove") }),
        "remove",
      );
      await window.page.locator(".base-row", { hasText: name }).waitFor({ state: "detached" });
    }
    await eye("市区 影像", false);
    await shows(ground);
    await expect.poll(readers).toEqual([]);
    expect(await names()).toEqual(["市区 影像"]);
  });

  it("can be added by the menu bar", async () => {
    await window.answerDialogs([join(folder, "不在.pmtiles")]);
    await chooseInMenu(window, "layer.base-file");
    await told(/找不到底图文件 .*不在\.pmtiles/u);
    expect(await names()).toEqual(["市区 影像"]);
  });
});
