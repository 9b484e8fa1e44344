import { basename } from "node:path";
import { AppError } from "../../contract/errors.js";

/** The sentences that several formats need. Each names the file, what is wrong, and what to do. */

export function missingInput(path: string): AppError {
  return new AppError("input-missing", {
    zh: `找不到文件 ${path}。请检查路径。`,
    en: `The file ${path} is not there. Check the path.`,
  });
}

export function unknownFormat(path: string, extensions: readonly string[]): AppError {
  const known = extensions.map((extension) => `.${extension}`).join(" ");
  return new AppError("input-format", {
    zh: `${basename(path)} 不是可读的格式。可读：${known}。`,
    en: `${basename(path)} is not of a format that can be read. These can: ${known}.`,
  });
}

export function unreadable(path: string, detail: unknown): AppError {
  return new AppError(
    "input-damaged",
    {
      zh: `${basename(path)} 无法读取：内容已损坏或与扩展名不符。请向提供者重新索取。`,
      en: `${basename(path)} cannot be read: it is damaged or not what its extension says. Ask its supplier for it again.`,
    },
    String(detail),
  );
}

export function damaged(path: string, zh: string, en: string): AppError {
  return new AppError("input-damaged", {
    zh: `${basename(path)} 已损坏：${zh}。请向提供者重新索取。`,
    en: `${basename(path)} is damaged: ${en}. Ask its supplier for it again.`,
  });
}

export function noSuchLayer(path: string, layer: string, layers: readonly string[]): AppError {
  return new AppError("input-missing", {
    zh: `${basename(path)} 中没有图层“${layer}”。其中有：${layers.join("、")}。`,
    en: `${basename(path)} has no layer "${layer}". It has: ${layers.join(", ")}.`,
  });
}
