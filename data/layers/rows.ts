import type { CallInput, Condition, RowPage } from "../../contract/api.js";
import type { Bindings, Database, Session } from "../database.js";
import { passingRows, readFrom } from "../sets/find-rows.js";
import { passing, type RowSet } from "../sets/row-set.js";
import { quoteName } from "../sql.js";
import { toCell } from "./cells.js";
import { requireColumn } from "./filter.js";
import type { LayerSource } from "./layer-source.js";
import { narrowest, ownColumns } from "./narrowest.js";
import type { SourceOf } from "./place-filter.js";

type RowsRequest = Omit<CallInput<"layer.rows">, "layer">;

/** Orders kept in memory: 4 bytes a row each; sets of rows: a bit a row each. */
const keptOrders = 6;
const keptSets = 24;
/** Up to this row the first rows of an order are found without sorting the rest. */
const topRows = 500;

/**
 * Pages of rows. The first rows under a sort and filter are picked out at once; the order of all fids is then worked out
 * behind the reader's back and kept, so that a jump far down and scrolling read only the rows of the page. A project has one of these; every revision
 * of a layer has a table of its own and its name is never used twice, so an order never goes stale.
 */
export class RowReader {
  /** What passed a filter, by layer and filter. */
  private readonly sets = new Map<string, RowSet>();
  private readonly orders = new Map<string, Promise<Uint32Array>>();

  constructor(
    private readonly database: Database,
    private readonly sourceOf: SourceOf,
  ) {}

  /** Throws `usage` for an unknown column. Rows of equal value follow their fid; nulls come last. */
  async read(session: Session, source: LayerSource, request: RowsRequest): Promise<RowPage> {
    const columns = (request.columns ?? source.layer.columns.map((column) => column.name)).map((name) =>
      requireColumn(source.layer, name),
    );
    const { fids, total, after } = await this.find(session, source, request);
    const cells = await readCells(session, source, columns, fids);
    after?.();
    const rows = fids.flatMap((fid) => {
      const row = cells.get(fid);
      return row === undefined ? [] : [{ fid, cells: row.map(toCell) }];
    });
    return { total, columns, rows };
  }

  private async find(
    session: Session,
    source: LayerSource,
    request: RowsRequest,
  ): Promise<{ fids: number[]; total: number; after?: () => void }> {
    const key = this.orderKey(source, request);
    const end = request.offset + request.limit;
    const sorted = await this.sorted(session, source, request);
    if (!this.orders.has(key) && end <= topRows) {
      const fids = [...(await sorted.read(session, end))].slice(request.offset);
      const { total } = sorted;
      // Not before the page has its cells: both would share the machine.
      const goesOn = total > topRows && !source.passing;
      return goesOn ? { fids, total, after: () => this.prepare(key, sorted) } : { fids, total };
    }
    const order = await this.order(key, () => sorted.read(session, null));
    return { fids: [...order.subarray(request.offset, end)], total: order.length };
  }

  /** Which row a feature has under a sort and filter, from 0; null where the filter leaves it out. */
  async indexOf(
    session: Session,
    source: LayerSource,
    request: Pick<RowsRequest, "order" | "filter">,
    fid: number,
  ): Promise<number | null> {
    const sorted = await this.sorted(session, source, request);
    const index = (await this.order(this.orderKey(source, request), () => sorted.read(session, null))).indexOf(fid);
    return index < 0 ? null : index;
  }

  private async sorted(
    session: Session,
    source: LayerSource,
    { order, filter = [] }: Pick<RowsRequest, "order" | "filter">,
  ): Promise<SortedFids> {
    if (filter.length === 0) return new SortedFids(source, order, null);
    const key = this.filterKey(source, filter);
    const rows = this.sets.get(key) ?? (await passingRows(session, source, filter, this.sourceOf));
    remember(this.sets, key, rows, keptSets);
    return new SortedFids(source, order, rows);
  }

