import { type BaseMap, baseMapCalls } from "../../contract/base-maps.js";
import { serve } from "../../contract/wire.js";
import { type ElectronPort, electronPort } from "../ports.js";
import { BaseMapShelf } from "./shelf.js";

/**
 * The process that reads base maps, started by the main process when one is switched on. The main process says which are on,
 * and gives the page a port to ask for tiles.
 */
type FromMain =
  | { readonly type: "connect" }
  | { readonly type: "base-maps"; readonly maps: readonly BaseMap[]; readonly turn: number };

interface ParentPort {
  on(event: "message", listener: (event: { data: FromMain; ports: ElectronPort[] }) => void): void;
  postMessage(message: unknown): void;
}

const { parentPort } = process as unknown as { parentPort: ParentPort };
const shelf = new BaseMapShelf();

parentPort.on("message", ({ data, ports: [port] }) => {
  if (data.type === "connect" && port !== undefined) serve(electronPort(port), baseMapCalls, shelf.handlers);
  if (data.type === "base-maps") {
    shelf.put(data.maps);
    parentPort.postMessage({ type: "base-maps-taken", turn: data.turn });
  }
});
