import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { ImportWorker } from "../host.js";
import { processPort } from "./process-port.js";

/** Megabytes of JavaScript memory; DuckDB's own limit is set when it opens. */
const heapLimit = 1024;

/** Starts an import worker as a child of plain Node. From TypeScript sources the compiled worker is used all the same. */
export async function startNodeImportWorker(): Promise<ImportWorker> {
  const here = fileURLToPath(new URL("worker-process.js", import.meta.url));
  const compiled = /[\\/]dist[\\/]data[\\/]import[\\/][^\\/]+$/u.test(here)
    ? here
    : here.replace(/data([\\/])import([\\/][^\\/]+)$/u, "dist$1data$1import$2");
  const child = fork(compiled, {
    serialization: "advanced",
    execArgv: [`--max-old-space-size=${heapLimit}`],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  child.on("error", () => child.kill("SIGKILL"));
  return { port: processPort(child), kill: () => child.kill("SIGKILL") };
}
