import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fewestBuildings, makeSample } from "../../scripts/sample/make-sample.js";
import { chooseFiles, chosen, confirmImport, inspected, layersShown, pick } from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { openWindow, type Window } from "./support/window.js";
import { word } from "./support/words.js";

const kind = word("zh", "import.kind");
const encoding = word("zh", "import.encoding");
const crs = word("zh", "import.crs");

/** Shapefiles in GBK as a census office delivers them. */
describe("the import dialog", () => {
  const city = freshFolder("sample");
  let window: Window;
  beforeAll(async () => {
    makeSample({ folder: city, buildings: fewestBuildings, seed: 7 });
    window = await openWindow({ locale: "zh" });
  });
  afterAll(() => window.close());

  /** Sites without a word on their CRS. */
  const silentFile = (): string => {
    const bare = freshFolder("bare");
    for (const part of ["shp", "shx", "dbf"]) copyFileSync(join(city, `sites.${part}`), join(bare, `sites.${part}`));
    return join(bare, "sites.shp");
  };
  const preview = () => window.text(".preview tbody");
  const caption = () => window.text(".picture figcaption");
  const typeCrs = async (code: string) => {
    const box = window.page.getByRole("combobox", { name: crs });
    await box.fill(code);
    await box.press("Enter");
  };

  it("asks for the CRS where file and project are silent, and imports nothing before", async () => {
    await chooseFiles(window, [silentFile()]);
    expect(await window.page.getByRole("combobox", { name: crs }).inputValue()).toBe("");
    expect(await window.text(".problems")).toContain(word("zh", "import.crsNeeded"));
    expect(await window.page.getByTestId("confirm-import").isDisabled()).toBe(true);
    await typeCrs("EPSG:4547");
    await inspected(window);
    await expect.poll(() => window.page.getByTestId("confirm-import").isEnabled()).toBe(true);
    await window.page.keyboard.press("Escape");
    await window.page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("shows Chinese right, and what each guess rests on", async () => {
    await chooseFiles(window, [join(city, "buildings.shp")]);
    expect(await preview()).toMatch(/\p{Script=Han}{2,}[路街大道巷]+\d+号/u);
    expect(await preview()).not.toMatch(/[À-ÿ\uFFFD]/u);
    expect(await chosen(window, kind)).toBe("房屋");
    expect(await window.text(".import-facts")).toMatch(
      new RegExp(`${fewestBuildings.toLocaleString("zh-CN")} 行 · 面`, "u"),
    );
    expect(await window.text(".import-facts")).toMatch(/DBF 语言字节 0x4d/u);
    expect(await window.page.getByRole("combobox", { name: crs }).inputValue()).toBe("EPSG:4547");
  });

  it("reads the rows again in another encoding", async () => {
    const right = await preview();
    await pick(window, encoding, "windows-1252");
    await expect.poll(preview).toMatch(/[À-ÿ]{2}/u);
    await pick(window, encoding, "GB18030");
    await expect.poll(preview).toBe(right);
  });

  it("draws the shapes where another CRS puts them", async () => {
    expect(await caption()).toMatch(/^11[34]\.\d+°E, 2\d\.\d+°N/u);
    // The next zone to the east: three degrees more.
    await typeCrs("4548");
    await expect.poll(caption).toMatch(/^11[67]\.\d+°E, 2\d\.\d+°N/u);
    await typeCrs("EPSG:4547");
    await expect.poll(caption).toMatch(/^11[34]\./u);
  });

  it("has other fields to fill for another kind", async () => {
    await pick(window, kind, "工地");
    await inspected(window);
    await expect.poll(() => window.text(".mapping")).toMatch(/深度/u);
    await pick(window, kind, "房屋");
    await inspected(window);
    await expect.poll(() => window.text(".mapping")).toMatch(/建成年份/u);
  });

  it("imports what was corrected: without a year every house is of unknown age", async () => {
    await pick(window, "建成年份", word("zh", "import.none"));
    await inspected(window);
    await confirmImport(window);
    await layersShown(window, 1);
    const [count] = await window.page.locator(".layer-row .layer-count").allInnerTexts();
    await expect
      .poll(() => window.text(".legend li:has-text('年代不明')"))
      .toMatch(new RegExp(`年代不明\\s*${count}\\s*100 %$`, "u"));
    expect(await window.page.locator(".legend li:has-text('1980–1989')").count()).toBe(0);
  });

  it("guesses the CRS of a silent file by where the project lies, and says that it is a guess", async () => {
    await chooseFiles(window, [silentFile()]);
    expect(await window.page.getByRole("combobox", { name: crs }).inputValue()).toBe("EPSG:4547");
    expect(await window.text(".correction:has-text('坐标系') .unsure")).toBe(word("zh", "import.check"));
    await confirmImport(window);
    await layersShown(window, 2);
  });

  it("makes points of a table by the columns that are chosen, and of none before", async () => {
    const table = join(freshFolder("table"), "调查点.csv");
    writeFileSync(table, "\uFEFF名称,甲,乙\n井,485000,3056000\n站,485100,3056100\n");
    await chooseFiles(window, [table]);
    expect(await window.page.getByTestId("confirm-import").isDisabled()).toBe(true);
    await pick(window, word("zh", "import.east"), "甲");
    await pick(window, word("zh", "import.north"), "乙");
    await typeCrs("EPSG:4547");
    await expect.poll(caption).toMatch(/^113\.\d+°E, 27\.\d+°N/u);
    await inspected(window);
    await confirmImport(window);
    await layersShown(window, 3);
  });

  it("says what a file is that cannot be read, and takes the next", async () => {
    await window.answerDialogs([join(city, "planted.json"), join(city, "pipes.dbf")]);
    await window.button("bar.import").click();
    const said = window.page.locator(".problem, .ant-notification-notice").first();
    expect(await window.text(said)).toMatch(/planted\.json|pipes\.dbf/u);
    await window.page.keyboard.press("Escape");
  });
});
