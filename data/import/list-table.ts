import { basename } from "node:path";
import { AppError } from "../../contract/errors.js";
import type { CallContext } from "../../contract/wire.js";
import { readingFault } from "../formats/faults.js";
import { quoteName } from "../sql.js";
import type { ListedTable, TableRequest } from "./calls.js";
import { hashFile, openWorkshop } from "./open-source.js";
import { readTable } from "./read-table.js";

/** A form or ledger of more rows was not made by people. */
const mostRows = 20_000;

/** A workbook's first sheet or separated text, every row as text; empty rows are left out. Throws AppError `input-*`. */
export async function listTable({ path, folder }: TableRequest, context: CallContext): Promise<ListedTable> {
  const database = await openWorkshop(path, folder);
  try {
    return await database.using(context.signal, async (session) => {
      const { fields, relation, notes } = await readTable(session, path, folder, context);
      // A sheet's rows have their own numbers; those of separated text are counted below its header.
      const above = /\.xls[xm]$/iu.test(path) ? 0 : 1;
      const columns = fields.map(({ name }, index) => `nullif(trim(${quoteName(name)}), '') AS c${index}`);
      const found = await session.rows<Record<string, string | bigint | null>>(
        `SELECT row, ${columns.join(", ")} FROM ${relation} ORDER BY row LIMIT ${mostRows + 1}`,
      );
      if (found.length > mostRows) throw tooLong(path);
      const rows = found
        .map((record) => ({
          row: Number(record.row) + above,
          cells: fields.map((_field, index) => (record[`c${index}`] ?? null) as string | null),
        }))
        .filter(({ cells }) => cells.some((cell) => cell !== null));
      return { fields: fields.map(({ name }) => name), rows, notes, sha256: await hashFile(path, context.signal) };
    });
  } catch (error) {
    throw readingFault(path, error);
  } finally {
    database.close();
  }
}

function tooLong(path: string): AppError {
  return new AppError("input-too-large", {
    zh: `${basename(path)} 超过 ${mostRows} 行，不能作为回表或台账读取。请分成几个文件。`,
    en: `${basename(path)} has more than ${mostRows} rows and cannot be read as a returned form or ledger. Split it.`,
  });
}
