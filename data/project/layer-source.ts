import type { SetCondition } from "../../contract/conditions.js";
import type { Layer } from "../../contract/project.js";
import type { HomeAreas } from "../areas/home-areas.js";
import type { LayerSource } from "../layers/layer-source.js";
import type { SourceOf } from "../layers/place-filter.js";
import type { PlaceTables } from "../layers/place-tables.js";
import type { RowSets } from "../sets/row-sets.js";
import { quoteName } from "../sql.js";
import { stem, tableOf } from "./layer-tables.js";

/** What a layer is shown by in place of its own table. */
export interface ShownAs {
  readonly number: number;
  /** A SELECT in brackets of the layer's own columns. */
  readonly select: string;
}

/** How a layer is shown otherwise than it is kept. `styled` is the number of its own style, 0: it has none. */
export interface Appearance {
  readonly preview: ShownAs | undefined;
  readonly styled: number;
}

/**
 * The layer as SQL sees it. A result with a parent shows the columns and geometry of the parent's revision that it was made
 * from, beside its own.
 */
export function layerSource(
  layer: Layer,
  crs: string,
  { preview: shown, styled }: Appearance,
  {
    sets,
    places,
    areas,
    sourceOf,
  }: {
    readonly sets: RowSets;
    readonly places: PlaceTables;
    readonly areas: HomeAreas;
    readonly sourceOf: SourceOf;
  },
): LayerSource {
  const home = layer.parent === null ? layer : { id: layer.parent, revision: layer.parentRevision ?? 1 };
  const geometryRelation = quoteName(tableOf(home.id, home.revision));
  const own = shown?.select ?? quoteName(tableOf(layer.id, layer.revision));
  const style = styled === 0 ? "" : `_s${styled}`;
  const mark = `${style}${shown === undefined ? "" : `_preview${shown.number}`}`;
  return {
    layer,
    relation: layer.parent === null ? geometryRelation : joined(layer, geometryRelation, own),
    geometryRelation,
    own,
    drawing: quoteName(`drawing_${stem(home.id, home.revision)}`),
    appearance: `${stem(layer.id, layer.revision)}${mark}`,
    places: async () => {
      const table = quoteName(`places_${stem(home.id, home.revision)}`);
      return (await places.make(table, geometryRelation)) ? table : null;
    },
    passing: shown !== undefined,
    rowSet: (condition: SetCondition) => sets.find(condition, layer),
    areasIn: async (boundaries) => {
      const columns = layer.columns.filter(({ origin }) => origin !== "analysis");
      return await areas.of({ geometryRelation, columns }, sourceOf(boundaries));
    },
    crs,
  };
}

function joined(layer: Layer, parent: string, own: string): string {
  const columns = layer.columns.map(
    ({ name, origin }) => `${origin === "analysis" ? "result" : "parent"}.${quoteName(name)}`,
  );
  return `(SELECT ${["parent.fid", ...columns, "parent.geom"].join(", ")} FROM ${parent} parent JOIN ${own} result ON result.fid = parent.fid)`;
}
