import { AppError } from "../../contract/errors.js";
import { unwritable } from "../files.js";

export function missingLayer(id: number): AppError {
  return new AppError("layer-missing", {
    zh: `项目中没有编号为 ${id} 的图层或运行。`,
    en: `The project has no layer or run number ${id}.`,
  });
}

/** What it means that a project's database does not open: in use, no permission, or damaged. */
export function openingError(folder: string, error: unknown): unknown {
  const detail = String(error);
  if (error instanceof AppError) return error;
  if (/could not set lock|being used by another process/iu.test(detail)) {
    return new AppError(
      "project-in-use",
      {
        zh: `项目 ${folder} 正被另一个窗口或程序使用。请先关闭它，再打开。`,
        en: `The project ${folder} is in use by another window or program. Close that one first.`,
      },
      detail,
    );
  }
  if (/permission denied|read-only file system|no space left/iu.test(detail)) return unwritable(folder, error);
  return new AppError(
    "project-damaged",
    {
      zh: `项目 ${folder} 的 layers.duckdb 无法打开，可能已损坏。可从原始文件重新导入图层。`,
      en: `layers.duckdb of the project ${folder} cannot be opened and may be damaged. The layers can be imported again from their sources.`,
    },
    detail,
  );
}
