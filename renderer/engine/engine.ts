import type { Api, CallInput, CallOutput } from "../../contract/api.js";
import type { DesktopMessage } from "../../contract/desktop.js";
import type { Text } from "../../contract/text.js";
import { type AskOptions, type Client, connect } from "../../contract/wire.js";
import { markStart } from "../start-marks.js";
import { pagePort } from "./page-port.js";

/** What the connection tells the rest of the page. */
export interface EngineEvents {
  /** A port arrived; `first` is false when the engine was started again. */
  connected(first: boolean): void;
  stopped(reason: Text): void;
}

/** A stopped engine whose successor does not show within this time is started by us. */
const patience = 3000;

let client: Client<Api> | null = null;
let generation = -1;
let events: EngineEvents | null = null;
let arrivals: (() => void)[] = [];

/** Takes the ports that the preload posts. Must run before the page has loaded, so that the first one is not missed. */
export function listenForEngine(): void {
  window.addEventListener("message", (event) => {
    if (event.source !== window || !isDesktopMessage(event.data)) return;
    if (event.data.fangan === "engine-port") takePort(event.data.generation, event.ports[0]);
    else if (event.data.fangan === "engine-stopped") stop(event.data.generation, event.data.reason);
  });
}

export function watchEngine(watcher: EngineEvents): void {
  events = watcher;
  if (client !== null) watcher.connected(true);
}

/** Asks the engine, waiting for its port where it is not there yet. */
export async function ask<Name extends keyof Api & string>(
  name: Name,
  input: CallInput<Name>,
  options?: AskOptions,
): Promise<CallOutput<Name>> {
  while (client === null) await new Promise<void>((resolve) => arrivals.push(resolve));
  return (await client.ask(name, input as never, options)) as CallOutput<Name>;
}

/** Rises with every engine: what was asked of an older one has to be asked again. */
export function engineGeneration(): number {
  return generation;
}

function takePort(next: number, port: MessagePort | undefined): void {
  if (port === undefined) return;
  const first = client === null && generation === -1;
  client?.close();
  generation = next;
  client = connect<Api>(pagePort(port));
  markStart("engine");
  const waiting = arrivals;
  arrivals = [];
  for (const arrive of waiting) arrive();
  events?.connected(first);
}

function stop(stopped: number, reason: Text): void {
  if (stopped < generation) return;
  client?.close();
  client = null;
  events?.stopped(reason);
  window.setTimeout(() => {
    if (client === null) void window.desktop.restartEngine();
  }, patience);
}

function isDesktopMessage(data: unknown): data is DesktopMessage {
  return typeof data === "object" && data !== null && "fangan" in data;
}
