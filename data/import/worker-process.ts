import { serve } from "../../contract/wire.js";
import { type ElectronPort, electronPort } from "../ports.js";
import { importCalls } from "./calls.js";
import { convert } from "./convert.js";
import { correct } from "./correct.js";
import { inspect } from "./inspect.js";
import { listTable } from "./list-table.js";
import { processPort } from "./process-port.js";

/**
 * The disposable process that reads untrusted files. Under Electron the main process sends `connect` with the engine's
 * port; under Node the channel of the fork is the port.
 */
interface ParentPort {
  on(event: "message", listener: (event: { ports: ElectronPort[] }) => void): void;
}

const handlers = { inspect, convert, correct, table: listTable };
const { parentPort } = process as unknown as { parentPort?: ParentPort };
if (parentPort === undefined) serve(processPort(process), importCalls, handlers);
else {
  parentPort.on("message", ({ ports: [port] }) => {
    if (port !== undefined) serve(electronPort(port), importCalls, handlers);
  });
}
