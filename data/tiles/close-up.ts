import type { Session } from "../database.js";
import type { LayerSource } from "../layers/layer-source.js";
import { narrowest } from "../layers/narrowest.js";
import { passing, type RowSet } from "../sets/row-set.js";
import type { TileBox } from "./tile-box.js";

/** Zoom from which features have names and heights; layers of few features have names at every zoom. */
const closeFrom = 15;
const fewFeatures = 2000;
/** Metres a storey where only storeys are known: for looking at, never for measuring. */
const storeyHeight = 3;

/** What is drawn of a feature beside its shape. */
export interface CloseUp {
  /** Its name, not its code: twenty digits a house would hide the map. Null: it has none. */
  readonly label: string | null;
  /** Whole metres above the ground; null where neither height nor storeys are known. */
  readonly height: number | null;
}

/** Names and heights of the features in a tile by fid; none where the layer has neither, or the scale is too small. */
export async function readCloseUps(
  session: Session,
  source: LayerSource,
  zoom: number,
  box: TileBox,
  rows: RowSet | null,
): Promise<ReadonlyMap<number, CloseUp>> {
  const { columns, count } = source.layer;
  if (zoom < closeFrom && count > fewFeatures) return new Map();
  const has = (name: string) => columns.some((each) => each.name === name && each.origin === "kind");
  const label = has("name") ? ["nullif(trim(CAST(own.name AS VARCHAR)), '')"] : [];
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
    { ...box, ...passes.bindings },
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
