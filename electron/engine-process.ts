import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from "electron";
import { desktopChannels } from "../contract/desktop.js";
import type { Text } from "../contract/text.js";
import { childEnvironment } from "./child-environment.js";
import { engineCrashed, engineGaveUp, engineRestarted } from "./crash-texts.js";
import { attendImportWorkers } from "./import-workers.js";
import { programFiles } from "./program.js";
import { RestartLimit } from "./restart-limit.js";

/** Keeps one engine running and connects pages to it. */
export interface EngineKeeper {
  /** Gives the page a channel to the engine, now and after every restart. Called again when the page was reloaded. */
  connect(page: WebContents): void;
  /** Ends the engine, whatever it does, and starts a new one; does nothing while it has been given up. */
  restart(): void;
  /** Ends the engine for good. */
  stop(): void;
}

/**
 * Starts the engine, and lets it open `project` while the page is still loading (null: none). One that dies is started again at
 * once, but a fault that returns at every start is not chased.
 */
export function keepEngine(project: string | null): EngineKeeper {
  const limit = new RestartLimit(5, 60_000);
  let engine: UtilityProcess | null = null;
  let generation = 0;
  let page: WebContents | null = null;
  let stopping = false;
  let restartAsked = false;

  const start = (): void => {
    const started = forkEngine(generation === 0 ? project : null);
    engine = started;
    generation += 1;
    started.on("exit", (code) => ended(started, code));
    if (page !== null) openChannel(started, page, generation);
  };

  const ended = (which: UtilityProcess, code: number): void => {
    if (stopping || which !== engine) return;
    engine = null;
    const again = restartAsked || limit.take();
    const reason = restartAsked ? engineRestarted : again ? engineCrashed(code) : engineGaveUp;
    restartAsked = false;
    if (reason !== engineRestarted) console.error(reason.en);
    tell(page, generation, reason);
    if (again) start();
  };

  start();
  return {
    connect(contents) {
      page = contents;
      if (engine !== null) openChannel(engine, contents, generation);
      else tell(contents, generation, engineGaveUp);
    },
    restart() {
      if (engine === null) {
        if (limit.take()) start();
        return;
      }
      restartAsked = true;
      end(engine);
    },
    stop() {
      stopping = true;
      if (engine !== null) end(engine);
    },
  };
}

function forkEngine(project: string | null): UtilityProcess {
  const engine = utilityProcess.fork(programFiles.engine, project === null ? [] : [project], {
    serviceName: "Fangan engine",
    env: childEnvironment(),
    stdio: "inherit",
    // DuckDB's spatial extension is signed by its makers, not by us.
    allowLoadingUnsignedLibraries: process.platform === "darwin",
  });
  attendImportWorkers(engine);
  return engine;
}

function openChannel(engine: UtilityProcess, page: WebContents, generation: number): void {
  if (page.isDestroyed()) return;
  const { port1, port2 } = new MessageChannelMain();
  engine.postMessage({ type: "connect" }, [port1]);
  page.postMessage(desktopChannels.enginePort, { generation }, [port2]);
}

function tell(page: WebContents | null, generation: number, reason: Text): void {
  if (page !== null && !page.isDestroyed()) page.send(desktopChannels.engineStopped, { generation, reason });
}

/** Not a polite signal: a process inside one long native call would not hear it. What was saved is on the disk. */
function end(engine: UtilityProcess): void {
  if (engine.pid === undefined) engine.kill();
  else process.kill(engine.pid, "SIGKILL");
}
