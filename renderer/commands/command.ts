import type { menuRoles } from "../../contract/menu.js";
import type { Text } from "../../contract/text.js";
import type { State } from "../state/store.js";

/** What can be done in the window. Menu bar, tooltips, the sheet of keys and the palette are made from these. */
export interface Command {
  /** `GROUP.NAME`. */
  readonly id: string;
  readonly title: Text;
  /** As `Ctrl+Shift+S`, `F6`, `V`; the first is the one that is shown. A single character acts only while nobody types. */
  readonly keys?: readonly string[];
  /** Another sign of the same act, for whoever looks for it in the palette. */
  readonly otherWords?: string;
  /** Works while a dialog is open or someone types, too. */
  readonly always?: boolean;
  readonly enabled?: boolean;
  /** Of a command that switches something on and off. */
  readonly checked?: boolean;
  readonly run: () => void;
}

/** What the system does itself in the field that has the focus. */
interface Role {
  readonly role: (typeof menuRoles)[number];
  readonly title: Text;
}

export type Entry = Command | Role | "rule";

/** One menu of the bar: its entries as things stand. A pure function of the state, so that menus never lie. */
export interface CommandGroup {
  readonly title: Text;
  readonly entries: (state: State) => readonly Entry[];
}

export function isCommand(entry: Entry): entry is Command {
  return entry !== "rule" && "run" in entry;
}
