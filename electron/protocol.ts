import { protocol, type Session } from "electron";
import { pageScheme } from "./page-address.js";
import { answerPageRequest } from "./page-files.js";

/** Must run before the app is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Answers `app://fangan/…` with the files of `folder` and with nothing else. */
export function servePage(session: Session, folder: string): void {
  session.protocol.handle(pageScheme, (request) => answerPageRequest(folder, request));
}
