import { paintColumns } from "../../contract/classify.js";
import type { Database, Session } from "../database.js";
import { classSql } from "../layers/class-sql.js";
import type { LayerSource } from "../layers/layer-source.js";
import { narrowest } from "../layers/narrowest.js";
import type { RowSet } from "../sets/row-set.js";
import { quoteText } from "../sql.js";
import { CellCounts, finestCell } from "./cell-counts.js";

/** Features that a tile can draw one by one in good time; where a zoom has fuller tiles, it draws cells. */
const drawnFeatures = 10_000;

/** What the drawing tables of a layer know. */
export interface Drawing {
  /** The lowest zoom that draws features; below it, cells. */
  readonly featureZoom: number;
  /** Counts of all rows, or of those of a set; a set's are kept as long as the set is. */
  readonly cellsOf: (rows: RowSet | null) => Promise<CellCounts>;
}

/**
 * Makes the drawing tables of layers on first need and keeps their levels. Ten tiles that come at once wait for one
 * making, and a tile that is cancelled does not stop it.
 */
export class Drawings {
  private readonly making = new Map<string, Promise<Drawing>>();

  constructor(private readonly database: Database) {}

  async of(source: LayerSource): Promise<Drawing> {
    const known = this.making.get(source.painted);
    if (known !== undefined) return await known;
    const made = this.make(source);
    this.making.set(source.painted, made);
    made.catch(() => this.making.delete(source.painted));
    return await made;
  }

  private async make(source: LayerSource): Promise<Drawing> {
    await this.once(source.drawing, (session) => makeDrawing(session, source));
    await this.once(source.painted, (session) => makePainted(session, source));
    const all = await this.database.using(undefined, (session) => CellCounts.read(session, source));
    const counted = new WeakMap<RowSet, Promise<CellCounts>>();
    const cellsOf = async (rows: RowSet | null) => {
      if (rows === null) return all;
      const counts =
        counted.get(rows) ?? this.database.using(undefined, (session) => CellCounts.read(session, source, rows));
      counted.set(rows, counts);
      counts.catch(() => counted.delete(rows));
      return await counts;
    };
    return { featureZoom: featureZoom(all), cellsOf };
  }

  /** Geometry is shared by a layer and its results: whoever comes first makes it. */
  private readonly tables = new Map<string, Promise<void>>();

  private async once(table: string, make: (session: Session) => Promise<void>): Promise<void> {
    const known = this.tables.get(table) ?? this.database.transaction(undefined, make);
    this.tables.set(table, known);
    known.catch(() => this.tables.delete(table));
    await known;
  }
}

/**
 * The geometry in Web Mercator as WKB with its bounds, along a Hilbert curve, so that a tile reads a few row groups. Only
 * this narrow copy is sorted: the layer's own rows keep the order of the file, which pages and joins by fid are read in. A row
 * without a place, as a quarantine has them, is not drawn.
 */
async function makeDrawing(session: Session, source: LayerSource): Promise<void> {
  const box = await session.row<Record<"west" | "south" | "east" | "north", number | null>>(
    `SELECT min(ST_XMin(geom)) AS west, min(ST_YMin(geom)) AS south, max(ST_XMax(geom)) AS east, max(ST_YMax(geom)) AS north
     FROM ${source.geometryRelation}`,
  );
  const [west, south, east, north] = [box.west, box.south, box.east, box.north].map((corner) => corner ?? 0);
  await session.run(
    `CREATE TABLE IF NOT EXISTS ${source.drawing} AS
     WITH turned AS (
       SELECT fid, ST_Transform(geom, ${quoteText(source.crs)}, 'EPSG:3857', always_xy := true) AS geom,
              ST_Hilbert((ST_XMin(geom) + ST_XMax(geom)) / 2, (ST_YMin(geom) + ST_YMax(geom)) / 2,
                         ST_Extent(ST_MakeEnvelope(CAST($west AS DOUBLE), CAST($south AS DOUBLE), CAST($east AS DOUBLE), CAST($north AS DOUBLE)))) AS place
       FROM ${source.geometryRelation} WHERE geom IS NOT NULL
     )
     SELECT fid, ST_AsWKB(geom) AS wkb, ST_XMin(geom) AS xmin, ST_YMin(geom) AS ymin, ST_XMax(geom) AS xmax, ST_YMax(geom) AS ymax
     FROM turned ORDER BY place, fid`,
    { west: west ?? 0, south: south ?? 0, east: east ?? 0, north: north ?? 0 },
  );
}

/** Centres and the number of the paint class (null: no data), narrow, so that cells are counted without a join. */
async function makePainted(session: Session, source: LayerSource): Promise<void> {
  const columns = paintColumns(source.layer.paint);
  await session.run(
    `CREATE TABLE IF NOT EXISTS ${source.painted} AS
     SELECT drawing.fid, (xmin + xmax) / 2 AS x, (ymin + ymax) / 2 AS y, CAST(${classSql(source.layer, "own.")} AS UTINYINT) AS class
     FROM ${source.drawing} drawing JOIN ${columns.length === 0 ? source.own : narrowest(source, columns)} own ON own.fid = drawing.fid
     ${source.passing ? "" : "ORDER BY drawing.rowid"}`,
  );
}

function featureZoom(cells: CellCounts): number {
  let lowest = 0;
  for (let zoom = 0; zoom < finestCell && cells.fullest(zoom) > drawnFeatures; zoom++) lowest = zoom + 1;
  return lowest;
}
