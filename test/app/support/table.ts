import type { Window } from "./window.js";

/** Opens the table of the first layer, or of what is selected. */
export async function openTable({ page }: Window): Promise<void> {
  await page.keyboard.press("F6");
  await tableFilled(page);
}

/** The table's rows in view are there. */
export async function tableFilled(page: Window["page"]): Promise<void> {
  await page.locator(".grid-row[data-fid]").first().waitFor();
  await page.waitForFunction(() => document.querySelectorAll(".grid-row:not([data-fid])").length === 0);
}

/** What a cell reads, by its column's title (the kind's column where a field has the same) and row in view, from 0. */
export async function tableCell({ page }: Window, title: string, row: number): Promise<string | undefined> {
  const head = page.getByRole("columnheader", { name: title, exact: true }).first();
  const place = await head.getAttribute("aria-colindex");
  return (await page.locator(`.grid-row [role=gridcell][aria-colindex="${place}"]`).allInnerTexts())[row];
}
