import { strToU8, zipSync } from "fflate";
import { columnLetters } from "../formats/xlsx-cells.js";
import { cellText, fixedParts } from "./xlsx.js";

export interface FormColumn {
  readonly title: string;
  /** Characters. */
  readonly width: number;
  /** Whoever fills the form in cannot change it without taking the protection off. */
  readonly locked: boolean;
  /** Offered in the cell; anything else is refused by the spreadsheet. */
  readonly choices?: readonly string[];
}

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** Styles: 0 locked text, 1 header, 2 open text, 3 title. Text (49) keeps long codes and grades as they are typed. */
const styles = `${declaration}<styleSheet xmlns="${main}"><fonts count="3"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font><font><b/><sz val="16"/><name val="宋体"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF2F2F2"/></patternFill></fill></fills><borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf numFmtId="49" fillId="2" borderId="1" xfId="0" applyNumberFormat="1"/><xf fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1"/><xf numFmtId="49" borderId="1" xfId="0" applyNumberFormat="1" applyProtection="1"><protection locked="0"/></xf><xf fontId="2" xfId="0" applyFont="1"/></cellXfs></styleSheet>`;

/** A form as a workbook: a title across, the header, rows of texts; printed landscape with its header on every page. */
export function formBytes(
  title: string,
  columns: readonly FormColumn[],
  rows: readonly (readonly (string | null)[])[],
): Uint8Array {
  const last = columnLetters(columns.length - 1);
  const widths = columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const cell = (text: string | null, style: number) =>
    text === null
      ? `<c s="${style}"/>`
      : `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${cellText(text)}</t></is></c>`;
  const lines = rows.map((row, index) => {
    const cells = columns.map(({ locked }, column) => cell(row[column] ?? null, locked ? 0 : 2));
    return `<row r="${index + 3}">${cells.join("")}</row>`;
  });
  const choices = columns.flatMap(({ choices: values }, index) => {
    if (values === undefined || rows.length === 0) return [];
    const area = `${columnLetters(index)}3:${columnLetters(index)}${rows.length + 2}`;
    return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${area}"><formula1>"${values.map(cellText).join(",")}"</formula1></dataValidation>`;
  });
  const validations =
    choices.length === 0 ? "" : `<dataValidations count="${choices.length}">${choices.join("")}</dataValidations>`;
  const sheet = `${declaration}<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join("")}</cols><sheetData><row r="1">${cell(title, 3)}</row><row r="2">${columns.map((column) => cell(column.title, 1)).join("")}</row>${lines.join("")}</sheetData><sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/><mergeCells count="1"><mergeCell ref="A1:${last}1"/></mergeCells>${validations}<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`;
  const parts = new Map(fixedParts(["清单"]));
  parts.set("xl/styles.xml", styles);
  parts.set("xl/worksheets/sheet1.xml", sheet);
  return zipSync(Object.fromEntries([...parts].map(([name, content]) => [name, strToU8(content)])));
}
