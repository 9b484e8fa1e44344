import { extname } from "node:path";
import type { CallContext } from "../../contract/wire.js";
import type { Session } from "../database.js";
import type { TextTable } from "../formats/coordinate-table.js";
import { readCsvTable } from "../formats/csv-table.js";
import { readSheet } from "../formats/xlsx-sheet.js";
import { openWorkbook } from "../formats/xlsx-workbook.js";

/** A table without a geometry: a workbook's first sheet, or separated text in any encoding. Throws AppError `input-*`. */
export async function readTable(
  session: Session,
  path: string,
  scratch: string,
  { signal, progress }: CallContext,
): Promise<TextTable> {
  const request = { session, path, scratch, layer: undefined, encoding: undefined, limit: null, signal, progress };
  if (!/^\.xls[xm]$/iu.test(extname(path))) return await readCsvTable(path, 0, null, request);
  const workbook = await openWorkbook(path);
  const [first] = workbook.sheets;
  return await readSheet(workbook, first?.name ?? "", request);
}
