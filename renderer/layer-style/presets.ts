import type { Catalog } from "../../contract/catalog.js";
import type { Layer } from "../../contract/project.js";
import type { LayerStyle } from "../../contract/view-calls.js";
import type { Word } from "../text/words.js";

/** A style in one click, where the layer has what it needs. */
export interface Preset {
  readonly word: Word;
  /** Null: as the layer comes. */
  readonly style: LayerStyle | null;
}

/** The usual styles that a layer can have. */
export function presetsFor(layer: Layer, catalog: Catalog | null): Preset[] {
  const has = (name: string) => layer.columns.some((each) => each.name === name);
  const score = ["risk", "score"].find(has);
  const key = (catalog?.kinds.find(({ name }) => name === layer.kind)?.columns ?? [])
    .filter(({ name, required, derived }) => required && !derived && has(name))
    .map(({ name }) => name)
    .slice(0, 5);
  const presets: (Preset | false)[] = [
    // A scored layer comes in the official colours of its levels.
    layer.kind === "result:score" && { word: "style.presetLevel", style: null },
    score !== undefined && {
      word: "style.presetScore",
      style: { method: "equal", column: score, palette: "ochre", classes: 5 },
    },
    has("build_year") && {
      word: "style.presetAge",
      style: { method: "decades", column: "build_year", palette: "ochre" },
    },
    has("floors") && {
      word: "style.presetFloors",
      style: { method: "natural", column: "floors", palette: "ochre", classes: 5 },
    },
    has("structure") && {
      word: "style.presetStructure",
      style: { method: "categories", column: "structure", palette: "okabe-ito" },
    },
    key.length > 0 && { word: "style.presetUnknowns", style: { method: "unknowns", columns: key } },
  ];
  return presets.filter((each) => each !== false);
}
