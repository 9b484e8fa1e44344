import type { Locale, Text } from "../../contract/text.js";
import type { Word } from "./words.js";
/** Values put into a sentence's `{{brackets}}`. */
export type Values = Readonly<Record<string, string | number>>;
export declare function startTexts(locale: Locale): void;
export declare function switchLocale(locale: Locale): void;
/** A word of the interface in one language. */
export declare function say(locale: Locale, word: Word, values?: Values): string;
/** A word of the interface in both languages: for titles that outlive a switch of language. */
export declare function bothTexts(word: Word, values?: Values): Text;
/** What a component speaks with: `t` for the interface's words, `of` for the engine's texts, in the language chosen. */
export interface Speech {
  readonly locale: Locale;
  readonly t: (word: Word, values?: Values) => string;
  readonly of: (text: Text) => string;
}
export declare function useSpeech(): Speech;
