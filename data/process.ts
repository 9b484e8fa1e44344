import { api } from "../contract/api.js";
import { serve } from "../contract/wire.js";
import { createEngine } from "./engine.js";
import type { ImportWorker } from "./host.js";
import { type ElectronPort, electronPort } from "./ports.js";

/**
 * The engine as a process of its own under Electron. The main process sends `connect` with the page's port; import
 * workers are forked by the main process too, since only it can fork utility processes. The project that the page will open
 * first may be named in the arguments: it is opened while the window is still being made.
 */
type FromMain =
  | { readonly type: "connect" }
  | { readonly type: "import-worker"; readonly id: number }
  | { readonly type: "import-worker-gone"; readonly id: number };

interface ParentPort {
  on(event: "message", listener: (event: { data: FromMain; ports: ElectronPort[] }) => void): void;
  postMessage(message: unknown): void;
}

const parent = (process as unknown as { parentPort: ParentPort }).parentPort;
const awaited = new Map<number, { resolve(worker: ImportWorker): void; reject(reason: Error): void }>();
const atWork = new Map<number, ElectronPort>();
let lastWorker = 0;

const engine = createEngine({
  startImportWorker: () =>
    new Promise((resolve, reject) => {
      lastWorker += 1;
      awaited.set(lastWorker, { resolve, reject });
      parent.postMessage({ type: "start-import-worker", id: lastWorker });
    }),
});

const [firstProject] = process.argv.slice(2);
if (firstProject !== undefined) engine.prepare(firstProject);

parent.on("message", ({ data, ports: [port] }) => {
  if (data.type === "connect" && port !== undefined) serve(electronPort(port), api, engine.handlers);
  if (data.type === "import-worker" && port !== undefined) {
    atWork.set(data.id, port);
    const kill = () => parent.postMessage({ type: "kill-import-worker", id: data.id });
    awaited.get(data.id)?.resolve({ port: electronPort(port), kill });
    awaited.delete(data.id);
  }
  if (data.type === "import-worker-gone") {
    awaited.get(data.id)?.reject(new Error("the import worker was not started"));
    awaited.delete(data.id);
    atWork.get(data.id)?.close();
    atWork.delete(data.id);
  }
});
