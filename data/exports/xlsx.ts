import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { strToU8, Zip, ZipDeflate } from "fflate";
import { type Account, isTable, tableRows } from "../../contract/account.js";
import { AppError } from "../../contract/errors.js";
import { locales } from "../../contract/text.js";
import { quoteName } from "../sql.js";
import { type ExportColumn, isMeasured, type WriteFormat } from "./format.js";

/** Rows of a sheet, its header left out. */
const mostRows = 1_048_575;
/** Characters of a cell; Excel takes no longer text. */
const mostCharacters = 32_767;

/**
 * A workbook of one sheet, and one more with the account of a result, written as a stream. Our own few parts of ECMA-376, since GDAL's writer turns a text that
 * begins with = into a formula: here every text is an inline string, whatever it holds.
 */
export const xlsx: WriteFormat = {
  name: "xlsx",
  title: { zh: "Excel 工作簿", en: "Excel workbook" },
  extensions: ["xlsx"],
  holdsAccount: true,
  async write({ session, relation, bindings, columns, rows, title, account, file, progress }) {
    if (rows > mostRows) throw tooManyRows(rows);
    const out = createWriteStream(file);
    const failed = once(out, "error").then(([error]) => Promise.reject(error));
    failed.catch(() => undefined);
    try {
      const zip = new Zip((error, data) => {
        if (error) out.destroy(error);
        else out.write(data);
      });
      const sheets = [sheetName(title), ...(account.length === 0 ? [] : [accountName])];
      for (const [name, content] of fixedParts(sheets)) addPart(zip, name, content);
      if (account.length > 0) addPart(zip, "xl/worksheets/sheet2.xml", accountSheet(account));
      const sheet = new ZipDeflate("xl/worksheets/sheet1.xml", { level: 1 });
      zip.add(sheet);
      sheet.push(strToU8(sheetHead(columns)));
      let written = 0;
      const select = columns.map(({ column }) => quoteName(column.name)).join(", ");
      const measured = columns.map(({ column }) => isMeasured(column));
      for await (const chunk of session.chunks(`SELECT ${select} FROM ${relation} ORDER BY fid`, bindings)) {
        const lines = chunk.map((row, index) => rowXml(row, measured, written + index + 2));
        sheet.push(strToU8(lines.join("")));
        written += chunk.length;
        progress(written);
        if (out.writableNeedDrain) await Promise.race([once(out, "drain"), failed]);
      }
      sheet.push(strToU8("</sheetData></worksheet>"), true);
      zip.end();
      out.end();
      await Promise.race([once(out, "close"), failed]);
      return written;
    } finally {
      out.destroy();
    }
  },
};

function addPart(zip: Zip, name: string, content: string): void {
  const part = new ZipDeflate(name);
  zip.add(part);
  part.push(strToU8(content), true);
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const packaged = "http://schemas.openxmlformats.org/package/2006";

/** No layer's title is as short and plain. */
const accountName = "怎样得出";

/** Lines in both languages side by side; a table in one language below the other, its numbers as numbers. */
function accountSheet(account: Account): string {
  const lines = account.flatMap((part) => {
    if (!isTable(part)) return [[part.zh, part.en]];
    const { zh, en } = part.title;
    return [[], [zh, en], ...locales.flatMap((locale) => tableRows(part, locale))];
  });
  const rows = lines.map((line, index) => rowXml(line, [], index + 1));
  return `${declaration}<worksheet xmlns="${main}"><sheetData>${rows.join("")}</sheetData></worksheet>`;
}

/** Every part of a workbook but its sheets. */
export function fixedParts(sheets: readonly string[]): [string, string][] {
  const numbered = sheets.map((name, index) => ({ name: escapeXml(name), number: index + 1 }));
  const parts = numbered.map(
    ({ number }) =>
      `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${spreadsheet}.worksheet+xml"/>`,
  );
  const listed = numbered.map(({ name, number }) => `<sheet name="${name}" sheetId="${number}" r:id="rId${number}"/>`);
  const related = numbered.map(
    ({ number }) =>
      `<Relationship Id="rId${number}" Type="${relations}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
  );
  return [
    [
      "[Content_Types].xml",
      `${declaration}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/>${parts.join("")}<Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/></Types>`,
    ],
    [
      "_rels/.rels",
      `${declaration}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      "xl/workbook.xml",
      `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${listed.join("")}</sheets></workbook>`,
    ],
    [
      "xl/_rels/workbook.xml.rels",
      `${declaration}<Relationships xmlns="${packaged}/relationships">${related.join("")}<Relationship Id="rId${sheets.length + 1}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      "xl/styles.xml",
      `${declaration}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/></cellXfs></styleSheet>`,
    ],
  ];
}

/** The header row is bold and stays in sight. */
function sheetHead(columns: readonly ExportColumn[]): string {
  const header = columns.map(({ column, header: name }) => {
    const unit = column.unit === undefined ? "" : `（${column.unit}）`;
    return `<c t="inlineStr" s="1"><is><t>${cellText(column.origin === "source" ? name : column.title.zh + unit)}</t></is></c>`;
  });
  return `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData><row r="1">${header.join("")}</row>`;
}

function rowXml(row: readonly unknown[], measured: readonly boolean[], number: number): string {
  return `<row r="${number}">${row.map((value, index) => cellXml(value, measured[index] === true)).join("")}</row>`;
}

/** Numbers as numbers; 是 / 否 for flags; everything else as text. Whole numbers beyond 2^53 would lose digits. */
function cellXml(value: unknown, measured: boolean): string {
  if (value === null || value === undefined) return "<c/>";
  if (typeof value === "number" && Number.isFinite(value))
    return `<c><v>${measured ? Math.round(value * 1000) / 1000 : value}</v></c>`;
  if (typeof value === "bigint" && Number.isSafeInteger(Number(value))) return `<c><v>${value}</v></c>`;
  const text = typeof value === "boolean" ? (value ? "是" : "否") : String(value);
  return `<c t="inlineStr"><is><t xml:space="preserve">${cellText(text)}</t></is></c>`;
}

/**
 * A cell's text as XML. What looks like an escape of the format (`_x0041_`) is kept literal by escaping its underscore, and
 * a carriage return, which XML readers would change, is such an escape.
 */
export function cellText(text: string): string {
  const literal = text.slice(0, mostCharacters).replace(/_(?=x[0-9A-Fa-f]{4}_)/gu, "_x005F_");
  return escapeXml(literal).replaceAll("\r", "_x000D_");
}

function escapeXml(text: string): string {
  const whole = text.replace(/\p{Cs}/gu, "\ufffd");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 cannot hold them at all
  const legal = whole.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, "");
  return legal.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** Excel refuses longer names, these characters, and the word History. */
function sheetName(title: string): string {
  const name = title
    .replace(/[\\/?*[\]:'\p{Cc}]/gu, " ")
    .trim()
    .slice(0, 31)
    .replace(/[\ud800-\udbff]$/u, "")
    .trim();
  return name === "" || /^history$/iu.test(name) ? "Sheet1" : name;
}

function tooManyRows(rows: number): AppError {
  return new AppError("usage", {
    zh: `Excel 工作表最多 ${mostRows} 行，该图层有 ${rows} 行。请先筛选，或导出为 CSV。`,
    en: `A sheet holds at most ${mostRows} rows and the layer has ${rows}. Filter it first, or export a CSV.`,
  });
}
