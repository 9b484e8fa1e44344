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
  const pairs = words.flatMap(([own, ...each]) => each.map((word) => [plainWord(word), own] as const));
  const whole = new Map<string, string>();
  const add = (text: string, own: string) => {
    if (!whole.has(text)) whole.set(text, own);
  };
  for (const { value, title } of choices) for (const text of [value, title.zh, title.en]) add(plainWord(text), value);
  for (const [word, own] of pairs) if (word.startsWith("=")) add(word.slice(1), own);
  const parts = pairs.filter(([word]) => !word.startsWith("="));
  // Most values are a word and nothing else: what the rule of parts says of them is told beforehand.
  for (const [word] of parts) add(word, parts.find(([part]) => word.includes(part))?.[1] ?? "");
  const wholes = [...whole].map(([text, own]) => `WHEN ${quoteText(text)} THEN ${quoteText(own)}`).join(" ");
  const contained = parts.map(([word, own]) => `WHEN contains(word, ${quoteText(word)}) THEN ${quoteText(own)}`);
  const other = contained.length === 0 ? "" : `ELSE CASE ${contained.join(" ")} END`;
  return (value) =>
    // A lambda, for it works the plain word out once, where a CASE would do so for each of its branches.
    `coalesce(CASE ${value} ${wholes} END,
      list_transform([replace(upper(${plainText(value)}), ' ', '')], lambda word: CASE word ${wholes} ${other} END)[1])`;
}

/** A word as the text that it is compared with: upper case, no spaces, plain brackets. */
function plainWord(text: string): string {
  return text.toUpperCase().replaceAll(" ", "").replaceAll("（", "(").replaceAll("）", ")");
}
