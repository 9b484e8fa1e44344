import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { AppError } from "../contract/errors.js";

/** The DuckDB version that the spatial extension must match to the digit. */
export const duckdbVersion = "v1.5.5";

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
