import { MessageChannelMain, type UtilityProcess, utilityProcess } from "electron";
import { z } from "zod";
import { childEnvironment } from "./child-environment.js";
import { programFiles } from "./program.js";

const fromEngine = z.object({
  type: z.enum(["start-import-worker", "kill-import-worker"]),
  id: z.int().positive(),
});

/** More than this at once is a fault: the engine imports file by file. */
const mostWorkers = 8;

/** Starts and ends the import workers that an engine asks for; they do not outlive it. */
export function attendImportWorkers(engine: UtilityProcess): void {
  const workers = new Map<number, UtilityProcess>();

  const start = (id: number): void => {
    if (workers.has(id)) return;
    if (workers.size >= mostWorkers) {
      engine.postMessage({ type: "import-worker-gone", id });
      return;
    }
    const worker = utilityProcess.fork(programFiles.importWorker, [], {
      serviceName: "Fangan import worker",
      env: childEnvironment(),
      stdio: "inherit",
      allowLoadingUnsignedLibraries: process.platform === "darwin",
    });
    workers.set(id, worker);
    worker.on("exit", () => {
      workers.delete(id);
      engine.postMessage({ type: "import-worker-gone", id });
    });
    const { port1, port2 } = new MessageChannelMain();
    worker.postMessage({ type: "connect" }, [port1]);
    engine.postMessage({ type: "import-worker", id }, [port2]);
  };

  engine.on("message", (message) => {
    const asked = fromEngine.safeParse(message);
    if (!asked.success) return;
    if (asked.data.type === "start-import-worker") start(asked.data.id);
    else endWorker(workers.get(asked.data.id));
  });
  engine.on("exit", () => {
    for (const worker of workers.values()) endWorker(worker);
  });
}

function endWorker(worker: UtilityProcess | undefined): void {
  if (worker?.pid === undefined) worker?.kill();
  else process.kill(worker.pid, "SIGKILL");
}
