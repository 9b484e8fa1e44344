import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { SaxesParser } from "saxes";
import { AppError } from "../../contract/errors.js";
import { encodingLabel } from "./encoding-labels.js";
import { damaged } from "./faults.js";

export interface XmlHandler {
  /** Names come without the prefix of their namespace, but for Google's `gx:`. */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  text(text: string): void;
  /** True once nothing more is wanted: the rest of the file is then not read. */
  isDone(): boolean;
  /** Called between pieces of the file. */
  pause?(): Promise<void>;
}

/** The encoding that an XML file's declaration or byte order mark names; null where it names none that is known. */
export function declaredEncoding(start: Uint8Array): { label: string; word: string } | null {
  if (start[0] === 0xff && start[1] === 0xfe) return { label: "utf-16le", word: "UTF-16" };
  if (start[0] === 0xfe && start[1] === 0xff) return { label: "utf-16be", word: "UTF-16" };
  const head = Buffer.from(start.subarray(0, 200)).toString("latin1");
  const word = /^(?:\u00ef\u00bb\u00bf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/u.exec(head)?.[1];
  const label = word === undefined ? null : encodingLabel(word);
  return word === undefined || label === null ? null : { label, word };
}

/** The bytes of a file in pieces. */
export function fileChunks(path: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
  return createReadStream(path, { signal, highWaterMark: 256 * 1024 });
}

/** Characters before the first element beyond which a file is no XML that anyone meant to be read. */
const longestProlog = 1024 * 1024;

/**
 * Reads XML as a stream. A document type is refused as such, so no entity is ever expanded and nothing is ever fetched.
 * `path` is the file to name. Throws `input-damaged`, and `input-format` for a document type.
 */
export async function readXml(
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
  path: string,
  handler: XmlHandler,
): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const decoder = new TextDecoder(encoding);
  const broken = () =>
    damaged(path, `第 ${parser.line} 行处 XML 不完整或有误`, `its XML breaks off or is wrong at line ${parser.line}`);
  let [started, prolog] = [false, 0];
  parser.on("error", () => {
    throw broken();
  });
  parser.on("doctype", () => {
    throw hostile(path);
  });
  parser.on("opentag", ({ name, attributes }) => {
    started = true;
    handler.open(localName(name), attributes);
  });
  parser.on("closetag", ({ name }) => handler.close(localName(name)));
  parser.on("text", (text) => handler.text(text));
  parser.on("cdata", (text) => handler.text(text));
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    parser.write(text);
    if (handler.isDone()) return;
    prolog += text.length;
    if (!started && prolog > longestProlog) throw broken();
    await handler.pause?.();
  }
  parser.write(decoder.decode());
  parser.close();
}

function localName(name: string): string {
  return name.startsWith("gx:") ? name : name.slice(name.indexOf(":") + 1);
}

function hostile(path: string): AppError {
  return new AppError("input-format", {
    zh: `${basename(path)} 含有文档类型定义（DOCTYPE），可能引用外部内容，不予读取。请删去该定义，或用原软件重新导出。`,
    en: `${basename(path)} has a document type (DOCTYPE), which may refer to other files, and is not read. Remove it, or export the file again.`,
  });
}
