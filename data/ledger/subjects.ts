import type { DuckDBValue } from "@duckdb/node-api";
import { AppError } from "../../contract/errors.js";
import type { LedgerEvent, Subject } from "../../contract/ledger.js";
import type { RowChoice } from "../../contract/ledger-calls.js";
import type { Layer } from "../../contract/project.js";
import type { CallContext } from "../../contract/wire.js";
import type { Session } from "../database.js";
import { filterSql, requireColumn } from "../layers/filter.js";
import type { LayerSource } from "../layers/layer-source.js";
import type { SourceOf } from "../layers/place-filter.js";
import { quoteName, quoteText } from "../sql.js";
import type { LedgerState } from "./ledger-state.js";

/** Decided at once at most; beyond, a filter is meant to be narrower. */
const mostRows = 100_000;

/**
 * The rows as a decision remembers them. `source` is the layer that was chosen from, `home` the one whose rows they are: a
 * result's rows are its parent's. Throws `usage` for too many rows, `layer-missing` where a row named is not there.
 */
export async function readSubjects(
  session: Session,
  source: LayerSource,
  home: Layer,
  rows: RowChoice,
  sourceOf: SourceOf,
  progress: CallContext["progress"] = () => undefined,
): Promise<Subject[]> {
  const { sql, bindings } = await filterSql(session, source, rows.filter ?? [], sourceOf);
  const chosen = rows.fids === undefined ? "true" : `list_contains(CAST($fids AS BIGINT[]), fid)`;
  const sort =
    rows.order === undefined
      ? "fid"
      : `${quoteName(requireColumn(source.layer, rows.order.column))} ${rows.order.descending ? "DESC" : "ASC"} NULLS LAST, fid`;
  const known = new Set(source.layer.columns.map(({ name }) => name));
  const text = (name: string) =>
    known.has(name) ? `left(CAST(${quoteName(name)} AS VARCHAR), 200) AS ${name}` : `CAST(NULL AS VARCHAR) AS ${name}`;
  const limit = Math.min(rows.limit ?? mostRows + 1, mostRows + 1);
  const phase = { zh: "读取所选房屋", en: "Reading the houses chosen" };
  progress({ phase });
  const found: Subject[] = [];
  // By chunks, so that the map is answered in between, and a cancel is heard.
  const chunks = session.chunks(
    `WITH chosen AS (
       SELECT fid, ${["code", "name", "address"].map(text).join(", ")}, row_number() OVER (ORDER BY ${sort}) AS place,
              CASE WHEN geom IS NOT NULL AND NOT ST_IsEmpty(geom)
                   THEN ST_Transform(ST_PointOnSurface(geom), ${quoteText(source.crs)}, 'EPSG:4326', always_xy := true) END AS point
       FROM ${source.relation} WHERE ${sql} AND ${chosen} ORDER BY ${sort} LIMIT ${limit}
     )
     SELECT fid, code, name, address, ST_X(point) AS lon, ST_Y(point) AS lat, count(*) OVER () AS total
     FROM chosen ORDER BY place`,
    { ...bindings, ...(rows.fids === undefined ? {} : { fids: JSON.stringify(rows.fids) }) },
  );
  for await (const rows of chunks) {
    const total = Number(rows[0]?.[6] ?? 0);
    if (total > mostRows) throw tooMany();
    for (const cells of rows) found.push(subjectOf(home, cells));
    progress({ phase, done: found.length, total, unit: "rows" });
  }
  if (rows.fids !== undefined && rows.filter === undefined && found.length < new Set(rows.fids).size)
    throw missingRows();
  return found;
}

/** `cells`: fid, code, name, address, longitude and latitude. */
function subjectOf(home: Layer, [fid, code, name, address, longitude, latitude]: readonly DuckDBValue[]): Subject {
  const text = (cell: DuckDBValue | undefined) => (typeof cell === "string" ? cell : null);
  const isPlaced = typeof longitude === "number" && typeof latitude === "number";
  return {
    layer: home.id,
    fid: Number(fid),
    code: text(code),
    name: text(name),
    address: text(address),
    place: isPlaced ? [round(longitude), round(latitude)] : null,
  };
}

/**
 * The least distance that the layer knows of each of these rows: the smallest of its columns named `distance_m` or
 * `…_distance_m`, as results that measure have them. Rows without one are absent.
 */
export async function readDistances(
  session: Session,
  { layer, relation }: LayerSource,
  fids: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const columns = layer.columns.map(({ name }) => name).filter((name) => /(^|_)distance_m$/u.test(name));
  if (columns.length === 0) return new Map();
  const rows = await session.rows<{ fid: bigint; metres: number }>(
    `SELECT fid, least(${columns.map(quoteName).join(", ")}) AS metres FROM ${relation}
     WHERE fid IN (SELECT unnest(from_json($fids, '["BIGINT"]'))) AND metres IS NOT NULL`,
    { fids: JSON.stringify(fids) },
  );
  return new Map(rows.map(({ fid, metres }) => [Number(fid), metres]));
}

/** To a centimetre. */
function round(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}

/** Each subject's building: the one that the ledger knows for its row, or a new one with the event that registers it. */
export function registered(
  state: LedgerState,
  subjects: readonly Subject[],
): { buildings: number[]; events: LedgerEvent[] } {
  const known = new Map([...state.buildings.values()].map(({ id, subject }) => [rowKey(subject), id]));
  const events: LedgerEvent[] = [];
  let next = state.highest.building;
  const buildings = subjects.map((subject) => {
    const key = rowKey(subject);
    const there = known.get(key);
    if (there !== undefined) return there;
    next += 1;
    known.set(key, next);
    events.push({ type: "building.register", building: next, subject });
    return next;
  });
  return { buildings, events };
}

export function rowKey({ layer, fid }: Pick<Subject, "layer" | "fid">): string {
  return `${layer}:${fid}`;
}

function tooMany(): AppError {
  return new AppError("usage", {
    zh: `一次最多选取 ${mostRows} 栋。请缩小筛选范围，或只取前若干名。`,
    en: `At most ${mostRows} buildings can be taken at once. Narrow the filter, or take the first of an order.`,
  });
}

function missingRows(): AppError {
  return new AppError("layer-missing", {
    zh: "选中的房屋有的已不在图层中：请刷新后重选。",
    en: "Some of the chosen buildings are not in the layer any more: choose again.",
  });
}
