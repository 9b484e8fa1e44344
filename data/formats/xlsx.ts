import { noDoubts, type OpenedSource, type ReadFormat } from "./format.js";
import { openTables } from "./tables.js";
import { readHeads, readSheet } from "./xlsx-sheet.js";
import { openWorkbook } from "./xlsx-workbook.js";

/** A workbook whose sheets have coordinate columns; each sheet is a layer. */
export const xlsx: ReadFormat = {
  name: "xlsx",
  title: { zh: "Excel 工作簿（含坐标列）", en: "Excel workbook with coordinates" },
  extensions: ["xlsx", "xlsm"],
  async open(request): Promise<OpenedSource> {
    const workbook = await openWorkbook(request.path);
    const heads = await readHeads(workbook);
    const layers = workbook.sheets.map(({ name }) => name);
    const read = (name: string, limit: number | null) => readSheet(workbook, name, { ...request, limit });
    const { table: _table, ...rest } = await openTables({ layers, heads, read }, request);
    return {
      ...rest,
      encoding: {
        value: "utf-8",
        sure: true,
        evidence: { zh: "该格式规定为 UTF-8", en: "UTF-8 by definition of the format" },
      },
      deleted: new Set(),
      doubtful: noDoubts,
    };
  },
};
