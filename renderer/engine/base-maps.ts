import type { BaseMapCalls, BaseMapDescription } from "../../contract/base-maps.js";
import type { DesktopMessage } from "../../contract/desktop.js";
import { AppError } from "../../contract/errors.js";
import { type Client, connect } from "../../contract/wire.js";
import { pagePort } from "./page-port.js";

/** `awaited`: its process is starting; `gone`: it could not be kept. */
let client: Client<BaseMapCalls> | "awaited" | "gone" = "awaited";
let arrivals: (() => void)[] = [];
let arrived: () => void = () => undefined;

/** Takes the ports to the process that reads base maps. Must run before the page has loaded. */
export function listenForBaseMaps(): void {
  window.addEventListener(
    "message",
    ({ source, data, ports: [port] }: MessageEvent<Partial<DesktopMessage> | null>) => {
      if (source !== window || data?.fangan !== "base-map-port") return;
      if (typeof client === "object") client.close();
      client = port === undefined ? "gone" : connect<BaseMapCalls>(pagePort(port));
      const waiting = arrivals;
      arrivals = [];
      for (const arrive of waiting) arrive();
      arrived();
    },
  );
}

/** `again` is called with every port: what was asked over an older one has to be asked anew. */
export function watchBaseMaps(again: () => void): void {
  arrived = again;
}

export async function describeBaseMap(id: number): Promise<BaseMapDescription> {
  return await (await connected()).ask("base.describe", { id });
}

export async function baseMapTile(
  place: { readonly id: number; readonly z: number; readonly x: number; readonly y: number },
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  return await (await connected()).ask("base.tile", { ...place }, { signal });
}

async function connected(): Promise<Client<BaseMapCalls>> {
  while (client === "awaited") await new Promise<void>((resolve) => arrivals.push(resolve));
  if (client !== "gone") return client;
  throw new AppError("server-failed", {
    zh: "读取底图的进程多次意外停止，底图已不再显示；其他功能不受影响。请移除最近添加的底图，再重启程序。",
    en: "The process that reads base maps stopped several times, so they are not shown; nothing else is touched. Remove the base map added last and start the program again.",
  });
}
