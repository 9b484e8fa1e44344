import type { Port } from "../contract/wire.js";

/** A disposable process that reads untrusted files. */
export interface ImportWorker {
  readonly port: Port;
  /** Ends it, whatever it does. */
  kill(): void;
}

/** What the engine needs from whoever runs it: Electron's main process, or plain Node in the CLI and the tests. */
export interface Host {
  startImportWorker(): Promise<ImportWorker>;
}
