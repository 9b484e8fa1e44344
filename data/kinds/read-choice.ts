import type { Choice } from "../../contract/catalog.js";
import { quoteText } from "../sql.js";
import { plainText } from "./read.js";

/**
 * How words become one of several choices: value → words of which one is contained in the text. Tried in order, so that
 * `非经营` stands before `经营`. A word that begins with `=` must be the whole text.
 */
export type ChoiceWords = readonly (readonly [value: string, ...words: string[]])[];

/** SQL reading of a text as one of `choices`: by value or title as they stand, else by what words it contains. */
export function readChoice(choices: readonly Choice[], words: ChoiceWords): (value: string) => string {
  return (value) => {
    const plain = `replace(upper(${plainText(value)}), ' ', '')`;
    const exact = new Map<string, string>();
    const add = (text: string, meaning: string) => {
      const key = text.toUpperCase().replaceAll(" ", "").replaceAll("（", "(").replaceAll("）", ")");
      if (!exact.has(key)) exact.set(key, meaning);
    };
    for (const { value: own, title } of choices) for (const text of [own, title.zh, title.en]) add(text, own);
    for (const [own, ...each] of words) for (const word of each) if (word.startsWith("=")) add(word.slice(1), own);
    const whole = [...exact].map(([text, own]) => `WHEN ${quoteText(text)} THEN ${quoteText(own)}`);
    const parts = words.flatMap(([own, ...each]) =>
      each
        .filter((word) => !word.startsWith("="))
        .map((word) => `WHEN contains(${plain}, ${quoteText(word.toUpperCase())}) THEN ${quoteText(own)}`),
    );
    const found = parts.length === 0 ? "" : `ELSE CASE ${parts.join(" ")} END`;
    return `CASE ${plain} ${whole.join(" ")} ${found} END`;
  };
}
