import { addProtocol, prewarm, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { baseMapTile } from "../engine/base-maps.js";
import { ask } from "../engine/engine.js";
import { markStart } from "../start-marks.js";
import { faultOfBaseMap } from "../state/base-maps.js";
import { current } from "../state/store.js";

/** Tiles come over ports, from the engine and from the process of the base maps: `fangan://LAYER/Z/X/Y`. The page makes no request. */
export function serveTiles(): void {
  setWorkerUrl(new URL(workerUrl, import.meta.url).href);
  // Its worker loads its code while the engine opens the project.
  prewarm();
  addProtocol("fangan-ranges", async ({ url }, { signal }) => {
    const [layer, z, x, y] = partsOf(url);
    return { data: wholeBuffer(await ask("layer.ranges", { layer, z, x, y }, { signal })) };
  });
  addProtocol("fangan-chosen", async ({ url }, { signal }) => {
    const [, z, x, y] = partsOf(url);
    return { data: wholeBuffer(await ask("selection.tile", { z, x, y }, { signal })) };
  });
  addProtocol("fangan-base", async ({ url }, { signal }) => ({ data: await baseTile(url, signal) }));
  addProtocol("fangan", async ({ url }, { signal }) => {
    const [layer, z, x, y] = partsOf(url);
    const tile = await ask("layer.tile", { layer, z, x, y }, { signal });
    markStart("tile");
    return { data: wholeBuffer(tile) };
  });
}

/** For an image that is not there MapLibre draws the one above it, larger. */
class NoTile extends Error {
  readonly status = 404;
}

async function baseTile(url: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const [id, z, x, y] = partsOf(url);
  const bytes = await baseMapTile({ id, z, x, y }, signal).catch((thrown: unknown) => {
    if (signal.aborted) throw thrown;
    faultOfBaseMap(id, thrown);
    return null;
  });
  if (bytes !== null) return wholeBuffer(bytes);
  if (current().baseMaps.described.get(id)?.tiles === "vector") return new ArrayBuffer(0);
  throw new NoTile(`no tile ${url}`);
}

/** Layer, zoom, column and row out of a tile's address. */
function partsOf(url: string): [number, number, number, number] {
  const [layer, z, x, y] = url
    .replace(/^[a-z-]+:\/\//u, "")
    .replace(/\?.*$/u, "")
    .split("/")
    .map(Number);
  if (layer === undefined || z === undefined || x === undefined || y === undefined) throw new Error(`tile ${url}`);
  return [layer, z, x, y];
}

/** The tile's bytes alone: a view into a larger buffer is copied out. */
function wholeBuffer(bytes: Uint8Array): ArrayBuffer {
  const whole = bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer;
  return whole ? (bytes.buffer as ArrayBuffer) : new Uint8Array(bytes).buffer;
}
