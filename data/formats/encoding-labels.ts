import { AppError } from "../../contract/errors.js";

/** What a .cpg or a user may call an encoding → the label that TextDecoder takes. Compared without case, space, - and _. */
const labels: Readonly<Record<string, string>> = {
  "936": "gb18030",
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
  unicode: "utf-8",
  big5: "big5",
  "950": "big5",
  "932": "shift_jis",
  shiftjis: "shift_jis",
  sjis: "shift_jis",
  "949": "euc-kr",
  euckr: "euc-kr",
  big5hkscs: "big5",
  "88591": "windows-1252",
  latin1: "windows-1252",
  "1252": "windows-1252",
  ascii: "windows-1252",
  usascii: "windows-1252",
  "1250": "windows-1250",
  "1251": "windows-1251",
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
};

/** The TextDecoder label behind a name; null for one that is not known. */
export function encodingLabel(name: string): string | null {
  const plain = name.toLowerCase().replace(/[\s_-]/gu, "");
  const bare = plain.replace(/^(iso|ansi|cp|ms|windows|ibm|oem)(?=\d)/u, "");
  return labels[plain] ?? labels[bare] ?? null;
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
