import { type DangerGrade, type JudgementScale, judgementScales } from "../../contract/ledger.js";
import type { ReturnedField } from "../../contract/returned-calls.js";
import type { Text } from "../../contract/text.js";
import { serialText } from "../formats/xlsx-styles.js";

/** A cell as read; `value` null: it cannot be. `note` where it was not plain. */
export interface ReadCell {
  readonly value: string | null;
  readonly note: Text | null;
}

/** Serial numbers that a spreadsheet shows as days of 1990 to 2064: other whole numbers are no days. */
const serials = { first: 32_874, last: 60_000 };

/**
 * A day as people write it: 2026-04-01, 2026/4/1, 2026.4.1, 2026年4月1日, 20260401, with a time behind or without, or the
 * number behind a spreadsheet's date that lost its format.
 */
export function readDay(text: string): ReadCell {
  const plain = text.normalize("NFKC").trim();
  const parts =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[\sT]+\d{1,2}:\d{2}.*)?$/u.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})$/u.exec(plain);
  if (parts !== null) {
    const [, year = "", month = "", date = ""] = parts;
    const day = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
    return isDay(day) ? { value: day, note: null } : { value: null, note: noDay };
  }
  const number = Number(plain);
  if (/^\d{5}(\.\d+)?$/u.test(plain) && number >= serials.first && number <= serials.last) {
    const day = serialText(Math.floor(number), false);
    const note = { zh: `按 Excel 日期序号 ${plain} 读取`, en: `read from Excel's serial number ${plain}` };
    return { value: day, note };
  }
  return { value: null, note: noDay };
}

function isDay(day: string): boolean {
  return new Date(day).toJSON()?.slice(0, 10) === day;
}

const noDay: Text = { zh: "不是日期", en: "no date" };

/** A JGJ 125 grade: a letter, with or without 级, wide or small; anything else is none. */
export function readGrade(text: string): ReadCell {
  const plain = text.normalize("NFKC").trim();
  const letter = /^([A-D])\s*(?:级|級|grade)?$/iu.exec(plain)?.[1]?.toUpperCase() as DangerGrade | undefined;
  if (letter === undefined) {
    return { value: null, note: { zh: "不是 A、B、C、D 级", en: "none of the grades A, B, C, D" } };
  }
  return { value: letter, note: letter === text ? null : readAs(text, letter) };
}

/** How people say what stands on the scales; see `judgementScales`. */
const words: Readonly<Record<JudgementScale, Readonly<Record<string, string>>>> = {
  preliminary: {
    未发现安全隐患: "none",
    未发现隐患: "none",
    无隐患: "none",
    存在一定安全隐患: "some",
    一定隐患: "some",
    存在严重安全隐患: "serious",
    严重隐患: "serious",
  },
  reliability: { "1": "I", "2": "II", "3": "III", "4": "IV", 一: "I", 二: "II", 三: "III", 四: "IV" },
  seismic: {},
};

export function readJudgement(scale: JudgementScale, text: string): ReadCell {
  const plain = text.normalize("NFKC").trim();
  const bare = plain.replace(/\s*[级類类]$/u, "");
  const values: readonly string[] = judgementScales[scale];
  const found = words[scale][bare] ?? values.find((value) => value.toLowerCase() === bare.toLowerCase());
  if (found === undefined) return { value: null, note: { zh: "不是该项的取值", en: "not a value of this scale" } };
  return { value: found, note: found === text || words[scale][bare] !== undefined ? null : readAs(text, found) };
}

/** Reads one field of a returned form. */
export function readReturned(field: ReturnedField, text: string): ReadCell {
  switch (field) {
    case "grade":
      return readGrade(text);
    case "date":
      return readDay(text);
    case "preliminary":
    case "reliability":
    case "seismic":
      return readJudgement(field, text);
    case "report":
    case "agency":
      return text.length > 200
        ? { value: null, note: { zh: "超过 200 字", en: "longer than 200 characters" } }
        : plainly(text);
    case "note":
      return plainly(text.slice(0, 4000));
  }
}

function plainly(text: string): ReadCell {
  return { value: text, note: null };
}

function readAs(given: string, value: string): Text {
  return { zh: `“${given}”读作 ${value}`, en: `"${given}" read as ${value}` };
}
