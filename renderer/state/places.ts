import type { CallInput } from "../../contract/api.js";
import type { Layer, Project } from "../../contract/project.js";
import type { Locale } from "../../contract/text.js";

/** The columns of a result that explain a place in a sentence, one a language. */
export const explanations: Readonly<Record<Locale, string>> = { zh: "explanation_zh", en: "explanation_en" };

/** By what places are ranked, the first that a layer has. */
const orders: readonly NonNullable<CallInput<"layer.rows">["order"]>[] = [
  { column: "rank", descending: false },
  { column: "stays_in", descending: true },
  { column: "z", descending: true },
  { column: "density_km2", descending: true },
];

export interface ExplainedPlaces {
  readonly layer: Layer;
  readonly run: number;
  readonly order: NonNullable<CallInput<"layer.rows">["order"]>;
}

/** The newest result whose places explain themselves, and their order; null where there is none. */
export function explainedPlaces(project: Project): ExplainedPlaces | null {
  for (const { id: run } of [...project.runs].sort((a, b) => b.id - a.id)) {
    for (const layer of project.layers.filter((each) => each.run === run)) {
      const has = (name: string) => layer.columns.some((column) => column.name === name);
      const order = orders.find(({ column }) => has(column));
      if (order !== undefined && has(explanations.zh) && has(explanations.en)) return { layer, run, order };
    }
  }
  return null;
}
