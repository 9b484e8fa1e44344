import { promisify } from "node:util";
import { brotliDecompress, gunzip } from "node:zlib";

const gunzipBytes = promisify(gunzip);
const unbrotli = promisify(brotliDecompress);

/** Unpacks to at most `most` bytes; throws a RangeError beyond, another Error where the bytes are damaged. */
export async function unpack(bytes: Uint8Array, method: "gzip" | "brotli", most: number): Promise<Uint8Array> {
  const unpacked = await (method === "gzip" ? gunzipBytes : unbrotli)(bytes, { maxOutputLength: most });
  return Uint8Array.from(unpacked);
}

/** Whether the bytes begin as a gzip stream does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
