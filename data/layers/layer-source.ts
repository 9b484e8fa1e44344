import type { SetCondition } from "../../contract/conditions.js";
import type { Layer } from "../../contract/project.js";
import type { Areas } from "../areas/areas.js";
import type { RowSet } from "../sets/row-set.js";

/** A layer as SQL sees it. */
export interface LayerSource {
  readonly layer: Layer;
  /** For FROM: `fid`, every column of `layer.columns`, `geom` in `crs`. */
  readonly relation: string;
  /** The table that holds `fid` and `geom`: the layer's own, or its parent's. */
  readonly geometryRelation: string;
  /** For FROM: the layer's own table, or what shows it; `fid` and the columns that are not its parent's. */
  readonly own: string;
  /** Name of the drawing table of `geometryRelation`; made on first need. */
  readonly drawing: string;
  /** Another one as soon as a row may be in another class. */
  readonly appearance: string;
  /** Makes the table of places of `geometryRelation` on first need and gives its name; null where nothing can be made. See `PlaceTables`. */
  readonly places: () => Promise<string | null>;
  /** Shown by a SELECT that may be another one at any moment: nothing is to be prepared for later. */
  readonly passing: boolean;
  /** The rows that a condition names. Throws `usage`. */
  readonly rowSet: (condition: SetCondition) => RowSet;
  /** In which area of a layer of boundaries each row lies. Throws `layer-missing`. */
  readonly areasIn: (boundaries: number) => Promise<Areas>;
  /** The project's CRS, `EPSG:n`, metric. */
  readonly crs: string;
}
