import type { Locator } from "playwright";
import type { Window } from "./window.js";
import { word } from "./words.js";

/** Chooses `paths` in the system's dialog; the import dialog is open on the first of them afterwards. */
export async function chooseFiles(window: Window, paths: readonly string[]): Promise<void> {
  await window.answerDialogs(paths);
  await window.click(
    window.page.locator(".top-bar").getByRole("button", { name: word(window.locale, "bar.import") }),
    "Import data",
  );
  await inspected(window);
}

/** The import dialog has read its file. */
export async function inspected({ page }: Window): Promise<void> {
  await page.locator('.import-body[aria-busy="false"]').waitFor();
}

/** Confirms the file that the import dialog shows. */
export async function confirmImport(window: Window): Promise<void> {
  await window.click(window.page.getByTestId("confirm-import"), "confirm");
}

/** Takes `choice` in a list field of an open dialog. */
export async function pick(window: Window, field: string, choice: string): Promise<void> {
  const { page } = window;
  const box = page.getByRole("combobox", { name: field, exact: true });
  await box.click();
  const option = page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option");
  await option.filter({ hasText: choice }).first().click();
  // The next list must not be taken for this one while it closes.
  await page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)").waitFor({ state: "detached" });
  window.acts.push(`${field} = ${choice}`);
}

/** Types a number into a field of an open dialog. */
export async function fill(window: Window, field: string, value: number): Promise<void> {
  const box = window.page.getByRole("spinbutton", { name: field, exact: true });
  await box.fill(String(value));
  await box.press("Tab");
  window.acts.push(`${field} = ${value}`);
}

/** Replaces the words of a field that takes several by these. */
export async function fillWords(window: Window, field: string, words: readonly string[]): Promise<void> {
  const box = window.page.getByRole("combobox", { name: field, exact: true });
  const select = window.page.locator(".ant-select").filter({ has: box });
  await box.click();
  for (let left = await select.locator(".ant-select-selection-item").count(); left > 0; left--)
    await box.press("Backspace");
  for (const word of words) {
    await box.pressSequentially(word);
    await box.press("Enter");
  }
  window.acts.push(`${field} = ${words.join()}`);
}

/** What a list field shows as chosen. */
export async function chosen(window: Window, field: string): Promise<string> {
  const box = window.page.getByRole("combobox", { name: field, exact: true });
  return (await window.text(window.page.locator(".ant-select").filter({ has: box }))).trim();
}

/** Imports files one after another through the dialog as the program understands them. */
export async function importAll(window: Window, paths: readonly string[]): Promise<void> {
  const { page } = window;
  const before = await page.locator(ownLayers).count();
  await chooseFiles(window, paths);
  for (const [index] of paths.entries()) {
    if (index > 0) await inspected(window);
    await confirmImport(window);
  }
  await layersShown(window, before + paths.length);
}

/** Layers in the list, without those that are about another: a quarantine, changes. */
const ownLayers = '.layer-row[data-indented="false"]';

/** Waits until the list has so many layers, not counting those that are about another. */
export async function layersShown({ page }: Window, count: number): Promise<void> {
  await page.waitForFunction(
    ({ rows, wanted }) => document.querySelectorAll(rows).length === wanted,
    { rows: ownLayers, wanted: count },
    { timeout: 60_000 },
  );
}

/** Opens the form of the main analysis. */
export async function openHotspots(window: Window): Promise<void> {
  await window.click(
    window.page.locator(".top-bar").getByRole("button", { name: word(window.locale, "bar.hotspots") }),
    "Find hot spots",
  );
  await window.page.locator(".run-dialog").waitFor();
}

/** Runs the form that is open and waits for the ranked list. */
export async function runForm(window: Window): Promise<Locator> {
  await window.click(
    window.page.locator(".run-dialog").getByRole("button", { name: word(window.locale, "run.go") }),
    "Run",
  );
  const done = word(window.locale, "run.done", { clusters: "[\\d,]+", candidates: "[\\d,]+" });
  await window.page
    .locator(".job.notice")
    .filter({ hasText: new RegExp(done, "u") })
    .waitFor({ timeout: 60_000 });
  const list = window.page.getByTestId("clusters");
  await list.waitFor();
  return list;
}

/** Closes the messages at the foot of the map. */
export async function closeNotices({ page, locale }: Window): Promise<void> {
  const close = page.locator(".job.notice").getByRole("button", { name: word(locale, "job.dismiss") });
  while ((await close.count()) > 0) await close.first().click();
}

/** Waits until the map has drawn what it shows. */
export async function mapDrawn({ page }: Window): Promise<void> {
  await page.waitForTimeout(700);
}

/** Drops files from outside on `target`, else on the middle of the window, as the system's file manager does. */
export async function dropFiles(window: Window, paths: readonly string[], target?: Locator): Promise<void> {
  const { page } = window;
  const session = await page.context().newCDPSession(page);
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  const box = await target?.boundingBox();
  const [x, y] = box == null ? [width / 2, height / 2] : [box.x + box.width / 2, box.y + 12];
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await session.send("Input.dispatchDragEvent", { type, x, y, data });
    if (type === "dragOver") await page.locator(".drop-zone").waitFor();
  }
  await session.detach();
  window.acts.push("drop");
}

/** Waits until an open dialog has grown to its size: a click on a button that still moves may miss it. */
export async function dialogStands({ page }: Window): Promise<void> {
  await page.getByRole("dialog").first().waitFor();
  await page.locator(".ant-zoom-appear, .ant-zoom-enter").first().waitFor({ state: "detached" });
}
