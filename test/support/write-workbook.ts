import { zipBytes } from "./write-zip.js";

/** A cell as XML without its reference, or a value: texts are shared, numbers and flags stand as they are. */
export type SheetCell = string | number | boolean | null | { readonly xml: string };

export interface SheetContent {
  readonly name: string;
  readonly rows: readonly (readonly SheetCell[])[];
  /** Such as `A1:D1`. */
  readonly merged?: readonly string[];
}

export interface WorkbookOptions {
  /** Number formats by the number of the style that cells carry, 0 first; `yyyy\-mm\-dd`, or the number of a built-in one. */
  readonly styles?: readonly (string | number)[];
  readonly from1904?: boolean;
  /** Parts to add or to put in place of those made. */
  readonly parts?: Readonly<Record<string, string | Buffer>>;
}

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packaged = "http://schemas.openxmlformats.org/package/2006/relationships";

/** An .xlsx by the letter of ECMA-376, with shared strings. */
export function workbookBytes(sheets: readonly SheetContent[], options: WorkbookOptions = {}): Buffer {
  const strings: string[] = [];
  const shared = (text: string) => {
    const at = strings.indexOf(text);
    return at >= 0 ? at : strings.push(text) - 1;
  };
  const sheetXml = sheets.map(({ rows, merged }) => sheetOf(rows, merged ?? [], shared));
  const formats = (options.styles ?? [0]).map((style, index) => ({
    style,
    id: typeof style === "number" ? style : 170 + index,
  }));
  const parts: Record<string, string | Buffer> = {
    "_rels/.rels": `<Relationships xmlns="${packaged}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr${options.from1904 ? ' date1904="1"' : ""}/><sheets>${sheets.map(({ name }, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${packaged}">${sheets.map((_each, index) => `<Relationship Id="rId${index + 1}" Type="${office}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join("")}<Relationship Id="rId901" Type="${office}/styles" Target="styles.xml"/><Relationship Id="rId902" Type="${office}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
    "xl/styles.xml": `<styleSheet xmlns="${main}"><numFmts>${formats.map(({ style, id }) => (typeof style === "string" ? `<numFmt numFmtId="${id}" formatCode="${escapeXml(style)}"/>` : "")).join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${formats.map(({ id }) => `<xf numFmtId="${id}"/>`).join("")}</cellXfs></styleSheet>`,
    "xl/sharedStrings.xml": `<sst xmlns="${main}">${strings.map((text) => `<si>${text.startsWith("<") ? text : `<t xml:space="preserve">${escapeXml(text)}</t>`}</si>`).join("")}</sst>`,
  };
  for (const [index, xml] of sheetXml.entries()) parts[`xl/worksheets/sheet${index + 1}.xml`] = xml;
  const entries = Object.entries({ ...parts, ...options.parts });
  return zipBytes(entries.map(([name, data]) => ({ name, data: Buffer.from(data as Buffer) })));
}

function sheetOf(
  rows: readonly (readonly SheetCell[])[],
  merged: readonly string[],
  shared: (text: string) => number,
): string {
  const cell = (value: SheetCell, reference: string) => {
    if (value === null) return "";
    if (typeof value === "number") return `<c r="${reference}"><v>${value}</v></c>`;
    if (typeof value === "boolean") return `<c r="${reference}" t="b"><v>${value ? 1 : 0}</v></c>`;
    if (typeof value === "string") return `<c r="${reference}" t="s"><v>${shared(value)}</v></c>`;
    return value.xml.replace("<c", `<c r="${reference}"`);
  };
  const lines = rows.map(
    (row, number) =>
      `<row r="${number + 1}">${row.map((value, column) => cell(value, `${letters(column)}${number + 1}`)).join("")}</row>`,
  );
  const merges = merged.map((reference) => `<mergeCell ref="${reference}"/>`).join("");
  return `<worksheet xmlns="${main}"><sheetData>${lines.join("")}</sheetData>${merges === "" ? "" : `<mergeCells>${merges}</mergeCells>`}</worksheet>`;
}

function letters(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26);
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
