import { type FileHandle, open } from "node:fs/promises";
import { damaged } from "./faults.js";

/** Bytes in which the features of a look are sought; a file no longer than that is read whole. */
const lookBytes = 8 * 2 ** 20;
/** Bytes at the end in which members after the features (a CRS) are sought. */
const tailBytes = 8192;
const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * The beginning of a large GeoJSON as a file of its own that is valid again: its first `features`, or as many as lie in
 * the first 8 MB, and what stands before and after all of them; of lines of features, the first ones. Null for a small
 * file and where it cannot be cut so. Throws `input-damaged` for one that breaks off.
 */
export async function beginningOf(path: string, features: number): Promise<Uint8Array | null> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const tail = await readAt(file, Math.max(0, size - tailBytes), tailBytes);
    const head = await readAt(file, 0, lookBytes);
    refuseBroken(path, head, tail);
    if (size <= lookBytes) return null;
    const found = endOfFeatures(head, features);
    if (found === null) return null;
    const beginning = head.subarray(0, found.end);
    return found.sequence ? beginning : Buffer.concat([beginning, Buffer.from(`]${membersAfter(tail)}}`)]);
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, start: number, length: number): Promise<Uint8Array> {
  const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, start);
  return buffer.subarray(0, bytesRead);
}

/** JSON that begins with a brace ends with one. */
function refuseBroken(path: string, head: Uint8Array, tail: Uint8Array): void {
  const first = head.find((byte) => byte > 0x20 && byte < 0x7f);
  const last = tail.findLast((byte) => byte > 0x20);
  if (first !== openBrace || last === undefined || last === closeBrace) return;
  throw damaged(path, "内容在末尾中断，没有写完", "it breaks off before its end");
}

interface FeaturesEnd {
  readonly end: number;
  /** Whether features stand one after the other without an array around them. */
  readonly sequence: boolean;
}

/** Where the last of the wanted features ends that lies whole in `bytes`; null where there is none. */
function endOfFeatures(bytes: Uint8Array, most: number): FeaturesEnd | null {
  let [depth, count, end] = [0, 0, 0];
  let [sequence, inFeatures] = [false, false];
  let [member, text] = ["", ""];
  for (let at = 0; at < bytes.length && count < most; at++) {
    const byte = bytes[at];
    if (byte === quote) {
      const from = at + 1;
      at = endOfText(bytes, from);
      if (depth === 1) text = Buffer.from(bytes.subarray(from, Math.min(at, from + 40))).toString("latin1");
    } else if (byte === colon && depth === 1) member = text;
    else if (byte === openBrace || byte === openBracket) {
      if (byte === openBracket && depth === 1) inFeatures = member === "features";
      depth += 1;
    } else if (byte === closeBrace || byte === closeBracket) {
      depth -= 1;
      if (depth === 1) inFeatures = false;
      if (byte !== closeBrace || !(depth === 0 || (depth === 2 && inFeatures))) continue;
      sequence = depth === 0;
      count += 1;
      end = at + 1;
    }
  }
  return count === 0 ? null : { end, sequence };
}

/** The place of the quote that ends a text, whose first character is at `from`. */
function endOfText(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
  return at;
}

/** Members of the collection behind its features, with a comma before them; empty where there are none to be found. */
function membersAfter(tail: Uint8Array): string {
  const text = Buffer.from(tail).toString("utf8").trimEnd();
  for (let at = text.indexOf("]"); at >= 0; at = text.indexOf("]", at + 1)) {
    const rest = text.slice(at + 1).trimStart();
    if (rest.charCodeAt(0) !== comma) continue;
    try {
      const members = JSON.parse(`{${rest.slice(1)}`) as object;
      if (!("geometry" in members || "coordinates" in members)) return rest.slice(0, -1);
    } catch {
      // This bracket ends something inside a feature.
    }
  }
  return "";
}
