import { strFromU8, unzipSync } from "fflate";

export interface Workbook {
  readonly parts: readonly string[];
  readonly sheets: readonly string[];
  /** Cells as a spreadsheet takes them: numbers, texts, null. */
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** Formulas anywhere in the file: there must be none. */
  readonly formulas: number;
}

/** Reads a sheet of a workbook (the first is 1) by the rules of ECMA-376 for inline strings and numbers. */
export function readWorkbook(bytes: Uint8Array, number = 1): Workbook {
  const files = unzipSync(bytes);
  const part = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  const sheet = part(`xl/worksheets/sheet${number}.xml`);
  const rows = [...sheet.matchAll(/<row r="(\d+)">(.*?)<\/row>/gsu)].map(([, , cells = ""]) =>
    [...cells.matchAll(/<c(?: [^>]*)?\/>|<c(?<kind>(?: [^>]*)?)>(?<content>.*?)<\/c>/gsu)].map(({ groups }) => {
      if (groups?.content === undefined) return null;
      if (/t="inlineStr"/u.test(groups.kind ?? "")) return plain(/<t[^>]*>(.*)<\/t>/su.exec(groups.content)?.[1] ?? "");
      return Number(/^<v>(.*)<\/v>$/u.exec(groups.content)?.[1]);
    }),
  );
  return {
    parts: Object.keys(files).sort(),
    sheets: [...part("xl/workbook.xml").matchAll(/<sheet name="([^"]*)"/gu)].map(([, name = ""]) => plain(name)),
    rows,
    formulas: [...sheet.matchAll(/<f[ >]/gu)].length,
  };
}

/** XML entities, then the escapes of the format. */
function plain(xml: string): string {
  const text = xml.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  return text.replace(/_x([0-9A-Fa-f]{4})_/gu, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
