import { createReadStream, createWriteStream } from "node:fs";
import { open, stat, writeFile } from "node:fs/promises";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { utf8Shape } from "./text-evidence.js";

/** Bytes that tell an encoding: what a text file begins with. */
const sampleBytes = 262_144;
/** Bytes that are written anew for a look. */
const lookBytes = 8 * 2 ** 20;
const lineEnd = 0x0a;

/** Bytes of a file, a quarter of a megabyte from its beginning where nothing else is said. */
export async function readSample(path: string, start = 0, length = sampleBytes): Promise<Uint8Array> {
  const file = await open(path, "r");
  try {
    const bytes = new Uint8Array(length);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Whether a whole file is UTF-8. */
export async function isUtf8(path: string, signal: AbortSignal): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of createReadStream(path, { signal, highWaterMark: 1024 * 1024 }))
      decoder.decode(chunk as Uint8Array, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** For a look: samples from sixteen places of a file, each judged between two ends of lines. */
export async function looksUtf8(path: string): Promise<boolean> {
  const { size } = await stat(path);
  for (let place = 0; place < 16; place++) {
    const sample = await readSample(path, Math.floor((size / 16) * place));
    const [from, to] = [sample.indexOf(lineEnd), sample.lastIndexOf(lineEnd)];
    if (from < to && utf8Shape(sample.subarray(from, to)) === "impossible") return false;
  }
  return true;
}

/** Writes a text file anew in UTF-8; for a look only its beginning, up to the end of a line. */
export async function transcode(path: string, encoding: string, target: string, limit: number | null): Promise<void> {
  if (limit !== null && (await stat(path)).size > lookBytes) {
    const text = new TextDecoder(encoding).decode(await readSample(path, 0, lookBytes));
    await writeFile(target, text.slice(0, text.lastIndexOf("\n") + 1));
    return;
  }
  const decoder = new TextDecoder(encoding);
  const decode = new Transform({
    transform: (chunk: Uint8Array, _encoding, done) => done(null, decoder.decode(chunk, { stream: true })),
    flush: (done) => done(null, decoder.decode()),
  });
  await pipeline(createReadStream(path), decode, createWriteStream(target));
}
