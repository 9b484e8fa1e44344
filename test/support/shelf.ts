import { MessageChannel } from "node:worker_threads";
import { type BaseMap, type BaseMapSource, baseMapCalls } from "../../contract/base-maps.js";
import { type Client, connect, serve } from "../../contract/wire.js";
import { BaseMapShelf } from "../../data/base-maps/shelf.js";
import { nodePort } from "../../data/ports.js";

/** The base maps of these sources, numbered from 1, all on, behind the calls that the page uses. */
export function openShelf(sources: readonly BaseMapSource[]): {
  readonly client: Client<typeof baseMapCalls>;
  readonly put: (maps: readonly BaseMap[]) => void;
  close(): void;
} {
  const shelf = new BaseMapShelf();
  shelf.put(sources.map((source, index) => baseMapOf(index + 1, source)));
  const { port1, port2 } = new MessageChannel();
  serve(nodePort(port1), baseMapCalls, shelf.handlers);
  const client = connect<typeof baseMapCalls>(nodePort(port2));
  return {
    client,
    put: (maps) => shelf.put(maps),
    close() {
      shelf.put([]);
      client.close();
    },
  };
}

export function baseMapOf(id: number, source: BaseMapSource, shown = true): BaseMap {
  return { id, name: `map ${id}`, source, shown, opacity: 1, attribution: "" };
}
