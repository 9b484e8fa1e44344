import { useEffect } from "react";
import { cancelNewestJob } from "../state/jobs.js";
import { step } from "../state/ledger.js";
import { chooseProject } from "../state/project-files.js";
import { select } from "../state/selection.js";
import { change, current } from "../state/store.js";
import { toggleTable } from "./top-bar.js";

/** Keys of the whole window. Nothing here is a single letter, so nothing gets in the way of typing. */
export function Shortcuts() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat) return;
      const act = actionFor(event);
      if (act === null) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return null;
}

function actionFor(event: KeyboardEvent): (() => void) | null {
  const { dialog, selection, table, project } = current();
  const control = event.ctrlKey || event.metaKey;
  if (control && event.key === ".") return cancelNewestJob;
  if (dialog.type !== "none") return null;
  if (control && event.key.toLowerCase() === "z" && !isTyping(event.target)) {
    return () => void step(event.shiftKey ? "redo" : "undo");
  }
  if (control && event.key.toLowerCase() === "o") return () => void chooseProject();
  if (event.key === "F6" && project !== null) return toggleTable;
  if (event.key !== "Escape" || isTyping(event.target)) return null;
  if (selection !== null) return () => void select(null);
  return table === null ? null : () => change({ table: null });
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/u.test(target.tagName))
  );
}
