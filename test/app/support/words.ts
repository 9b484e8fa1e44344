import type { Locale } from "../../../contract/text.js";
import { en } from "../../../renderer/text/en.js";
import type { Word } from "../../../renderer/text/words.js";
import { zh } from "../../../renderer/text/zh.js";

/** A word of the interface as a user reads it, its `{{brackets}}` filled. */
export function word(locale: Locale, name: Word, values: Readonly<Record<string, string | number>> = {}): string {
  const text: string = locale === "zh" ? zh[name] : en[name];
  return text.replaceAll(/\{\{(\w+)\}\}/gu, (_whole, key: string) => String(values[key] ?? ""));
}
