import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";

/** A host that says nothing for this long, at the start or on the way, is given up. */
const patience = 10_000;

/** Writes what stands at `url` into `target`. Throws an Error with one readable line; leaves nothing half-written then. */
export async function download(url: string, target: string): Promise<void> {
  const { host } = new URL(url);
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), patience);
  const listen = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), patience);
  };
  try {
    const response = await fetch(url, { signal: silence.signal, redirect: "follow" });
    if (!response.ok || response.body === null) throw new Error(`${host} answered ${response.status}`);
    const heard = new Transform({
      transform(chunk, _encoding, done) {
        listen();
        done(null, chunk);
      },
    });
    await pipeline(Readable.fromWeb(response.body as ReadableStream), heard, createWriteStream(target));
  } catch (error) {
    await rm(target, { force: true });
    if (silence.signal.aborted) throw new Error(`${host} did not answer within ${patience / 1000} s`);
    const cause = error instanceof Error ? ((error.cause as { code?: string } | undefined)?.code ?? error.message) : "";
    throw new Error(cause.includes(host) ? cause : `${host} cannot be reached (${cause})`);
  } finally {
    clearTimeout(timer);
  }
}

/** Hash of a file: `sha256` in hexadecimal, `sha512` in base64, as their publishers write them. */
export async function hashOf(path: string, algorithm: "sha256" | "sha512"): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path), hash);
  return hash.digest(algorithm === "sha256" ? "hex" : "base64");
}

/** Throws an Error when the file is not the one that was published. */
export async function requireHash(path: string, algorithm: "sha256" | "sha512", expected: string): Promise<void> {
  const found = await hashOf(path, algorithm);
  if (found !== expected) throw new Error(`the file's ${algorithm} is ${found}, not ${expected}: it was not taken`);
}
