import { describe, expect, it } from "vitest";
import { menuBar } from "../../contract/menu.js";
import { readCatalog } from "../../data/catalog.js";
import { findCommands } from "../../renderer/commands/find-commands.js";
import { allCommands } from "../../renderer/commands/index.js";
import { isPressed, type KeyPress } from "../../renderer/commands/keys.js";
import { menuOf } from "../../renderer/commands/menu.js";
import { pinyinOf } from "../../renderer/commands/pinyin.js";
import { useStore } from "../../renderer/state/store.js";

/** The tests run without a window; the menus ask what has the focus. */
Object.assign(globalThis, { document: { activeElement: null }, HTMLElement: class {} });

const state = { ...useStore.getState(), catalog: readCatalog() };
const commands = allCommands(state);
const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: /^[a-z]$/iu.test(key) ? `Key${key.toUpperCase()}` : "",
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

describe("the commands", () => {
  it("each have an id and keys of their own", () => {
    const ids = commands.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const keys = commands.flatMap((command) => command.keys ?? []);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it("leave the map its keys", () => {
    const taken = ["+", "=", "-", "_", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"];
    expect(commands.flatMap(({ keys = [] }) => keys).filter((key) => taken.includes(key))).toEqual([]);
  });

  it("have a pinyin for every character of their titles", () => {
    const unknown = commands.flatMap(({ title }) =>
      [...pinyinOf(title.zh)].filter((sign) => /\p{Script=Han}/u.test(sign)),
    );
    expect(unknown).toEqual([]);
  });

  it("make a menu bar that the main process takes", () => {
    for (const locale of ["zh", "en"] as const) {
      expect(menuBar.safeParse(menuOf({ ...state, locale })).success).toBe(true);
    }
  });

  it("are found by Chinese, pinyin, its initials and English, the best first", () => {
    const ids = (text: string) => findCommands(commands, text).map(({ id }) => id);
    expect(ids("查找热点")[0]).toBe("analysis.hotspots");
    expect(ids("czrd")[0]).toBe("analysis.hotspots");
    expect(ids("chazhaoredian")[0]).toBe("analysis.hotspots");
    expect(ids("find hot")[0]).toBe("analysis.hotspots");
    expect(ids("daochu")).toContain("output.export");
    expect(ids("")).toEqual(commands.map(({ id }) => id));
    expect(ids("xyzzy")).toEqual([]);
  });
});

describe("a key", () => {
  it("with Ctrl is no other key with Ctrl", () => {
    expect(isPressed("Ctrl+Z", press("z", { ctrlKey: true }))).toBe(true);
    expect(isPressed("Ctrl+Z", press("Z", { ctrlKey: true, shiftKey: true }))).toBe(false);
    expect(isPressed("Ctrl+Shift+Z", press("Z", { ctrlKey: true, shiftKey: true }))).toBe(true);
    expect(isPressed("Ctrl+Z", press("z"))).toBe(false);
  });

  it("is the same under a Chinese input method, and a sign whatever Shift takes", () => {
    expect(isPressed("N", press("Process", { code: "KeyN" }))).toBe(true);
    expect(isPressed("?", press("?", { shiftKey: true }))).toBe(true);
    expect(isPressed("?", press("/"))).toBe(false);
    expect(isPressed("F6", press("F6"))).toBe(true);
  });
});
