import type { RowChoice } from "../../contract/ledger-calls.js";
import type { Session } from "../database.js";
import { filterSql, requireColumn } from "../layers/filter.js";
import type { LayerSource } from "../layers/layer-source.js";
import { columnsRead, narrowest } from "../layers/narrowest.js";
import type { SourceOf } from "../layers/place-filter.js";
import { quoteName } from "../sql.js";
import { RowSet } from "./row-set.js";

/**
 * The rows of a layer that were chosen, found by one statement: an aggregate sets the bits, so that no fid is carried out
 * of the database (5 ms for a million rows; as a column of fids 15 ms). Throws like `filterSql`.
 */
export async function findRows(
  session: Session,
  source: LayerSource,
  { filter = [], fids, order, limit }: Omit<RowChoice, "layer">,
  sourceOf: SourceOf,
): Promise<RowSet> {
  const { sql, bindings } = await filterSql(session, source, filter, sourceOf);
  const chosen = fids === undefined ? "true" : "fid IN (SELECT unnest(CAST($fids AS BIGINT[])))";
  const column = order === undefined ? "fid" : requireColumn(source.layer, order.column);
  const found = `FROM ${narrowest(source, [...columnsRead(filter), column])} WHERE ${sql} AND ${chosen}`;
  const sort = `${quoteName(column)} ${order?.descending ? "DESC" : "ASC"} NULLS LAST, fid`;
  const first = limit === undefined ? found : `FROM (SELECT fid ${found} ORDER BY ${sort} LIMIT ${limit})`;
  const { highest } = await session.row<{ highest: bigint | null }>(`SELECT max(fid) AS highest FROM ${source.own}`);
  // Whole bytes, so that a BIT has no padding.
  const last = Number(highest ?? 0n) | 7;
  const { bytes } = await session.row<{ bytes: Uint8Array | null }>(
    `SELECT CAST(bitstring_agg(fid, 0, ${last}) AS BLOB) AS bytes ${first}`,
    { ...bindings, ...(fids === undefined ? {} : { fids: JSON.stringify(fids) }) },
  );
  return new RowSet(bytes === null ? new Uint8Array() : Uint8Array.from(bytes));
}
