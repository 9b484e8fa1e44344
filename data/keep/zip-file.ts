import { createReadStream } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Zip, ZipDeflate, ZipPassThrough } from "fflate";
import { unwritable } from "../files.js";
import { listZip } from "../formats/zip.js";
import { entryChunks } from "../formats/zip-stream.js";

/** A file for a zip and its name there. */
export interface Packed {
  readonly path: string;
  readonly name: string;
}

/** Packs files into a zip, a piece at a time; on the disk when it returns. Text is deflated, what is packed already stored. */
export async function packZip(files: readonly Packed[], target: string, signal: AbortSignal): Promise<void> {
  const file = await open(target, "w").catch((error: unknown) => {
    throw unwritable(target, error);
  });
  const ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error !== null) failure = error;
    else ready.push(chunk);
  });
  const flush = async () => {
    if (failure !== null) throw failure;
    for (const chunk of ready.splice(0)) await file.write(chunk);
  };
  try {
    for (const { path, name } of files) {
      const entry = /\.jsonl?$/u.test(name) ? new ZipDeflate(name, { level: 6 }) : new ZipPassThrough(name);
      zip.add(entry);
      for await (const chunk of createReadStream(path, { signal })) {
        entry.push(chunk as Uint8Array);
        await flush();
      }
      entry.push(new Uint8Array(), true);
      await flush();
    }
    zip.end();
    await flush();
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Unpacks a backup's zip into a folder: its own files, and those one folder deep. Throws `input-damaged`, `input-too-large`. */
export async function unpackZip(path: string, folder: string): Promise<void> {
  for (const entry of await listZip(path, null)) {
    const inside = entry.folder.replace(/\/+$/u, "");
    if (!["", "templates", "schemes", "layers", "files"].includes(inside)) continue;
    const target = join(folder, inside, entry.name);
    await mkdir(dirname(target), { recursive: true });
    const file = await open(target, "w");
    try {
      for await (const chunk of entryChunks(path, entry)) await file.write(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
  }
}
