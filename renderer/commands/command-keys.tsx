import { useEffect } from "react";
import type { DesktopMessage } from "../../contract/desktop.js";
import { clearChosen } from "../state/chosen.js";
import { closeMapMenu } from "../state/map-menu.js";
import { select } from "../state/selection.js";
import { change, current, type State, useStore } from "../state/store.js";
import type { Command } from "./command.js";
import { allCommands, commandOf } from "./index.js";
import { isPressed, isSingle, type KeyPress } from "./keys.js";
import { menuOf } from "./menu.js";
import { isTyping } from "./typing.js";

/** Hears the keys of all commands and what is chosen in the menu bar, and keeps the menu bar up to date. */
export function CommandKeys() {
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    window.addEventListener("message", onMessage);
    return () => {
      window.removeEventListener("keydown", onKey);
      window.removeEventListener("message", onMessage);
    };
  }, []);
  useEffect(keepMenu, []);
  return null;
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.repeat || event.isComposing) return;
  const act = actFor(event, isTyping(event.target));
  if (act === null) return;
  event.preventDefault();
  act();
}

function actFor(press: KeyPress, typing: boolean): (() => void) | null {
  const state = current();
  if (press.key === "Escape") return typing ? null : leave(state);
  const command = commandFor(state, press, typing);
  return command === null || command.enabled === false ? null : command.run;
}

/** The command that a key means as things stand; null where it means none, or belongs to a text field or an open dialog. */
function commandFor(state: State, press: KeyPress, typing: boolean): Command | null {
  const open = state.dialog.type !== "none" || state.mapMenu !== null;
  const found = allCommands(state).find(({ keys = [], always }) =>
    keys.some((key) => {
      if (!isPressed(key, press) || (open && always !== true)) return false;
      return isSingle(key) ? !typing && state.preferences.singleKeys : true;
    }),
  );
  return found ?? null;
}

/** What Escape leaves: the map's menu, a wide view, the tool in hand, what is selected together, the card, then the table. A dialog closes itself. */
function leave({ dialog, mapMenu, selection, table, wide, tool, chosen }: State): (() => void) | null {
  if (dialog.type !== "none") return null;
  if (mapMenu !== null) return () => closeMapMenu(true);
  if (wide !== null) return () => change({ wide: null });
  if (tool !== "click") return () => change({ tool: "click" });
  if (chosen !== null) return () => void clearChosen();
  if (selection !== null) return () => void select(null);
  return table === null ? null : () => change({ table: null });
}

function onMessage({ source, data }: MessageEvent<unknown>): void {
  if (source !== window || !isChoice(data)) return;
  const state = current();
  const command = commandOf(state, data.command);
  const free = state.dialog.type === "none" || command?.always === true;
  if (command !== null && command.enabled !== false && free) command.run();
}

function isChoice(data: unknown): data is DesktopMessage & { fangan: "menu-chosen" } {
  return typeof data === "object" && data !== null && "fangan" in data && data.fangan === "menu-chosen";
}

/** Sends the menu bar whenever it reads otherwise than it did, at most once a frame. */
function keepMenu(): () => void {
  let shown = "";
  let frame = 0;
  const send = () => {
    frame = 0;
    const menu = menuOf(current());
    const text = JSON.stringify(menu);
    if (text === shown) return;
    shown = text;
    void window.desktop.setMenu(menu);
  };
  const later = () => {
    if (frame === 0) frame = window.requestAnimationFrame(send);
  };
  const stopWatching = useStore.subscribe((state, before) => {
    // The pointer and a job's progress move often and are in no menu.
    const { cursor, zoom, scale, journey, jobs } = state;
    const same = { ...before, cursor, zoom, scale, journey, ...(jobs.length === before.jobs.length ? { jobs } : {}) };
    const keys = Object.keys(state) as (keyof State)[];
    if (keys.some((key) => state[key] !== same[key])) later();
  });
  document.addEventListener("focusin", later);
  document.addEventListener("focusout", later);
  send();
  return () => {
    stopWatching();
    window.cancelAnimationFrame(frame);
    document.removeEventListener("focusin", later);
    document.removeEventListener("focusout", later);
  };
}
