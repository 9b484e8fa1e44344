import type { Workbook } from "./xlsx-workbook.js";
import { readXml, type XmlHandler } from "./xml.js";
import { entryChunks } from "./zip-stream.js";

/**
 * The texts that cells of a workbook refer to by number, up to number `last` (Infinity: all). Readings in phonetic script
 * are left out.
 */
export async function readStrings({ path, strings }: Workbook, last: number): Promise<string[]> {
  if (strings === undefined || last < 0) return [];
  const handler = new SharedStrings(last);
  await readXml(entryChunks(path, strings), "utf-8", path, handler);
  return handler.found;
}

class SharedStrings implements XmlHandler {
  readonly found: string[] = [];
  private held = "";
  private isText = false;
  private phonetic = false;

  constructor(private readonly last: number) {}

  open(name: string): void {
    if (name === "si") this.held = "";
    else if (name === "rPh") this.phonetic = true;
    else if (name === "t") this.isText = !this.phonetic;
  }

  close(name: string): void {
    if (name === "t") this.isText = false;
    else if (name === "rPh") this.phonetic = false;
    else if (name === "si") this.found.push(unescapeCell(this.held));
  }

  text(text: string): void {
    if (this.isText) this.held += text;
  }

  isDone(): boolean {
    return this.found.length > this.last;
  }
}

/** Undoes the escapes of control characters in a cell's text (ECMA-376, 22.9.2.19: `_x000D_`). */
export function unescapeCell(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/gu, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
