import { addProtocol, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { ask } from "../engine/engine.js";

/** Tiles come from the engine over its port: `fangan://LAYER/Z/X/Y`. No request is made. */
export function serveTiles(): void {
  setWorkerUrl(new URL(workerUrl, import.meta.url).href);
  addProtocol("fangan", async ({ url }, { signal }) => {
    const [layer, z, x, y] = url.replace("fangan://", "").replace(/\?.*$/u, "").split("/").map(Number);
    if (layer === undefined || z === undefined || x === undefined || y === undefined) throw new Error(`tile ${url}`);
    const tile = await ask("layer.tile", { layer, z, x, y }, { signal });
    return { data: wholeBuffer(tile) };
  });
}

/** The tile's bytes alone: a view into a larger buffer is copied out. */
function wholeBuffer(bytes: Uint8Array): ArrayBuffer {
  const whole = bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer;
  return whole ? (bytes.buffer as ArrayBuffer) : new Uint8Array(bytes).buffer;
}
