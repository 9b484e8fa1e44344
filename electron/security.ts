import { app, type Session, type WebContents } from "electron";
import { isOwnUrl, pageUrl } from "./page-address.js";

/** Copying to the clipboard after a click is all that the page may ask of the system; reading it is refused. */
const allowedPermissions: readonly string[] = ["clipboard-sanitized-write"];

/** Nothing leaves the machine, nothing is downloaded, no device or permission is given. */
export function secureSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(allowedPermissions.includes(permission)),
  );
  session.setPermissionCheckHandler((_contents, permission) => allowedPermissions.includes(permission));
  session.setDevicePermissionHandler(() => false);
  session.on("will-download", (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isAllowedRequest(url) }));
  session.setSpellCheckerEnabled(false);
  void session.setProxy({ mode: "direct" });
}

/** Images made in the page are `blob:` and `data:`; the policy of the page says where they may be used. */
function isAllowedRequest(url: string): boolean {
  return isOwnUrl(url) || url.startsWith("blob:app://fangan/") || url.startsWith("data:image/");
}

/** Every page, whoever opened it, stays where it is and opens nothing. */
export function secureContents(): void {
  app.on("web-contents-created", (_event, contents) => {
    contents.on("will-attach-webview", (event) => event.preventDefault());
    contents.on("will-navigate", (event) => refuse(event, event.url));
    contents.on("will-frame-navigate", (event) => refuse(event, event.url));
    contents.on("will-redirect", (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
    contents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");
    returnHome(contents);
  });
}

/** The page may be loaded again, as a reload is; nothing else. */
function refuse(event: { preventDefault(): void }, url: string): void {
  if (url !== pageUrl) event.preventDefault();
}

/** `about:blank` does not ask before it replaces the page; it is left at once. */
function returnHome(contents: WebContents): void {
  contents.on("did-navigate", (_event, url) => {
    if (!isOwnUrl(url)) void contents.loadURL(pageUrl);
  });
}
