import type { Command } from "./command.js";

/** What the keyboard says, in the shape that `KeyboardEvent` has it. */
export type KeyPress = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

/**
 * Whether `key`, as a command names it, is pressed. A sign such as `?` or `[` is what the keyboard writes, whatever Shift takes
 * for it; a letter or digit is the key itself, so that it works under a Chinese input method and Caps Lock.
 */
export function isPressed(key: string, press: KeyPress): boolean {
  const parts = key.split("+");
  const name = parts.at(-1) ?? "";
  const wants = (part: string) => parts.slice(0, -1).includes(part);
  if (wants("Ctrl") !== (press.ctrlKey || press.metaKey) || wants("Alt") !== press.altKey) return false;
  if (/^[A-Z0-9]$/u.test(name)) {
    const isKey = press.code === `Key${name}` || press.code === `Digit${name}` || press.key.toUpperCase() === name;
    return isKey && wants("Shift") === press.shiftKey;
  }
  if (name.length === 1) return press.key === name;
  return press.key === name && wants("Shift") === press.shiftKey;
}

/** Works without Ctrl or Alt and is not a key with a name: it is text where somebody types. */
export function isSingle(key: string): boolean {
  return key.length === 1;
}

/** The shortcut as Electron writes it. */
export function acceleratorOf({ keys }: Command): string | undefined {
  const [key] = keys ?? [];
  return key?.replace("Ctrl", "CmdOrCtrl");
}

/** The shortcut as people read it: on a Mac with its own sign for Ctrl. */
export function shownKey(key: string): string {
  return /Mac/u.test(navigator.platform) ? key.replace("Ctrl+", "⌘").replace("Shift+", "⇧").replace("Alt+", "⌥") : key;
}
