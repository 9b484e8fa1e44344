import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import type { Locale, Text } from "../../contract/text.js";
import { en } from "./en.js";
import type { Word } from "./words.js";
import { zh } from "./zh.js";

/** Values put into a sentence's `{{brackets}}`. */
export type Values = Readonly<Record<string, string | number>>;

export function startTexts(locale: Locale): void {
  void i18next.use(initReactI18next).init({
    lng: locale,
    resources: { zh: { translation: zh }, en: { translation: en } },
    fallbackLng: "zh",
    keySeparator: false,
    nsSeparator: false,
    pluralSeparator: "|",
    interpolation: { escapeValue: false },
    initAsync: false,
  });
}

export function switchLocale(locale: Locale): void {
  void i18next.changeLanguage(locale);
  document.documentElement.lang = locale === "zh" ? "zh-CN" : "en";
  document.title = say(locale, "app.name");
}

/** A word of the interface in one language. */
export function say(locale: Locale, word: Word, values: Values = {}): string {
  return i18next.t(word, { lng: locale, ...values });
}

/** A word of the interface in both languages: for titles that outlive a switch of language. */
export function bothTexts(word: Word, values: Values = {}): Text {
  return { zh: say("zh", word, values), en: say("en", word, values) };
}

/** What a component speaks with: `t` for the interface's words, `of` for the engine's texts, in the language chosen. */
export interface Speech {
  readonly locale: Locale;
  readonly t: (word: Word, values?: Values) => string;
  readonly of: (text: Text) => string;
}

export function useSpeech(): Speech {
  const { i18n } = useTranslation();
  return i18n.language === "en" ? speeches.en : speeches.zh;
}

const speeches: Readonly<Record<Locale, Speech>> = { zh: speechIn("zh"), en: speechIn("en") };

function speechIn(locale: Locale): Speech {
  return { locale, t: (word, values) => say(locale, word, values), of: (text) => text[locale] };
}
