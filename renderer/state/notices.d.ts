import { type ErrorReport } from "../../contract/errors.js";
import type { Text } from "../../contract/text.js";
import { type Notice } from "./store.js";
/** Shows a message for some seconds. */
export declare function notify(tone: Notice["tone"], title: Text, path?: string | null): void;
/** The one place where an error meets the user. What the user cancelled is not an error. */
export declare function showError(thrown: unknown): ErrorReport;
export declare function dismissNotice(id: number): void;
/** True for an `AppError` of this code. */
export declare function failedWith(thrown: unknown, code: ErrorReport["code"]): boolean;
