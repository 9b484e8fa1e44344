import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from "electron";
import { z } from "zod";
import type { BaseMap } from "../contract/base-maps.js";
import { desktopChannels } from "../contract/desktop.js";
import { childEnvironment } from "./child-environment.js";
import { programFiles } from "./program.js";
import { RestartLimit } from "./restart-limit.js";

const taken = z.object({ type: z.literal("base-maps-taken"), turn: z.int() });

/** Keeps the process that reads base maps while one is on, and connects the page to it. */
export interface BaseMapKeeper {
  /** Gives the page a channel, now and after every start of the process. Called again when the page was reloaded. */
  connect(page: WebContents): void;
  /** Resolves when the process knows them: from then on the page may ask for what is on, and is refused what is off. */
  put(maps: readonly BaseMap[]): Promise<void>;
  stop(): void;
}

/**
 * While no base map is on there is no such process, and so nothing that could ask a server. One that dies is started again;
 * a file that ends it each time is not chased: the page then has no channel and says so.
 */
export function keepBaseMaps(first: readonly BaseMap[]): BaseMapKeeper {
  const limit = new RestartLimit(5, 60_000);
  let maps = first;
  let reader: UtilityProcess | null = null;
  let page: WebContents | null = null;
  let turn = 0;
  let waiting: { readonly turn: number; readonly done: () => void }[] = [];

  const settle = (upTo: number): void => {
    for (const { done } of waiting.filter((entry) => entry.turn <= upTo)) done();
    waiting = waiting.filter((entry) => entry.turn > upTo);
  };
  const tell = (): void => {
    turn += 1;
    reader?.postMessage({ type: "base-maps", maps, turn });
  };
  const openChannel = (): void => {
    if (page === null || page.isDestroyed()) return;
    if (reader === null) {
      page.postMessage(desktopChannels.baseMapPort, null);
      return;
    }
    const { port1, port2 } = new MessageChannelMain();
    reader.postMessage({ type: "connect" }, [port1]);
    page.postMessage(desktopChannels.baseMapPort, null, [port2]);
  };
  const start = (): void => {
    const started = utilityProcess.fork(programFiles.baseMaps, [], {
      serviceName: "Fangan base maps",
      env: childEnvironment(),
      stdio: "inherit",
    });
    reader = started;
    started.on("message", (message) => {
      const answer = taken.safeParse(message);
      if (answer.success && started === reader) settle(answer.data.turn);
    });
    started.on("exit", (code) => {
      if (started !== reader) return;
      console.error(`the process of the base maps ended: ${code}`);
      reader = null;
      settle(turn);
      if (limit.take()) start();
      else openChannel();
    });
    tell();
    openChannel();
  };
  const end = (): void => {
    const ended = reader;
    reader = null;
    settle(turn);
    ended?.kill();
  };

  if (maps.some(({ shown }) => shown)) start();
  return {
    connect(contents) {
      page = contents;
      if (reader !== null || maps.some(({ shown }) => shown)) openChannel();
    },
    async put(next) {
      maps = next;
      if (!maps.some(({ shown }) => shown)) {
        end();
        return;
      }
      if (reader === null) start();
      else tell();
      const own = turn;
      await new Promise<void>((done) => waiting.push({ turn: own, done }));
    },
    stop: end,
  };
}
