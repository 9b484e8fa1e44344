import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";

/** SHA-256 and length of a file. */
export interface Measured {
  readonly sha256: string;
  readonly bytes: number;
}

/** Reads a file in pieces, so that other work goes on meanwhile. */
export async function measureFile(path: string, signal?: AbortSignal): Promise<Measured> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(path, { signal })) {
    hash.update(chunk as Uint8Array);
    bytes += (chunk as Uint8Array).length;
  }
  return { sha256: hash.digest("hex"), bytes };
}

/** Copies the first `length` bytes (all of them where it is not given); on the disk when it returns. */
export async function copySynced(from: string, to: string, signal?: AbortSignal, length?: number): Promise<Measured> {
  const hash = createHash("sha256");
  let bytes = 0;
  if (length === 0) await open(to, "w").then((file) => file.close());
  else {
    const source = createReadStream(from, length === undefined ? {} : { end: length - 1 });
    const measured = async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    };
    await pipeline(source, measured, createWriteStream(to), signal === undefined ? {} : { signal });
  }
  const file = await open(to, "r+");
  await file.sync().finally(() => file.close());
  return { sha256: hash.digest("hex"), bytes };
}
