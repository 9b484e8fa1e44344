import type { GeometryFamily } from "../../contract/catalog.js";
import { countProperty } from "../../contract/cell-counts.js";
import type { Bounds } from "../../contract/project.js";
import type { Database, Session } from "../database.js";
import type { LayerSource } from "../layers/layer-source.js";
import type { Painted } from "../layers/painted.js";
import type { Paintings } from "../layers/paintings.js";
import { passing, type RowSet } from "../sets/row-set.js";
import { type Cell, CellCounts, cellsPerSide } from "./cell-counts.js";
import { type CloseUp, readCloseUps } from "./close-up.js";
import { Drawings } from "./drawing.js";
import { finestCell, groundOf } from "./ground.js";
import { extent, TileLayer, worldHalf } from "./mvt.js";
import { type TileBox, type TilePlace, tileBox } from "./tile-box.js";
import { drawWkb, type MarkType, tileFrame } from "./wkb.js";

/** Where the square of a cell of lines or points begins and ends, in shares of the cell's side. */
const middle = { from: 0.31, to: 0.69 };

const noCloseUps: ReadonlyMap<number, CloseUp> = new Map();

const markTypes: Readonly<Record<GeometryFamily, MarkType>> = { point: 1, line: 2, polygon: 3 };

/** Web Mercator back to degrees. */
function longitude(x: number): number {
  return (x / worldHalf) * 180;
}

function latitude(y: number): number {
  return (Math.atan(Math.sinh((y / worldHalf) * Math.PI)) * 180) / Math.PI;
}

/**
 * Vector tiles of a project's layers. Tile layer `features` (ids are fids, property `c` the paint class; near by also `t` the
 * name and `h` the height in metres) or `cells`.
 */
export class TileReader {
  private readonly drawings: Drawings;

  constructor(database: Database, paintings: Paintings) {
    this.drawings = new Drawings(database, paintings);
  }

  /** Makes what the layer's tiles are read from, before the first one is asked for. */
  async prepare(source: LayerSource): Promise<void> {
    await this.drawings.of(source);
  }

  /** Of all rows, or of those of a set; `bare`: without names and heights. */
  async read(
    session: Session,
    source: LayerSource,
    place: TilePlace,
    rows: RowSet | null = null,
    bare = false,
  ): Promise<Uint8Array> {
    const { featureZoom, painted, cellsOf } = await this.drawings.of(source);
    if (place.z >= featureZoom) return await featureTile(session, source, painted, place, rows, bare);
    const kept = place.z + Math.log2(cellsPerSide) <= finestCell;
    const cells = kept
      ? cellsOf(rows).inTile(place.z, place.x, place.y)
      : await countCells(session, source, painted, place, rows);
    return cellTile(cells, source, place);
  }

  /** West, south, east, north in degrees of the rows of a set that have a place; null: none has. */
  async bounds(session: Session, source: LayerSource, rows: RowSet): Promise<Bounds | null> {
    await this.drawings.of(source);
    const { sql, bindings } = rows.sql("rows");
    const box = await session.row<Record<keyof TileBox, number | null>>(
      `SELECT min(xmin) AS west, min(ymin) AS south, max(xmax) AS east, max(ymax) AS north FROM ${source.drawing} WHERE ${sql}`,
      bindings,
    );
    const { west, south, east, north } = box;
    if (west === null || south === null || east === null || north === null) return null;
    return [longitude(west), latitude(south), longitude(east), latitude(north)];
  }
}

async function featureTile(
  session: Session,
  source: LayerSource,
  painted: Painted,
  place: TilePlace,
  rows: RowSet | null,
  bare: boolean,
): Promise<Uint8Array> {
  const frame = tileFrame(place.z, place.x, place.y);
  const box = tileBox(place);
  const passes = passing(rows);
  const [fids = [], shapes = [], within = []] = await session.columns(
    `SELECT fid, wkb, xmin >= $west AND xmax <= $east AND ymin >= $south AND ymax <= $north AS within
     FROM ${source.drawing}
     WHERE xmax >= $west AND xmin <= $east AND ymax >= $south AND ymin <= $north AND ${passes.sql}`,
    { ...box, ...passes.bindings },
  );
  const closeUps = bare ? noCloseUps : await readCloseUps(session, source, place, rows);
  const names = source.layer.paint.classes.map((each) => each.value);
  const type = markTypes[source.layer.geometry];
  const layer = new TileLayer("features");
  for (const [at, wkb] of (shapes as Uint8Array[]).entries()) {
    const fid = Number(fids[at]);
    const number = painted.classOf(fid);
    if (number === undefined) continue;
    const name = number === null ? null : (names[number] ?? null);
    const { label = null, height = null } = closeUps.get(fid) ?? {};
    const properties = [
      ["c", name],
      ["t", label],
      ["h", height],
    ] as const;
    layer.add(fid, type, properties, (pen) => drawWkb(wkb, type, frame, within[at] === true, pen));
  }
  return layer.encode();
}

/**
 * Squares with how many features of each class lie in them, so that one red building among ten thousand stays visible. Those of
 * lines and points, which lie over areas, take the middle of their cells: larger ones would hide the houses below.
 */
function cellTile(cells: readonly Cell[], source: LayerSource, place: TilePlace): Uint8Array {
  const names = [...source.layer.paint.classes.map(({ value }) => value), null].map(countProperty);
  const unit = extent / cellsPerSide;
  const { from, to } = source.layer.geometry === "polygon" ? { from: 0, to: 1 } : middle;
  const [begin, side] = [Math.round(unit * from), Math.round(unit * to) - Math.round(unit * from)];
  const layer = new TileLayer("cells");
  for (const { column, row, counts } of cells) {
    const [west, north] = [column * unit + begin, row * unit + begin];
    const [east, south] = [west + side, north + side];
    const id = (place.y * cellsPerSide + row) * 2 ** 20 + place.x * cellsPerSide + column;
    const properties = names.map((name, at) => [name, counts[at] || null] as const);
    layer.add(id, 3, properties, (pen) => pen.path([west, north, east, north, east, south, west, south], 4, true));
  }
  return layer.encode();
}

/**
 * The cells of a tile too deep for the counts kept, where a zoom beyond them still has tiles that are too full. A centre in the tile
 * is that of a shape that touches it: said as well, because the table knows bounds by its blocks.
 */
async function countCells(
  session: Session,
  source: LayerSource,
  painted: Painted,
  place: TilePlace,
  rows: RowSet | null,
): Promise<Cell[]> {
  const passes = passing(rows);
  const { west, south, east, north } = tileBox(place, 0);
  const side = (east - west) / cellsPerSide;
  const [fids, columns, lines] = await session.wholeColumns(
    `SELECT CAST(fid AS UINTEGER), CAST(floor((x - $west) / $side) AS UINTEGER), CAST(floor(($north - y) / $side) AS UINTEGER)
     FROM (SELECT fid, (xmin + xmax) / 2 AS x, (ymin + ymax) / 2 AS y FROM ${source.drawing}
           WHERE xmax >= $west AND xmin <= $east AND ymax >= $south AND ymin <= $north)
     WHERE x >= $west AND x < $east AND y > $south AND y <= $north AND ${passes.sql}`,
    { west, south, east, north, side, ...passes.bindings },
  );
  return new CellCounts(groundOf(fids, columns, lines), painted).all();
}
