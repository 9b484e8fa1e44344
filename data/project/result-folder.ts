import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename } from "node:path";
import { AppError } from "../../contract/errors.js";

/** The lists of a `hotspots` run, as they lie in the folder of its results. */
export const resultFiles = ["hotspots.csv", "hotspots.geojson", "buildings.csv", "report.json"] as const;

/**
 * Whether earlier results stand at `folder` and are to be replaced; false where nothing stands there. `companions` are what
 * whoever asks leaves beside the lists. Throws
 * `output-exists` for results that are not to be replaced, and for a folder that holds anything else: files that somebody put
 * there are never deleted.
 */
export async function replacesResults(
  folder: string,
  replace: boolean,
  companions: readonly string[],
): Promise<boolean> {
  if (!existsSync(folder)) return false;
  const entries = await readdir(folder).catch(() => [basename(folder)]);
  if (entries.length === 0) return false;
  const ours: readonly string[] = [...resultFiles, ...companions];
  const foreign = entries.filter((name) => !ours.includes(name));
  if (foreign.length === 0 && replace) return true;
  throw foreign.length === 0 ? occupied(folder) : notOurs(folder, foreign);
}

function occupied(folder: string): AppError {
  return new AppError("output-exists", {
    zh: `输出文件夹 ${folder} 已有以前的结果。请换一个文件夹，或选择覆盖（命令行：--force）。`,
    en: `The output folder ${folder} holds earlier results. Choose another folder, or replace them (command line: --force).`,
  });
}

function notOurs(folder: string, foreign: readonly string[]): AppError {
  const some = foreign.slice(0, 3);
  const more = foreign.length > some.length ? "…" : "";
  return new AppError("output-exists", {
    zh: `输出文件夹 ${folder} 已存在，其中有其他文件（${some.join("、")}${more}），不会被覆盖。请换一个文件夹，或先移走这些文件。`,
    en: `The output folder ${folder} exists and holds other files (${some.join(", ")}${more}), so it is never replaced. Choose another folder, or take them out first.`,
  });
}
