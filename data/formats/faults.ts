import { basename } from "node:path";
import { AppError } from "../../contract/errors.js";
import { diskFault } from "../files.js";

/** The sentences that several formats need. Each names the file, what is wrong, and what to do. */

function missingInput(path: string): AppError {
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

/**
 * What stopped the reading of a file, said to the user. A fault of ours (a wrong statement, a wrong type) stays one.
 */
export function readingFault(path: string, error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error) || error.name === "AbortError") return error;
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (code === "EACCES" || code === "EPERM") return forbidden(path);
  if (["ENOENT", "ENOTDIR", "ENAMETOOLONG"].includes(code)) return missingInput(path);
  const disk = diskFault(`${basename(path)}.tmp`, error);
  if (disk instanceof AppError) return disk;
  if (code === "EIO" || code === "EBUSY" || code === "ESTALE") return unreadable(path, error);
  if (/^out of memory/iu.test(error.message)) return tooMuchMemory(path, error);
  if (
    /^(IO|Invalid Input|Conversion|Serialization|Invalid|Out of Range|Not implemented|Invalid unicode)/iu.test(
      error.message,
    )
  )
    return unreadable(path, error);
  return error;
}

function forbidden(path: string): AppError {
  return new AppError("input-missing", {
    zh: `没有权限读取 ${path}。请检查文件的访问权限，或复制到自己的文件夹后重试。`,
    en: `${path} may not be read: permission denied. Check its access rights, or copy it to a folder of your own.`,
  });
}

function tooMuchMemory(path: string, error: Error): AppError {
  return new AppError(
    "input-too-large",
    {
      zh: `${basename(path)} 需要的内存超出限制。请拆成较小的文件再导入。`,
      en: `${basename(path)} needs more memory than is allowed. Split it into smaller files.`,
    },
    String(error),
  );
}

/** A file beyond what its format can hold, or what honest deliveries reach. */
export function tooLarge(path: string, bytes: number, limit: number): AppError {
  const gigabytes = (size: number) => (size / 2 ** 30).toFixed(1);
  return new AppError("input-too-large", {
    zh: `${basename(path)} 有 ${gigabytes(bytes)} GB，超出上限 ${gigabytes(limit)} GB。请拆成较小的文件再导入。`,
    en: `${basename(path)} has ${gigabytes(bytes)} GB; the limit is ${gigabytes(limit)} GB. Split it into smaller files.`,
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
