import { closeSync, createReadStream, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { Unzip, UnzipInflate } from "fflate";

/**
 * Unpacks the entries for which `placeOf` gives a path; the rest are passed over. Links and modes are not kept. For
 * archives of known hash only: it has none of the limits of data/formats/zip.ts.
 */
export async function unzipFile(archive: string, placeOf: (name: string) => string | null): Promise<void> {
  let fault: Error | null = null;
  const unzip = new Unzip((entry) => {
    const place = entry.name.endsWith("/") ? null : placeOf(entry.name);
    if (place === null) return;
    mkdirSync(dirname(place), { recursive: true });
    const file = openSync(place, "w");
    entry.ondata = (error, chunk, final) => {
      if (error !== null) fault = error;
      else writeSync(file, chunk);
      if (final || error !== null) closeSync(file);
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  for await (const chunk of createReadStream(archive, { highWaterMark: 1024 * 1024 })) {
    unzip.push(chunk as Uint8Array);
    if (fault !== null) throw fault;
  }
  unzip.push(new Uint8Array(0), true);
  if (fault !== null) throw fault;
}
