import type { RowChoice } from "../../contract/ledger-calls.js";
import { ask } from "../engine/engine.js";
import { bothNumbered } from "../text/format.js";
import { say } from "../text/say.js";
import { decide } from "./ledger.js";
import { notify, showError } from "./notices.js";
import { change, current } from "./store.js";

/** Dialogs of the work with many cases, with tables from outside, and with a house's course. */
export type WorkDialog =
  /** A form that an agency sent back. */
  | { readonly type: "return"; readonly path: string; readonly list: number | null }
  /** A ledger kept before. */
  | { readonly type: "ledger-import"; readonly path: string }
  | { readonly type: "distribute"; readonly cases: readonly number[] }
  | { readonly type: "edit-cases"; readonly cases: readonly number[] }
  | { readonly type: "rename-list"; readonly list: number; readonly name: string }
  | { readonly type: "combine-list"; readonly list: number }
  | { readonly type: "photo"; readonly building: number; readonly sha256: string }
  | { readonly type: "rules" }
  | { readonly type: "judge"; readonly rows: RowChoice }
  | { readonly type: "recheck"; readonly rows: RowChoice }
  | { readonly type: "open-case"; readonly rows: RowChoice };

/** What lies over the map, as wide as it: many cases at once, or one house's course. */
export type WideView =
  | { readonly view: "board" | "table" | "districts" }
  | { readonly view: "timeline"; readonly layer: number; readonly fid: number };

/** What offices keep with a house; anything else can be dropped on its file. */
const documents = ["jpg", "jpeg", "png", "pdf", "doc", "docx", "xls", "xlsx", "txt", "zip", "dwg", "heic", "mp4"];

/** Asks for a table from outside and opens what looks at it. */
export async function chooseTable(type: "return" | "ledger-import", list: number | null = null): Promise<void> {
  const title = say(current().locale, type === "return" ? "cases.return" : "cases.import");
  const [path] = await window.desktop.chooseFiles({
    title,
    extensions: ["xlsx", "xlsm", "csv", "txt"],
    several: false,
  });
  if (path === undefined) return;
  change({ dialog: type === "return" ? { type, path, list } : { type, path } });
}

/** Asks where to, then writes a list's form for an agency. */
export async function sendList(list: number, name: string): Promise<void> {
  const suggested = `${name.replaceAll(/[\\/:*?"<>|]/gu, "_")}.xlsx`;
  const title = say(current().locale, "cases.send");
  const path = await window.desktop.chooseSavePath({ title, suggested, extension: "xlsx" });
  if (path === null) return;
  try {
    const { rows } = await ask("list.send", { list, path, replace: true });
    notify("good", bothNumbered("cases.sent", { rows }), { path });
  } catch (thrown) {
    showError(thrown);
  }
}

/** Keeps documents with a house. */
export async function attachFiles(rows: RowChoice, given?: readonly string[]): Promise<void> {
  const title = say(current().locale, "cases.attach");
  const paths = given ?? (await window.desktop.chooseFiles({ title, extensions: [...documents], several: true }));
  for (const path of paths) if ((await decide(() => ask("building.attach", { rows, path }))) === null) return;
}

/** Shows a kept document in the system's file manager. */
export async function showFile(building: number, sha256: string): Promise<void> {
  try {
    const { path } = await ask("building.file", { building, sha256 });
    await window.desktop.showInFolder(path);
  } catch (thrown) {
    showError(thrown);
  }
}
