import { TextDecoder } from "node:util";

/** Character code → the two bytes of GBK (lead × 256 + trail), made by asking the decoder for every pair; 0: none. */
function reverseTable(): Uint16Array {
  const table = new Uint16Array(65_536);
  const decoder = new TextDecoder("gbk");
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      const code = text.charCodeAt(0);
      if (text.length === 1 && code !== 0xfffd && table[code] === 0) table[code] = lead * 256 + trail;
    }
  }
  return table;
}

const table = reverseTable();

/** Writes a text in GBK at an offset and returns its length in bytes. Throws for a character that GBK does not have. */
export function writeGbk(text: string, bytes: Uint8Array, offset: number): number {
  let to = offset;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const pair = code < 0x80 ? code : (table[code] ?? 0);
    if (pair === 0) throw new Error(`GBK has no "${text[at]}"`);
    if (pair > 0xff) bytes[to++] = pair >> 8;
    bytes[to++] = pair & 0xff;
  }
  return to - offset;
}

/** Bytes that a text takes in GBK. */
export function gbkLength(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= 0x80) length += 1;
  return length;
}
