import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { AppError } from "../contract/errors.js";

/** The DuckDB version that the spatial extension must match to the digit. */
export const duckdbVersion = "v1.5.5";

/** SHA-256 of the extension as it was tested, by platform. */
const tested: Readonly<Record<string, string>> = {
  "linux-x64": "03cbb687fbb1583af6154266dc17b9c99e11fdcc1cd4a43cec19f38ef272d4de",
};

/** Where downloaded runtime parts are kept, outside any checkout; readable by every user when root keeps it. */
export function cacheFolder(): string {
  if (process.env.FANGAN_CACHE) return process.env.FANGAN_CACHE;
  if (process.platform === "win32") return join(process.env.LOCALAPPDATA ?? homedir(), "fangan", "cache");
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches", "fangan");
  if (process.getuid?.() === 0) return "/var/cache/fangan";
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "fangan");
}

/** The cached extension's place, whether or not it is there. */
export function cachedExtension(): string {
  return join(
    cacheFolder(),
    "spatial",
    duckdbVersion,
    `${process.platform}-${process.arch}`,
    "spatial.duckdb_extension",
  );
}

/** The extension to load: named by the environment, packaged with the app, or cached. Throws `runtime-missing`. */
export function spatialExtensionPath(): string {
  const packaged =
    "resourcesPath" in process ? join(String(process.resourcesPath), "spatial", "spatial.duckdb_extension") : "";
  const places = [process.env.FANGAN_SPATIAL ?? "", packaged, cachedExtension()];
  const found = places.find((place) => place !== "" && existsSync(place));
  if (found !== undefined) return found;
  throw new AppError("runtime-missing", {
    zh: `找不到 DuckDB 空间扩展（${duckdbVersion}）。请联网运行一次 npm run runtime，或用环境变量 FANGAN_SPATIAL 指明它的位置。`,
    en: `The DuckDB spatial extension (${duckdbVersion}) is not there. Run "npm run runtime" once with a connection, or name its place in FANGAN_SPATIAL.`,
  });
}

const judged = new Map<string, Promise<boolean>>();

/**
 * Whether the file is, byte for byte, the extension that was tested on this platform. Read once in a process, and again
 * when it was written to: DuckDB's own look at the signature reads all 80 MB at each opening and takes four times the time.
 */
export function isTestedExtension(path: string): Promise<boolean> {
  const { size, mtimeMs, ino } = statSync(path);
  const state = [path, size, mtimeMs, ino].join("\n");
  const known = judged.get(state) ?? hasTestedHash(path);
  judged.set(state, known);
  return known;
}

async function hasTestedHash(path: string): Promise<boolean> {
  const wanted = tested[`${process.platform}-${process.arch}`];
  if (wanted === undefined) return false;
  const hash = createHash("sha256");
  const piece = Buffer.allocUnsafe(1024 * 1024);
  const file = await open(path);
  try {
    for (;;) {
      const { bytesRead } = await file.read(piece);
      if (bytesRead === 0) return hash.digest("hex") === wanted;
      hash.update(piece.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}
