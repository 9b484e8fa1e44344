import type { Text } from "./text.js";

/**
 * What a user can act on. Anything that is not one of these is a fault of ours (`internal`).
 * `usage`: the command or form was filled in wrongly (exit 2). `input-*`: a file that cannot be used (exit 3).
 */
export const errorCodes = [
  "usage",
  "input-missing",
  "input-format",
  "input-damaged",
  "input-encoding",
  "input-crs",
  "input-geometry",
  "input-columns",
  "input-too-large",
  "input-disjoint",
  "server-failed",
  "output-exists",
  "output-unwritable",
  "project-missing",
  "project-damaged",
  "project-in-use",
  "project-newer",
  "journal-damaged",
  "operator-missing",
  "layer-missing",
  "disk-full",
  "runtime-missing",
  "cancelled",
  "engine-stopped",
  "refused",
  "internal",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** The error that crosses processes: plain data, fit to be shown. `detail` is for "copy details" only. */
export interface ErrorReport {
  readonly code: ErrorCode;
  readonly message: Text;
  readonly detail?: string;
}

/** An error whose message says what, where, why and what to do, in the user's language. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly text: Text;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, text: Text, detail?: string) {
    super(text.en);
    this.name = "AppError";
    this.code = code;
    this.text = text;
    this.detail = detail;
  }
}

export function cancelled(): AppError {
  return new AppError("cancelled", { zh: "已取消。", en: "Cancelled." });
}

/** Turns whatever was thrown into what may be shown; called once, where a process answers. */
export function reportError(thrown: unknown): ErrorReport {
  if (thrown instanceof AppError) {
    return {
      code: thrown.code,
      message: thrown.text,
      ...(thrown.detail === undefined ? {} : { detail: thrown.detail }),
    };
  }
  if (thrown instanceof Error && thrown.name === "AbortError") return reportError(cancelled());
  const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return {
    code: "internal",
    message: {
      zh: "程序内部出错，数据未受影响。请重试；若再次出现，请复制详情交给维护人员。",
      en: "Something failed inside the program; your data is untouched. Try again; if it returns, copy the details for support.",
    },
    detail,
  };
}

/** The reverse of `reportError`, on the asking side. */
export function raiseReport(report: ErrorReport): AppError {
  return new AppError(report.code, report.message, report.detail);
}
