import type { CallInput, RowPage } from "../../contract/api.js";
import type { Session } from "../database.js";
import { quoteName, quoteNames } from "../sql.js";
import { toCell } from "./cells.js";
import { filterSql, requireColumn } from "./filter.js";
import type { LayerSource } from "./layer-source.js";

type RowsRequest = Omit<CallInput<"layer.rows">, "layer">;

/** Orders kept in memory: 4 bytes a row each. */
const keptOrders = 6;

/**
 * Pages of rows. The order of a layer's fids under a sort and filter is worked out once and kept, so that scrolling reads
 * only the rows of the page. A project has one of these; ids are never used twice, so an order never goes stale.
 */
export class RowReader {
  private readonly orders = new Map<string, Promise<Uint32Array>>();

  /** Throws `usage` for an unknown column. Rows of equal value follow their fid; nulls come last. */
  async read(session: Session, source: LayerSource, request: RowsRequest): Promise<RowPage> {
    const columns = (request.columns ?? source.layer.columns.map((column) => column.name)).map((name) =>
      requireColumn(source.layer, name),
    );
    const order = await this.order(session, source, request);
    const fids = [...order.subarray(request.offset, request.offset + request.limit)];
    const values = await session.columns(
      `SELECT ${["fid", ...columns.map((name) => quoteName(name))].join(", ")} FROM ${source.relation}
       WHERE fid IN (${fids.length === 0 ? "NULL" : fids.join(", ")})`,
    );
    const places = new Map((values[0] ?? []).map((fid, place) => [Number(fid), place]));
    const rows = fids.flatMap((fid) => {
      const place = places.get(fid);
      return place === undefined ? [] : [{ fid, cells: values.slice(1).map((column) => toCell(column[place])) }];
    });
    return { total: order.length, columns, rows };
  }

  private async order(session: Session, source: LayerSource, request: RowsRequest): Promise<Uint32Array> {
    const key = JSON.stringify([source.layer.id, request.order ?? null, request.filter ?? []]);
    const known = this.orders.get(key);
    if (known !== undefined) {
      this.orders.delete(key);
      this.orders.set(key, known);
      return await known;
    }
    const made = sortFids(session, source, request);
    this.orders.set(key, made);
    made.catch(() => this.orders.delete(key));
    const [oldest] = this.orders.keys();
    if (this.orders.size > keptOrders && oldest !== undefined) this.orders.delete(oldest);
    return await made;
  }
}

async function sortFids(session: Session, source: LayerSource, request: RowsRequest): Promise<Uint32Array> {
  const { sql, bindings } = filterSql(source.layer, request.filter ?? []);
  const by = request.order;
  const sort =
    by === undefined
      ? "fid"
      : `${quoteNames([requireColumn(source.layer, by.column)])} ${by.descending ? "DESC" : "ASC"} NULLS LAST, fid`;
  const [fids = []] = await session.columns(
    `SELECT CAST(fid AS UINTEGER) AS fid FROM ${source.relation} WHERE ${sql} ORDER BY ${sort}`,
    bindings,
  );
  return Uint32Array.from(fids as number[]);
}
