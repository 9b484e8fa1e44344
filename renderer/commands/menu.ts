import type { MenuBar, MenuItem } from "../../contract/menu.js";
import type { Locale } from "../../contract/text.js";
import type { State } from "../state/store.js";
import { type Entry, isCommand } from "./command.js";
import { commandGroups } from "./index.js";
import { acceleratorOf } from "./keys.js";

/** The menu bar in the window's language as things stand. While a dialog is open only what works over it is enabled. */
export function menuOf(state: State): MenuBar {
  const open = state.dialog.type !== "none";
  return commandGroups.map(({ title, entries }) => ({
    label: title[state.locale],
    items: entries(state).map((entry) => itemOf(entry, state.locale, open)),
  }));
}

function itemOf(entry: Entry, locale: Locale, open: boolean): MenuItem {
  if (entry === "rule") return { rule: true };
  if (!isCommand(entry)) return { role: entry.role, label: entry.title[locale] };
  const accelerator = acceleratorOf(entry);
  return {
    command: entry.id,
    // Titles of layers and decisions come from users and may be long.
    label: entry.title[locale].slice(0, 80),
    enabled: entry.enabled !== false && (!open || entry.always === true),
    ...(accelerator === undefined ? {} : { accelerator }),
    ...(entry.checked === undefined ? {} : { checked: entry.checked }),
  };
}
