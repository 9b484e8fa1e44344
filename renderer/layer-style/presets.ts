import type { Catalog } from "../../contract/catalog.js";
import type { Layer } from "../../contract/project.js";
import type { LayerStyle } from "../../contract/view-calls.js";
import type { Word } from "../text/words.js";

/** A style in one click, where the layer has what it needs. */
export interface Preset {
  readonly word: Word;
  readonly style: LayerStyle;
}

/** The usual styles that a layer can have. */
export function presetsFor(layer: Layer, catalog: Catalog | null): Preset[] {
  const has = (name: string) => layer.columns.some((each) => each.name === name);
  const level = layer.columns.find(({ name, choices }) => name === "level" && choices?.length === 4);
  const key = (catalog?.kinds.find(({ name }) => name === layer.kind)?.columns ?? [])
    .filter(({ name, required, derived }) => required && !derived && has(name))
    .map(({ name }) => name)
    .slice(0, 5);
  const presets: (Preset | false)[] = [
    level !== undefined && {
      word: "style.presetLevel",
      style: { method: "categories", column: "level", palette: "four-levels" },
    },
    has("score") && {
      word: "style.presetScore",
      style: { method: "equal", column: "score", palette: "ochre", classes: 5 },
    },
    has("build_year") && {
      word: "style.presetAge",
      style: { method: "decades", column: "build_year", palette: "ochre" },
    },
    has("structure") && {
      word: "style.presetStructure",
      style: { method: "categories", column: "structure", palette: "okabe-ito" },
    },
    key.length > 0 && { word: "style.presetUnknowns", style: { method: "unknowns", columns: key } },
  ];
  return presets.filter((each) => each !== false);
}
