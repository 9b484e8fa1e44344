import { addProtocol, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { ask } from "../engine/engine.js";

/** Tiles come from the engine over its port: `fangan://LAYER/Z/X/Y`. No request is made. */
export function serveTiles(): void {
  setWorkerUrl(new URL(workerUrl, import.meta.url).href);
  addProtocol("fangan-ranges", async ({ url }, { signal }) => {
    const [layer, z, x, y] = partsOf(url);
    return { data: wholeBuffer(await ask("layer.ranges", { layer, z, x, y }, { signal })) };
  });
  addProtocol("fangan-chosen", async ({ url }, { signal }) => {
    const [, z, x, y] = partsOf(url);
    return { data: wholeBuffer(await ask("selection.tile", { z, x, y }, { signal })) };
  });
  addProtocol("fangan", async ({ url }, { signal }) => {
    const [layer, z, x, y] = partsOf(url);
    const tile = await ask("layer.tile", { layer, z, x, y }, { signal });
    return { data: wholeBuffer(tile) };
  });
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
