import { createReadStream } from "node:fs";
import type { Guess } from "../../contract/inspection.js";
import { encodingLabel, requireEncoding } from "./encoding-labels.js";
import { guessEncoding } from "./guess-encoding.js";
import { readSample } from "./text-file.js";

/** Bytes in which texts that are not ASCII are looked for, and how many of them are enough. */
const [scannedBytes, enoughBytes] = [32 * 1024 * 1024, 65_536];

/**
 * The encoding of a drawing's texts: the user's word; UTF-8 from AutoCAD 2007 on (`$ACADVER` AC1021); before that the code
 * page in `$DWGCODEPAGE`. Either gives way where the bytes contradict it, since many programs write a header by rote.
 */
export async function drawingEncoding(path: string, chosen: string | undefined): Promise<Guess<string>> {
  if (chosen !== undefined) {
    const evidence = { zh: `由用户指定（${chosen}）`, en: `chosen by the user (${chosen})` };
    return { value: requireEncoding(chosen), sure: true, evidence };
  }
  const head = Buffer.from(await readSample(path)).toString("latin1");
  const version = /\$ACADVER\s+1\s+(AC\d+)/u.exec(head)?.[1] ?? "";
  const page = /\$DWGCODEPAGE\s+3\s+(\S+)/u.exec(head)?.[1] ?? "";
  const [name, variable] = version >= "AC1021" ? ["UTF-8", `$ACADVER ${version}`] : [page, `$DWGCODEPAGE ${page}`];
  const stated = encodingLabel(name);
  const sample = await foreignBytes(path);
  const { value, sure } = guessEncoding({
    chosen: undefined,
    cpg: stated === null ? undefined : name,
    languageByte: 0,
    sample,
  });
  if (stated === null) {
    const evidence = { zh: "图纸没有写明代码页，按内容判断", en: "the drawing states no code page; told by its bytes" };
    return { value, sure: sample.length === 0, evidence };
  }
  if (value === stated) {
    return { value, sure, evidence: { zh: `图纸文件头：${variable}`, en: `header of the drawing: ${variable}` } };
  }
  return {
    value,
    sure: false,
    evidence: {
      zh: `图纸文件头写着 ${variable}，但内容不符，按 ${value.toUpperCase()} 读取`,
      en: `the header of the drawing says ${variable}, but the bytes do not fit; read as ${value.toUpperCase()}`,
    },
  };
}

/** Texts beyond ASCII in the first part of a file, each ended by a NUL. */
async function foreignBytes(path: string): Promise<Uint8Array> {
  const found = new Uint8Array(enoughBytes);
  let length = 0;
  for await (const chunk of createReadStream(path, { end: scannedBytes, highWaterMark: 1024 * 1024 })) {
    const bytes = chunk as Uint8Array;
    for (let at = 0; at < bytes.length && length < enoughBytes - 4; at++) {
      // The second byte of a GBK character may be a letter: it stays beside the first.
      const foreign = (bytes[at] ?? 0) >= 0x80;
      if (foreign || (bytes[at - 1] ?? 0) >= 0x80) found[length++] = bytes[at] ?? 0;
      else if (length > 0 && found[length - 1] !== 0) found[length++] = 0;
    }
    if (length >= enoughBytes - 4) break;
  }
  return found.subarray(0, length);
}
