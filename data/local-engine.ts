import { MessageChannel } from "node:worker_threads";
import { type Api, api } from "../contract/api.js";
import { type Client, connect, serve } from "../contract/wire.js";
import { createEngine } from "./engine.js";
import { startNodeImportWorker } from "./import/node-worker.js";
import { nodePort } from "./ports.js";

export interface LocalEngine {
  readonly client: Client<Api>;
  /** Stops what is in work and lets the project go. */
  close(): Promise<void>;
}

/** The engine in this process, asked through the same wire as in the window: for the command line, tests and benches. */
export function openLocalEngine(): LocalEngine {
  const engine = createEngine({ startImportWorker: startNodeImportWorker });
  const { port1, port2 } = new MessageChannel();
  serve(nodePort(port2), api, engine.handlers);
  const client = connect<Api>(nodePort(port1));
  return {
    client,
    async close() {
      client.close();
      await engine.close();
    },
  };
}
