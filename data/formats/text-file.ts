import { createReadStream, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Bytes that tell an encoding: what a text file begins with. */
const sampleBytes = 262_144;

/** The first quarter of a megabyte of a file. */
export async function readSample(path: string): Promise<Uint8Array> {
  const file = await open(path, "r");
  try {
    const bytes = new Uint8Array(sampleBytes);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Whether a whole file, or so many bytes of it, is UTF-8. */
export async function isUtf8(path: string, signal: AbortSignal, most = Number.POSITIVE_INFINITY): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of createReadStream(path, { signal, highWaterMark: 1024 * 1024, end: most }))
      decoder.decode(chunk as Uint8Array, { stream: true });
    if (most === Number.POSITIVE_INFINITY) decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** Writes a text file anew in UTF-8; with `most`, only about so many bytes of it. */
export async function transcode(
  path: string,
  encoding: string,
  target: string,
  most = Number.POSITIVE_INFINITY,
): Promise<void> {
  const decoder = new TextDecoder(encoding);
  const decode = new Transform({
    transform: (chunk: Uint8Array, _encoding, done) => done(null, decoder.decode(chunk, { stream: true })),
    flush: (done) => done(null, decoder.decode()),
  });
  await pipeline(createReadStream(path, { end: most }), decode, createWriteStream(target));
}
