import type { Session } from "../database.js";
import type { LayerSource } from "../layers/layer-source.js";
import { narrowest } from "../layers/narrowest.js";
import { passing, type RowSet } from "../sets/row-set.js";
import { type TilePlace, tileBox } from "./tile-box.js";

/** Zoom from which features have names and heights; layers of few features have names at every zoom. */
const closeFrom = 15;
const fewFeatures = 2000;
/** Metres a storey where only storeys are known: for looking at, never for measuring. */
const storeyHeight = 3;

const ownPoint = "ST_PointOnSurface(ST_GeomFromWKB(drawing.wkb))";

/**
 * Its name where it lies wholly in the tile itself, or its own point does. A case, so that the point is made of the others
 * only. Binds `tileItself`.
 */
const nameHere = (name: string) => `CASE
  WHEN drawing.xmin >= $left AND drawing.xmax < $right AND drawing.ymin > $bottom AND drawing.ymax <= $top THEN ${name}
  WHEN ST_X(${ownPoint}) >= $left AND ST_X(${ownPoint}) < $right AND ST_Y(${ownPoint}) > $bottom AND ST_Y(${ownPoint}) <= $top
  THEN ${name} END`;

/** The tile without the margin about it, so that a point lies in one of two neighbours. */
function tileItself(place: TilePlace): Readonly<Record<"left" | "right" | "bottom" | "top", number>> {
  const { west, east, south, north } = tileBox(place, 0);
  return { left: west, right: east, bottom: south, top: north };
}

/** What is drawn of a feature beside its shape. */
export interface CloseUp {
  /**
   * Its name, not its code: twenty digits a house would hide the map. Null: it has none, or another tile says it. What lies in
   * several tiles is named in one of them, where a point of its own lies: else each would write the name anew.
   */
  readonly label: string | null;
  /** Whole metres above the ground; null where neither height nor storeys are known. */
  readonly height: number | null;
}

/** Names and heights of the features in a tile by fid; none where the layer has neither, or the scale is too small. */
export async function readCloseUps(
  session: Session,
  source: LayerSource,
  place: TilePlace,
  rows: RowSet | null,
): Promise<ReadonlyMap<number, CloseUp>> {
  const { columns, count } = source.layer;
  if (place.z < closeFrom && count > fewFeatures) return new Map();
  const has = (name: string) => columns.some((each) => each.name === name && each.origin === "kind");
  const label = has("name") ? [nameHere("nullif(trim(CAST(own.name AS VARCHAR)), '')")] : [];
  const height = [
    ...(has("height_m")
      ? ["CASE WHEN own.height_m > 0 THEN greatest(1, CAST(round(own.height_m) AS INTEGER)) END"]
      : []),
    ...(has("floors") ? [`CASE WHEN own.floors > 0 THEN CAST(own.floors AS INTEGER) * ${storeyHeight} END`] : []),
  ];
  if (label.length === 0 && height.length === 0) return new Map();
  const used = ["name", "height_m", "floors"].filter(has);
  const passes = passing(rows, "drawing.fid");
  const one = (parts: readonly string[]) => (parts.length === 0 ? "NULL" : `coalesce(${parts.join(", ")})`);
  const [fids = [], labels = [], heights = []] = await session.columns(
    `SELECT drawing.fid, ${one(label)}, ${one(height)} FROM ${source.drawing} drawing
     JOIN ${narrowest(source, used)} own ON own.fid = drawing.fid
     WHERE xmax >= $west AND xmin <= $east AND ymax >= $south AND ymin <= $north AND ${passes.sql}`,
    { ...tileBox(place), ...(label.length === 0 ? {} : tileItself(place)), ...passes.bindings },
  );
  return new Map(
    fids.map((fid, at) => [
      Number(fid),
      {
        label: labels[at] === null ? null : String(labels[at]),
        height: heights[at] === null ? null : Number(heights[at]),
      },
    ]),
  );
}
