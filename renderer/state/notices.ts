import { AppError, type ErrorReport, reportError } from "../../contract/errors.js";
import type { Text } from "../../contract/text.js";
import { change, type Notice } from "./store.js";

let nextId = 1;

/** Shows a message for some seconds. */
export function notify(
  tone: Notice["tone"],
  title: Text,
  about: { readonly path?: string; readonly layers?: readonly number[]; readonly source?: number } = {},
): void {
  const { path = null, layers = [], source = null } = about;
  add({ id: nextId++, tone, title, detail: null, path, layers, source });
}

/** The one place where an error meets the user. What the user cancelled is not an error. */
export function showError(thrown: unknown): ErrorReport {
  const report = reportError(thrown);
  if (report.code !== "cancelled" && report.code !== "engine-stopped") {
    add({
      id: nextId++,
      tone: "error",
      title: report.message,
      detail: report.detail ?? null,
      path: null,
      layers: [],
      source: null,
    });
  }
  return report;
}

export function dismissNotice(id: number): void {
  change(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}

/** True for an `AppError` of this code. */
export function failedWith(thrown: unknown, code: ErrorReport["code"]): boolean {
  return thrown instanceof AppError && thrown.code === code;
}

function add(notice: Notice): void {
  change(({ notices }) => ({ notices: [...notices, notice] }));
}
