import type { Guess } from "../../contract/inspection.js";
import { encodingLabel, requireEncoding } from "./encoding-labels.js";
import { hasChinesePairs, looksBig5, looksWestern, touchesLetters, utf8Shape } from "./text-evidence.js";

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

/** Fewer pairs than this are no reason to contradict what a file states. */
const fewPairs = 3;
/** Names that say "whatever this computer uses": no evidence at all. */
const vagueNames = /^(oem|ansi)$/iu;

export interface EncodingEvidence {
  readonly chosen: string | undefined;
  /** Content of the .cpg; null without one, undefined for a format that has none. */
  readonly cpg: string | null | undefined;
  readonly languageByte: number;
  /** Bytes of names and of some rows, texts ending at a NUL. */
  readonly sample: Uint8Array;
}

/**
 * In the order of evidence: the user, the .cpg, the content where it can only be one thing, byte 29, GB18030. What is
 * stated gives way where the bytes contradict it: UTF-8 over bytes that cannot be UTF-8, anything over bytes that can
 * hardly be anything but UTF-8, a Western code page over pairs that are Chinese characters.
 */
export function guessEncoding({ chosen, cpg, languageByte, sample }: EncodingEvidence): Guess<string> {
  if (chosen !== undefined) {
    return guess(requireEncoding(chosen), true, `由用户指定（${chosen}）`, `chosen by the user (${chosen})`);
  }
  const content = utf8Shape(sample);
  const name = cpg?.trim() ?? "";
  const stated = vagueNames.test(name) ? null : encodingLabel(name);
  if (stated !== null) return weighStated(name, stated, content, sample);
  // A .cpg is a word; of a web page saved under its name the beginning is enough.
  const quoted = name.slice(0, 40);
  const [zh, en] =
    cpg === undefined
      ? ["", ""]
      : name === ""
        ? ["没有 .cpg，", "no .cpg; "]
        : [`.cpg 写着“${quoted}”，`, `the .cpg says "${quoted}"; `];
  if (content === "ascii") return guess("utf-8", true, `${zh}内容全是 ASCII`, `${en}the content is plain ASCII`);
  const byByte = languageBytes[languageByte];
  const likely =
    content === "possible" || (content === "pairs" && (!hasChinesePairs(sample) || touchesLetters(sample)));
  if (content === "certain" || (likely && !byByte?.startsWith("gb"))) {
    return guess("utf-8", true, `${zh}内容是有效的 UTF-8`, `${en}the content is valid UTF-8`);
  }
  const chinese = hasChinesePairs(sample, fewPairs);
  if (byByte !== undefined && !(byByte.startsWith("windows") && chinese)) {
    const hex = `0x${languageByte.toString(16).padStart(2, "0")}`;
    return name === ""
      ? guess(byByte, true, `DBF 语言字节 ${hex}`, `DBF language byte ${hex}`)
      : guess(byByte, true, `${zh}DBF 语言字节 ${hex}`, `${en}DBF language byte ${hex}`);
  }
  if (!chinese && looksWestern(sample)) {
    return guess("windows-1252", false, `${zh}内容像西文单字节编码`, `${en}the bytes look like a Western code page`);
  }
  if (looksBig5(sample)) return guess("big5", false, `${zh}内容像 Big5`, `${en}the bytes look like Big5`);
  return guess("gb18030", chinese, `${zh}内容符合 GB18030`, `${en}the bytes fit GB18030`);
}

function weighStated(
  name: string,
  stated: string,
  content: ReturnType<typeof utf8Shape>,
  sample: Uint8Array,
): Guess<string> {
  if (stated === "utf-8" && content === "impossible") {
    const value = !hasChinesePairs(sample) && looksWestern(sample) ? "windows-1252" : "gb18030";
    return guess(
      value,
      false,
      `.cpg 写着 ${name}，但内容不是 UTF-8，按 ${value.toUpperCase()} 读取`,
      `the .cpg says ${name}, but the bytes are not UTF-8; read as ${value.toUpperCase()}`,
    );
  }
  if (stated !== "utf-8" && content === "certain") {
    return guess(
      "utf-8",
      false,
      `.cpg 写着 ${name}，但内容是有效的 UTF-8，按 UTF-8 读取`,
      `the .cpg says ${name}, but the bytes are valid UTF-8; read as UTF-8`,
    );
  }
  if (stated.startsWith("windows") && hasChinesePairs(sample, fewPairs)) {
    return guess(
      "gb18030",
      false,
      `.cpg 写着 ${name}，但内容是成对的汉字编码，按 GB18030 读取`,
      `the .cpg says ${name}, but the bytes pair up as Chinese characters; read as GB18030`,
    );
  }
  return guess(stated, true, `.cpg 文件：${name}`, `.cpg file: ${name}`);
}

/**
 * What to try when a file that was not said by the user to be UTF-8 turned out, further down than the sample reached,
 * not to be; null where there is nothing else to try.
 */
export function secondGuess(first: Guess<string>, chosen: string | undefined): Guess<string> | null {
  if (chosen !== undefined || first.value !== "utf-8") return null;
  return guess(
    "gb18030",
    false,
    `${first.evidence.zh}，但后面的行不是 UTF-8，按 GB18030 读取`,
    `${first.evidence.en}, but rows further down are not UTF-8; read as GB18030`,
  );
}

function guess(value: string, sure: boolean, zh: string, en: string): Guess<string> {
  return { value, sure, evidence: { zh, en } };
}
