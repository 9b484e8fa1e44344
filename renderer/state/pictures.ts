import { AppError, type ErrorReport, reportError } from "../../contract/errors.js";
import { ask } from "../engine/engine.js";

/** A photo made small, or why it is not shown. */
export type Thumbnail = { readonly bitmap: ImageBitmap } | { readonly fault: ErrorReport };

/** The longer side of a thumbnail, in pixels: for 72 of the window's on a screen of twice as many. */
const side = 144;
/** Kept while the window is open: 80 kB each. */
const mostKept = 300;

const kept = new Map<string, Promise<Thumbnail>>();
let last: Promise<unknown> = Promise.resolve();

/** What the window shows of a file of this name; the bytes are looked at before anything is shown. */
export function mayBePicture(name: string): boolean {
  return /\.(jpe?g|png|webp)$/iu.test(name);
}

/**
 * A kept photo made small: one after another, so that a house with many photos never has more than one of them decoded. A
 * file is known by its hash, so what was made small once stays good.
 */
export function thumbnail(building: number, sha256: string): Promise<Thumbnail> {
  const known = kept.get(sha256);
  if (known !== undefined) return known;
  const made = last.then(() => makeThumbnail(building, sha256));
  last = made;
  kept.set(sha256, made);
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  // What could not be shown may be mended: it is asked for again the next time.
  void made.then((found) => "fault" in found && kept.delete(sha256));
  return made;
}

async function makeThumbnail(building: number, sha256: string): Promise<Thumbnail> {
  try {
    const { type, width, height, bytes } = await ask("building.picture", { building, sha256 });
    const scale = Math.min(1, side / Math.max(width, height));
    const size = (length: number) => Math.max(1, Math.round(length * scale));
    const smaller = { resizeWidth: size(width), resizeHeight: size(height), resizeQuality: "medium" as const };
    const bitmap = await createImageBitmap(blobOf(type, bytes), smaller).catch((thrown: unknown) => {
      throw undecodable(String(thrown));
    });
    return { bitmap };
  } catch (thrown) {
    return { fault: reportError(thrown) };
  }
}

/** A kept photo as an address that an image takes; whoever asked revokes it. Throws what `building.picture` throws. */
export async function pictureAddress(building: number, sha256: string): Promise<string> {
  const { type, bytes } = await ask("building.picture", { building, sha256 });
  return URL.createObjectURL(blobOf(type, bytes));
}

function blobOf(type: string, bytes: Uint8Array): Blob {
  return new Blob([new Uint8Array(bytes)], { type });
}

function undecodable(detail: string): AppError {
  return new AppError(
    "input-format",
    {
      zh: "这张照片已损坏或不完整，不能显示；请在文件夹中打开，或重新附上。",
      en: "This photo is damaged or not whole and cannot be shown; open it from its folder, or attach it again.",
    },
    detail,
  );
}
