/** A sentence or title in both languages of the interface. Every text a user can read is one of these. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

export const locales = ["zh", "en"] as const;
export type Locale = (typeof locales)[number];

/** A text that reads the same in both languages: a field name of the user's, a number, a code. */
export function sameText(value: string): Text {
  return { zh: value, en: value };
}
