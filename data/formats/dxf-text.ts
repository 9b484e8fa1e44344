/** Letters of MTEXT's codes that take an argument up to a semicolon (font, colour, height, width, tracking, alignment …). */
const coded = /\\[ACFHQTWfcpq][^;\\{}]*;/gu;
const signs: Readonly<Record<string, string>> = { c: "Ø", d: "°", p: "±" };

/**
 * The text of a TEXT or MTEXT without its codes: paragraphs become spaces, `\S1/2;` becomes 1/2, `%%c` a diameter sign,
 * `\U+4E2D` its character (DXF reference, "Format codes for multiline text").
 */
export function plainText(raw: string): string {
  if (!/[\\{}%]/u.test(raw)) return raw.trim();
  return raw
    .replace(/\\[Uu]\+([0-9A-Fa-f]{4})/gu, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/%%([cdpCDP])/gu, (_all, sign: string) => signs[sign.toLowerCase()] ?? "")
    .replace(/%%[uoUO]/gu, "")
    .replace(/\\S([^;\\]*);/gu, (_all, stacked: string) => stacked.replace(/[#^]/u, "/"))
    .replace(coded, "")
    .replace(/\\[PNX]/gu, " ")
    .replace(/\\~/gu, " ")
    .replace(/\\[LlOoKk]/gu, "")
    .replace(/(?<!\\)[{}]/gu, "")
    .replace(/\\([\\{}])/gu, "$1")
    .trim();
}
