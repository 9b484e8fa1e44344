import { AppError } from "../../contract/errors.js";
import type { Guess } from "../../contract/inspection.js";

/** What a .cpg or a user may call an encoding → the label that TextDecoder takes. Compared without case, space, - and _. */
const labels: Readonly<Record<string, string>> = {
  "936": "gb18030",
  cp936: "gb18030",
  ansi936: "gb18030",
  ms936: "gb18030",
  windows936: "gb18030",
  gbk: "gb18030",
  gb2312: "gb18030",
  gb18030: "gb18030",
  euccn: "gb18030",
  "54936": "gb18030",
  oem: "gb18030",
  ansi: "gb18030",
  chinese: "gb18030",
  utf8: "utf-8",
  "65001": "utf-8",
  cp65001: "utf-8",
  unicode: "utf-8",
  big5: "big5",
  "950": "big5",
  cp950: "big5",
  ansi950: "big5",
  "932": "shift_jis",
  cp932: "shift_jis",
  shiftjis: "shift_jis",
  sjis: "shift_jis",
  "949": "euc-kr",
  cp949: "euc-kr",
  euckr: "euc-kr",
  "88591": "windows-1252",
  iso88591: "windows-1252",
  latin1: "windows-1252",
  "1252": "windows-1252",
  cp1252: "windows-1252",
  ansi1252: "windows-1252",
  windows1252: "windows-1252",
  ascii: "windows-1252",
  usascii: "windows-1252",
  "1250": "windows-1250",
  cp1250: "windows-1250",
  windows1250: "windows-1250",
  "1251": "windows-1251",
  cp1251: "windows-1251",
  windows1251: "windows-1251",
  ansi1251: "windows-1251",
  "1253": "windows-1253",
  "1254": "windows-1254",
  "1255": "windows-1255",
  "1256": "windows-1256",
  "1257": "windows-1257",
  "88592": "iso-8859-2",
  "88595": "iso-8859-5",
  "88597": "iso-8859-7",
  "885915": "iso-8859-15",
  koi8r: "koi8-r",
  "866": "ibm866",
  cp866: "ibm866",
};

/** Language driver byte of a DBF header (offset 29) → label. Only the values met in files of the field. */
const languageBytes: Readonly<Record<number, string>> = {
  77: "gb18030",
  122: "gb18030",
  79: "big5",
  120: "big5",
  19: "shift_jis",
  123: "shift_jis",
  78: "euc-kr",
  121: "euc-kr",
  3: "windows-1252",
  87: "windows-1252",
  88: "windows-1252",
  89: "windows-1252",
  200: "windows-1250",
  201: "windows-1251",
  101: "ibm866",
  38: "ibm866",
};

/** The TextDecoder label behind a name; null for one that is not known. */
export function encodingLabel(name: string): string | null {
  const plain = name.toLowerCase().replace(/[\s_-]/gu, "");
  const iso = plain.replace(/^iso/u, "");
  return labels[plain] ?? labels[iso] ?? null;
}

/** The label of an encoding that a user named. Throws `input-encoding`. */
export function requireEncoding(name: string): string {
  const label = encodingLabel(name);
  if (label !== null) return label;
  throw new AppError("input-encoding", {
    zh: `没有名为“${name}”的编码。常用：GBK、GB18030、UTF-8、Big5。`,
    en: `There is no encoding "${name}". The usual ones: GBK, GB18030, UTF-8, Big5.`,
  });
}

export interface EncodingEvidence {
  readonly chosen: string | undefined;
  /** Content of the .cpg; null without one. */
  readonly cpg: string | null;
  readonly languageByte: number;
  /** Bytes of names and of the first rows. */
  readonly sample: Uint8Array;
}

/**
 * In the order of evidence: the user, the .cpg, the content where it can only be one thing, byte 29, GB18030. A .cpg that
 * says UTF-8 over bytes that cannot be UTF-8 is overruled, and so is a single-byte language byte over UTF-8 content.
 */
export function guessEncoding({ chosen, cpg, languageByte, sample }: EncodingEvidence): Guess<string> {
  if (chosen !== undefined) {
    return guess(requireEncoding(chosen), true, `由用户指定（${chosen}）`, `chosen by the user (${chosen})`);
  }
  const content = classify(sample);
  const stated = cpg === null ? null : encodingLabel(cpg.trim());
  if (stated !== null && cpg !== null) {
    const name = cpg.trim();
    if (stated === "utf-8" && content === "not-utf-8") {
      return guess(
        "gb18030",
        false,
        `.cpg 写着 ${name}，但内容不是 UTF-8，按 GB18030 读取`,
        `the .cpg says ${name}, but the bytes are not UTF-8; read as GB18030`,
      );
    }
    return guess(stated, true, `.cpg 文件：${name}`, `.cpg file: ${name}`);
  }
  const unknown = cpg === null || cpg.trim() === "" ? "" : `.cpg: “${cpg.trim()}”; `;
  if (content === "ascii")
    return guess("utf-8", true, `${unknown}内容全是 ASCII`, `${unknown}the content is plain ASCII`);
  const byByte = languageBytes[languageByte];
  const hex = `0x${languageByte.toString(16).padStart(2, "0")}`;
  if (content === "utf-8" && (byByte === undefined || !byByte.startsWith("gb"))) {
    return guess("utf-8", true, `${unknown}内容是有效的 UTF-8`, `${unknown}the content is valid UTF-8`);
  }
  if (byByte !== undefined && !(byByte.startsWith("windows") && hasChinesePairs(sample))) {
    return guess(byByte, true, `DBF 语言字节 ${hex}`, `DBF language byte ${hex}`);
  }
  return guess(
    "gb18030",
    content === "not-utf-8",
    `${unknown}没有 .cpg，内容符合 GB18030`,
    `${unknown}no .cpg; the bytes fit GB18030`,
  );
}

function guess(value: string, sure: boolean, zh: string, en: string): Guess<string> {
  return { value, sure, evidence: { zh, en } };
}

/** UTF-8 cut in the middle of a character at a field's end still counts as UTF-8: suppliers cut names at 10 bytes. */
function classify(sample: Uint8Array): "ascii" | "utf-8" | "not-utf-8" {
  let beyond = false;
  for (let at = 0; at < sample.length; ) {
    const byte = sample[at] ?? 0;
    if (byte < 0x80) {
      at += 1;
      continue;
    }
    beyond = true;
    const length =
      byte >= 0xc2 && byte < 0xe0 ? 2 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xf0 && byte < 0xf5 ? 4 : 0;
    if (length === 0) return "not-utf-8";
    let step = 1;
    while (step < length && ((sample[at + step] ?? 0) & 0xc0) === 0x80) step += 1;
    const next = sample[at + step];
    const cut = step < length && (next === undefined || next === 0 || next === 0x20);
    if (step < length && !cut) return "not-utf-8";
    at += step;
  }
  return beyond ? "utf-8" : "ascii";
}

/** Most bytes above 0x7F in pairs that GB2312's rows of Chinese characters hold: then a Western language byte lies. */
function hasChinesePairs(sample: Uint8Array): boolean {
  let pairs = 0;
  let singles = 0;
  for (let at = 0; at < sample.length; at++) {
    const lead = sample[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = sample[at + 1] ?? 0;
    if (lead >= 0xb0 && lead <= 0xf7 && trail >= 0xa1 && trail <= 0xfe) {
      pairs += 1;
      at += 1;
    } else singles += 1;
  }
  return pairs > 2 * singles;
}
