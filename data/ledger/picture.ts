import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { AppError } from "../../contract/errors.js";
import type { Picture } from "../../contract/review-calls.js";
import type { AttachedFile } from "./ledger-state.js";

/** A photo of a telephone is 3–12 MB; what is larger opens in the system's own viewer. */
const mostBytes = 30_000_000;
/** Four bytes each when it is decoded: 200 MB at most, however small the file. */
const mostPixels = 50_000_000;

/**
 * A kept photo for the page, which may read no files: whole, as it was kept (its hash is looked at), and nothing but JPEG,
 * PNG or WebP by its own bytes, whatever its name is. Throws `input-too-large`, `input-format`, `input-damaged`.
 */
export async function readPicture(path: string, { name, sha256, bytes: size }: AttachedFile): Promise<Picture> {
  if (size > mostBytes) throw tooLarge(name);
  const bytes = new Uint8Array(await readFile(path));
  if (createHash("sha256").update(bytes).digest("hex") !== sha256) throw changed(name);
  const head = pictureHead(bytes);
  if (head === null) throw noPicture(name);
  if (head.width * head.height > mostPixels) throw tooLarge(name);
  return { ...head, bytes };
}

/** Type and size in pixels out of a file's first bytes; null for what is none of the three, or breaks off before its size. */
export function pictureHead(bytes: Uint8Array): Omit<Picture, "bytes"> | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (view.getUint32(0) === 0x89504e47 && view.getUint32(4) === 0x0d0a1a0a && view.getUint32(12) === 0x49484452)
      return { type: "image/png", width: view.getUint32(16), height: view.getUint32(20) };
    if (view.getUint32(0) === 0x52494646 && view.getUint32(8) === 0x57454250) return webpHead(view);
    if (view.getUint16(0) === 0xffd8) return jpegHead(view);
    return null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** ITU T.81 B.2: segments by their length up to the frame's header (SOF0–15 without DHT, JPG and DAC). */
function jpegHead(view: DataView): Omit<Picture, "bytes"> | null {
  for (let at = 2; ; at += 2 + view.getUint16(at + 2)) {
    while (view.getUint16(at) === 0xffff) at += 1;
    const marker = view.getUint16(at);
    if (marker < 0xffc0 || marker === 0xffda || marker === 0xffd9) return null;
    const isFrame = marker <= 0xffcf && marker !== 0xffc4 && marker !== 0xffc8 && marker !== 0xffcc;
    if (isFrame) return { type: "image/jpeg", width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
  }
}

/** RFC 9649: the extended form says its canvas, the others the size of their one frame. */
function webpHead(view: DataView): Omit<Picture, "bytes"> | null {
  const type = "image/webp" as const;
  const chunk = view.getUint32(12);
  if (chunk === 0x56503858) {
    const three = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000 + 1;
    return { type, width: three(24), height: three(27) };
  }
  if (chunk === 0x5650384c) {
    const sizes = view.getUint32(21, true);
    return { type, width: (sizes & 0x3fff) + 1, height: ((sizes >> 14) & 0x3fff) + 1 };
  }
  if (chunk !== 0x56503820) return null;
  return { type, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

function tooLarge(name: string): AppError {
  return new AppError("input-too-large", {
    zh: `“${name}”超过 30 MB 或 5000 万像素，不在窗口中显示；请在文件夹中打开。`,
    en: `"${name}" is larger than 30 MB or 50 megapixels and is not shown in the window; open it from its folder.`,
  });
}

function noPicture(name: string): AppError {
  return new AppError("input-format", {
    zh: `“${name}”的内容不是 JPEG、PNG 或 WebP 图片，不在窗口中显示；请在文件夹中打开。`,
    en: `"${name}" is no JPEG, PNG or WebP picture by its content and is not shown in the window; open it from its folder.`,
  });
}

function changed(name: string): AppError {
  return new AppError("input-damaged", {
    zh: `附件“${name}”与存入时不符，已损坏或被改动。请从备份中恢复。`,
    en: `The attachment "${name}" is not what was kept: it is damaged or was changed. Restore it from a backup.`,
  });
}
