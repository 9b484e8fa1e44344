import { AppError } from "../../contract/errors.js";
import type { Text } from "../../contract/text.js";

/** The file is not where it was, or cannot be opened. `error` is what the system said. */
export function cannotOpen(path: string, error: unknown): AppError {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new AppError("input-missing", {
      zh: `找不到底图文件 ${path}：它可能已被移动、改名，或所在磁盘没有接上。请放回原处后关闭再打开此底图，或移除它。`,
      en: `The base map's file ${path} is not there: it was moved or renamed, or its disk is not connected. Put it back and switch the base map off and on, or remove it.`,
    });
  }
  return new AppError(
    "input-missing",
    {
      zh: `底图文件 ${path} 打不开（${code}）。请确认它是文件、且有读取权限，再关闭后打开此底图。`,
      en: `The base map's file ${path} cannot be opened (${code}). See that it is a file and may be read, then switch the base map off and on.`,
    },
    String(error),
  );
}

/** The file is not of the format that its name says, or of a kind of it that cannot be drawn. */
export function wrongFormat(path: string, why: Text): AppError {
  return new AppError("input-format", {
    zh: `底图文件 ${path} 不能使用：${why.zh}`,
    en: `The base map's file ${path} cannot be used: ${why.en}`,
  });
}

/** Why vector tiles without a list of their layers cannot be drawn. */
export const noVectorLayers: Text = {
  zh: "它的矢量图块没有列出其中的图层（vector_layers），不知道该画什么。请让生成它的软件写上后重新导出。",
  en: "its vector tiles come without a list of their layers (vector_layers), so nothing can be drawn. Have it exported again with the list.",
};

/** The file contradicts itself. */
export function damaged(path: string, where: Text, error?: unknown): AppError {
  return new AppError(
    "input-damaged",
    {
      zh: `底图文件 ${path} 已损坏（${where.zh}）。请重新复制或重新生成这个文件。`,
      en: `The base map's file ${path} is damaged (${where.en}). Copy or make it again.`,
    },
    error === undefined ? undefined : String(error),
  );
}

/** A tile, or what leads to it, is larger than any that can be drawn. */
export function tooLarge(path: string): AppError {
  return new AppError("input-too-large", {
    zh: `底图文件 ${path} 中有过大的图块（超过 8 MB），未显示。请用较小的图块重新生成这个文件。`,
    en: `The base map's file ${path} has a tile of more than 8 MB, which is not shown. Make the file again with smaller tiles.`,
  });
}
