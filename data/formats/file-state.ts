import { readdir, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { AppError } from "../../contract/errors.js";

/**
 * Sizes and times of the files behind a path: those of a folder, or the file and those beside it that share its name (the
 * parts of a shapefile). What differs afterwards was written to, or taken away, while it was read.
 */
export async function fileState(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (found === null) return "";
  const folder = found.isDirectory() ? path : dirname(path);
  const name = basename(path, extname(path)).toLowerCase();
  const isPart = (file: string) => found.isDirectory() || basename(file, extname(file)).toLowerCase() === name;
  const isShape = found.isDirectory() || extname(path).toLowerCase() === ".shp";
  const files = isShape ? (await readdir(folder).catch(() => [])).filter(isPart).sort() : [basename(path)];
  const states = files.map(async (file) => {
    const one = await stat(join(folder, file)).catch(() => null);
    return one === null ? `${file} gone` : `${file} ${one.size} ${one.mtimeMs}`;
  });
  return (await Promise.all(states)).join("\n");
}

export function changedWhileRead(path: string): AppError {
  return new AppError("input-damaged", {
    zh: `${basename(path)} 在读取过程中被改动或移走了：可能仍在复制或写入。请等写完后再导入。`,
    en: `${basename(path)} was changed or taken away while it was read: it may still be copied or written. Import it once that is done.`,
  });
}
