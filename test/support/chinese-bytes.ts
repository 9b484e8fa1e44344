/** The encodings that a browser's TextDecoder reads but no part of Node writes, turned round. */
const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

/** Bytes of a text in `gbk`, `gb18030` (four bytes where two do not do), `big5`, `windows-1252` or `utf-8`. */
export function encodeText(text: string, encoding: string): number[] {
  if (encoding === "utf-8") return [...Buffer.from(text, "utf8")];
  const table = tableOf(encoding);
  return [...text].flatMap((character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) return [code];
    const bytes = table.get(character);
    if (bytes !== undefined) return bytes;
    if (encoding === "gb18030" && code >= 0x10000) return fourBytes(code - 0x10000 + 189_000);
    throw new Error(`${encoding} has no ${character}`);
  });
}

/** True for a text that the encoding can hold. */
export function holds(text: string, encoding: string): boolean {
  try {
    encodeText(text, encoding);
    return true;
  } catch {
    return false;
  }
}

function tableOf(encoding: string): ReadonlyMap<string, readonly number[]> {
  const known = tables.get(encoding);
  if (known !== undefined) return known;
  const decoder = new TextDecoder(encoding === "gbk" ? "gb18030" : encoding, { fatal: true });
  const table = new Map<string, readonly number[]>();
  for (const bytes of sequences(encoding)) {
    const character = decode(decoder, bytes);
    if (character !== null && [...character].length === 1 && !table.has(character)) table.set(character, bytes);
  }
  tables.set(encoding, table);
  return table;
}

function decode(decoder: TextDecoder, bytes: readonly number[]): string | null {
  try {
    return decoder.decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}

function* sequences(encoding: string): Generator<number[]> {
  if (encoding.startsWith("windows")) {
    for (let byte = 0x80; byte < 0x100; byte++) yield [byte];
    return;
  }
  for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) yield [lead, trail];
  if (encoding === "gb18030") for (let pointer = 0; pointer < 39_420; pointer++) yield fourBytes(pointer);
}

/** GB 18030's four bytes of a pointer (WHATWG Encoding, gb18030 encoder). */
function fourBytes(pointer: number): number[] {
  return [
    0x81 + Math.floor(pointer / 12_600),
    0x30 + (Math.floor(pointer / 1260) % 10),
    0x81 + (Math.floor(pointer / 10) % 126),
    0x30 + (pointer % 10),
  ];
}