  private filterKey(source: LayerSource, filter: readonly Condition[] = []): string {
    return JSON.stringify([readFrom(source, filter, this.sourceOf), filter]);
  }

  private orderKey(source: LayerSource, { order, filter }: Pick<RowsRequest, "order" | "filter">): string {
    return JSON.stringify([order ?? null, this.filterKey(source, filter)]);
  }

  /** Sorts on a session of its own: the reader has its page and may be gone, which must not end the sort for the next one. */
  private prepare(key: string, sorted: SortedFids): void {
    if (this.orders.has(key)) return;
    this.order(key, () => this.database.using(undefined, (session) => sorted.read(session, null))).catch(
      () => undefined,
    );
  }

  private async order(key: string, make: () => Promise<Uint32Array>): Promise<Uint32Array> {
    const known = this.orders.get(key);
    const order = known ?? make();
    remember(this.orders, key, order, keptOrders);
    if (known === undefined) order.catch(() => this.orders.delete(key));
    return await order;
  }
}

/** Puts an entry last, and forgets the first where there are too many. */
function remember<Value>(entries: Map<string, Value>, key: string, value: Value, most: number): void {
  entries.delete(key);
  entries.set(key, value);
  const [oldest] = entries.keys();
  if (entries.size > most && oldest !== undefined) entries.delete(oldest);
}

/** The fids of a set (null: of all rows), in the order asked for, read from the one table that holds the sorted column. */
class SortedFids {
  readonly total: number;
  private readonly sql: string;
  private readonly bindings: Bindings;
  /** Null: to be sorted by SQL. */
  private readonly byFid: RowSet | null;

  constructor(source: LayerSource, order: RowsRequest["order"], rows: RowSet | null) {
    const { sql, bindings } = passing(rows);
    const column = order === undefined ? "fid" : requireColumn(source.layer, order.column);
    const ascending = !order?.descending;
    const sort =
      column === "fid" && ascending ? "fid" : `${quoteName(column)} ${ascending ? "ASC" : "DESC"} NULLS LAST, fid`;
    this.total = rows?.count ?? source.layer.count;
    this.byFid = column === "fid" && ascending ? rows : null;
    this.sql = `SELECT CAST(fid AS UINTEGER) AS fid FROM ${narrowest(source, [column])} WHERE ${sql} ORDER BY ${sort}`;
    this.bindings = bindings;
  }

  /** The first `limit`, or all. */
  async read(session: Session, limit: number | null): Promise<Uint32Array> {
    if (this.byFid !== null) return this.byFid.first(limit ?? this.total);
    return await session.wholeNumbers(`${this.sql}${limit === null ? "" : ` LIMIT ${limit}`}`, this.bindings);
  }
}

/** Values by fid, in the order of `columns`. Each table is asked for itself: a join would look for its rows in all. */
async function readCells(
  session: Session,
  source: LayerSource,
  columns: readonly string[],
  fids: readonly number[],
): Promise<Map<number, unknown[]>> {
  // Rows without any column are still rows.
  const found = new Map<number, unknown[]>(columns.length === 0 ? fids.map((fid) => [fid, []]) : []);
  if (fids.length === 0) return found;
  const own = new Set(ownColumns(source));
  const homes: [string, string[]][] = [
    [source.own, columns.filter((column) => own.has(column) || column === "fid")],
    [source.geometryRelation, columns.filter((column) => !own.has(column) && column !== "fid")],
  ];
  for (const [table, names] of homes) {
    if (names.length === 0) continue;
    const values = await session.columns(
      `SELECT ${["fid", ...names.map(quoteName)].join(", ")} FROM ${table} WHERE fid IN (${fids.join(", ")})`,
    );
    const places = names.map((name) => columns.indexOf(name));
    for (const [at, fid] of (values[0] ?? []).entries()) {
      const row = found.get(Number(fid)) ?? new Array<unknown>(columns.length).fill(null);
      for (const [index, place] of places.entries()) row[place] = values[index + 1]?.[at];
      found.set(Number(fid), row);
    }
  }
  return found;
}
