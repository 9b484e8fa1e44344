import type { Database, Session } from "../database.js";
import { ByAppearance } from "../layers/by-appearance.js";
import type { LayerSource } from "../layers/layer-source.js";
import type { Painted } from "../layers/painted.js";
import type { Paintings } from "../layers/paintings.js";
import type { RowSet } from "../sets/row-set.js";
import { quoteText } from "../sql.js";
import { CellCounts } from "./cell-counts.js";
import { finestCell, type Ground, readGround } from "./ground.js";

/** Features that a tile can draw one by one in good time; where a zoom has fuller tiles, it draws cells. */
const drawnFeatures = 10_000;

/** What is drawn of a layer. */
export interface Drawing {
  /** The lowest zoom that draws features; below it, cells. */
  readonly featureZoom: number;
  readonly painted: Painted;
  /** Counts of all rows, or of those of a set; a set's are kept as long as the set is. */
  readonly cellsOf: (rows: RowSet | null) => CellCounts;
}

/**
 * Makes the drawing tables of layers on first need and keeps what is painted on them. Ten tiles that come at once wait for one
 * making, and a tile that is cancelled does not stop it.
 */
export class Drawings {
  private readonly drawings = new ByAppearance<Drawing>();
  /** Geometry is shared by a layer and its results: whoever comes first makes it. */
  private readonly grounds = new Map<string, Promise<Ground>>();

  constructor(
    private readonly database: Database,
    private readonly paintings: Paintings,
  ) {}

  async of(source: LayerSource): Promise<Drawing> {
    return await this.drawings.of(source, () => this.make(source));
  }

  private async make(source: LayerSource): Promise<Drawing> {
    const [ground, painted] = await Promise.all([this.groundOf(source), this.paintings.of(source)]);
    const all = new CellCounts(ground, painted);
    const counted = new WeakMap<RowSet, CellCounts>();
    const cellsOf = (rows: RowSet | null) => {
      if (rows === null) return all;
      const counts = counted.get(rows) ?? new CellCounts(ground, painted, rows);
      counted.set(rows, counts);
      return counts;
    };
    return { featureZoom: featureZoom(all), painted, cellsOf };
  }

  private async groundOf(source: LayerSource): Promise<Ground> {
    const { drawing } = source;
    const known = this.grounds.get(drawing) ?? this.makeGround(source);
    this.grounds.set(drawing, known);
    known.catch(() => this.grounds.delete(drawing));
    return await known;
  }

  private async makeGround(source: LayerSource): Promise<Ground> {
    await this.database.transaction(undefined, (session) => makeDrawing(session, source));
    return await this.database.using(undefined, (session) => readGround(session, source));
  }
}

/**
 * The geometry in Web Mercator as WKB with its bounds, along a Hilbert curve, so that a tile reads a few row groups. Only
 * this narrow copy is sorted: the layer's own rows keep the order of the file, which pages and joins by fid are read in. A row
 * without a place, as a quarantine has them, is not drawn.
 */
async function makeDrawing(session: Session, source: LayerSource): Promise<void> {
  // Its bounds alone take a fifth of a second a million rows.
  if (await hasTable(session, source.drawing)) return;
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

async function hasTable(session: Session, quoted: string): Promise<boolean> {
  const { found } = await session.row<{ found: boolean }>(
    "SELECT count(*) > 0 AS found FROM duckdb_tables() WHERE table_name = $name",
    { name: quoted.slice(1, -1) },
  );
  return found;
}

function featureZoom(cells: CellCounts): number {
  let lowest = 0;
  for (let zoom = 0; zoom < finestCell && cells.fullest(zoom) > drawnFeatures; zoom++) lowest = zoom + 1;
  return lowest;
}
