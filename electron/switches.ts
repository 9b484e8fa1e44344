import { app } from "electron";
import type { Locale } from "../contract/text.js";

/** Features of Chromium that look for servers, or that only a browser needs. */
const unwantedFeatures = [
  "AutofillServerCommunication",
  "CertificateTransparencyComponentUpdater",
  "DialMediaRouteProvider",
  "MediaRouter",
  "OptimizationHints",
  "SpareRendererForSitePerProcess",
  "Translate",
  "WebRtcHideLocalIpsWithMdns",
];

/**
 * Closes Chromium's own roads to the network and switches the sandbox on for every page. Must run before the app is
 * ready. Without the resolver rule the spelling dictionary is looked up at each start, whatever the session says.
 */
export function setSwitches(locale: Locale): void {
  const { commandLine } = app;
  commandLine.appendSwitch("host-resolver-rules", "MAP * ~NOTFOUND");
  commandLine.appendSwitch("no-proxy-server");
  commandLine.appendSwitch("disable-background-networking");
  commandLine.appendSwitch("disable-component-update");
  commandLine.appendSwitch("disable-domain-reliability");
  commandLine.appendSwitch("disable-sync");
  commandLine.appendSwitch("disable-breakpad");
  commandLine.appendSwitch("no-pings");
  commandLine.appendSwitch("force-webrtc-ip-handling-policy", "disable_non_proxied_udp");
  commandLine.appendSwitch("disable-features", unwantedFeatures.join(","));
  // Remote desktops and virtual machines have no graphics card; only our own scripts ever reach the software one.
  commandLine.appendSwitch("enable-unsafe-swiftshader");
  commandLine.appendSwitch("lang", locale === "zh" ? "zh-CN" : "en-US");
  // As root Chromium only runs with --no-sandbox, and then enableSandbox() ends the program.
  if (process.getuid?.() !== 0) app.enableSandbox();
}

/** True while the tests drive an unpackaged program; nothing that is shipped can be put into this state. */
export function isTestRun(): boolean {
  return !app.isPackaged && process.env.FANGAN_TEST === "1";
}

/** A debugging port hands the page, and with it the user's files, to any program on the machine. */
export function debuggerAsked(): boolean {
  return ["remote-debugging-port", "remote-debugging-pipe", "inspect", "inspect-brk"].some((name) =>
    app.commandLine.hasSwitch(name),
  );
}

/** For who works on the program: `FANGAN_DEVTOOLS=1`, unpackaged only. */
export function devToolsAllowed(): boolean {
  return !app.isPackaged && process.env.FANGAN_DEVTOOLS === "1";
}
