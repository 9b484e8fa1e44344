import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { crc32, createInflateRaw } from "node:zlib";
import { AppError } from "../../contract/errors.js";
import { damaged, readingFault } from "./faults.js";
import { packedStart, type ZipEntry } from "./zip.js";

/**
 * The bytes of an entry as they are inflated, so that a look at its beginning reads no more. Counts what comes out and,
 * where it is read to its end, compares it with what the directory says. Throws `input-damaged`.
 */
export async function* entryChunks(path: string, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const broken = () => damaged(path, `条目 ${entry.name} 不完整`, `its entry ${entry.name} is not whole`);
  const file = await open(path, "r");
  const start = await packedStart(file, path, entry).finally(() => file.close());
  if (![0, 8].includes(entry.method)) throw broken();
  if (entry.packed === 0) return;
  const source = createReadStream(path, { start, end: start + entry.packed - 1, highWaterMark: 256 * 1024 });
  const inflate = entry.method === 8 ? createInflateRaw({ chunkSize: 128 * 1024 }) : null;
  source.on("error", (error) => inflate?.destroy(error));
  let [written, crc] = [0, 0];
  try {
    for await (const chunk of inflate === null ? source : source.pipe(inflate)) {
      const bytes = chunk as Uint8Array;
      written += bytes.length;
      crc = crc32(bytes, crc);
      if (written > entry.size) throw broken();
      yield bytes;
    }
  } catch (error) {
    const fault = readingFault(path, error);
    throw fault instanceof AppError || !isInflating(error) ? fault : broken();
  } finally {
    source.destroy();
    inflate?.destroy();
  }
  if (written !== entry.size || crc !== entry.crc) throw broken();
}

function isInflating(error: unknown): boolean {
  return error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith("Z_");
}
