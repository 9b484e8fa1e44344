import type { Session } from "../database.js";
import type { LayerSource } from "../layers/layer-source.js";
import { worldHalf } from "./mvt.js";

/** Zoom whose tiles are the finest cells: those of a tile at zoom 12. */
export const finestCell = 18;

/** Which cell each row's centre lies in: read once for a geometry, whatever is painted on it. */
export interface Ground {
  readonly fids: Uint32Array;
  /** Place of the row's cell in the lists of cells. */
  readonly cells: Uint32Array;
  /** Columns and rows of the cells, each cell once. */
  readonly columns: Int32Array;
  readonly rows: Int32Array;
}

/** The rows of a drawing table in the finest cells. */
export async function readGround(session: Session, { drawing }: LayerSource): Promise<Ground> {
  const side = (2 * worldHalf) / 2 ** finestCell;
  const [fids, columns, rows] = await session.wholeColumns(
    `SELECT CAST(fid AS UINTEGER), CAST(floor(((xmin + xmax) / 2 + $half) / $side) AS UINTEGER),
            CAST(floor(($half - (ymin + ymax) / 2) / $side) AS UINTEGER) FROM ${drawing}`,
    { half: worldHalf, side },
  );
  return groundOf(fids, columns, rows);
}

const nothing: Uint32Array = new Uint32Array(0);

/** Rows by their cell; `columns` and `rows` hold those of each row's cell. Absent lists: there are no rows. */
export function groundOf(fids = nothing, columns = nothing, rows = nothing): Ground {
  const cells = new Uint32Array(fids.length);
  const places = new Map<number, number>();
  const [cellColumns, cellRows]: [number[], number[]] = [[], []];
  let [before, place] = [-1, 0];
  for (let at = 0; at < fids.length; at++) {
    const [column = 0, row = 0] = [columns[at], rows[at]];
    const key = row * 2 ** 20 + column;
    // Neighbours stand together in a drawing table: most rows lie in the cell of the one before.
    if (key !== before) {
      place = places.get(key) ?? cellColumns.length;
      if (place === cellColumns.length) {
        places.set(key, place);
        cellColumns.push(column);
        cellRows.push(row);
      }
      before = key;
    }
    cells[at] = place;
  }
  return { fids, cells, columns: Int32Array.from(cellColumns), rows: Int32Array.from(cellRows) };
}
