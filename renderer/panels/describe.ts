import type { Feature } from "../../contract/api.js";
import type { PaintClass } from "../../contract/catalog.js";
import { classOf, paintColumns } from "../../contract/classify.js";
import type { Cell, Layer, LayerColumn } from "../../contract/project.js";
import type { Locale } from "../../contract/text.js";
import type { RankedCluster } from "../state/ranking.js";
import { columnTitle, formatCell } from "../text/format.js";
import { say } from "../text/say.js";

/** A column with the feature's value as text; null where it is not known. */
export interface Described {
  readonly column: LayerColumn;
  readonly title: string;
  readonly value: string | null;
}

/** Columns that name a feature, the best first. */
const naming = ["name", "address", "code"] as const;

/** What people call the feature: its name, address or code, else its number. A ranked one goes by its rank. */
export function featureTitle(locale: Locale, layer: Layer, feature: Feature): string {
  const rank = feature.values.rank;
  if (layer.run !== null && typeof rank === "number") return say(locale, "card.cluster", { rank });
  for (const name of naming) {
    const value = feature.values[name];
    if (value !== undefined && value !== null && value !== "") return String(value);
  }
  return say(locale, "card.untitled", { fid: feature.fid });
}

/** The legend's class of the feature; null where its layer has only one look. */
export function classTitle(layer: Layer, values: Readonly<Record<string, Cell>>): PaintClass | null {
  return paintColumns(layer.paint).length === 0 ? null : classOf(layer.paint, values);
}

/** Every column of one origin with its value. */
export function describe(locale: Locale, layer: Layer, feature: Feature, origin: LayerColumn["origin"]): Described[] {
  return layer.columns
    .filter((column) => column.origin === origin && column.name in feature.values)
    .map((column) => ({
      column,
      title: columnTitle(locale, column),
      value: formatCell(locale, column, feature.values[column.name] ?? null),
    }));
}

/** Up to four rows for the tip: what the analysis found first, then the kind's own columns. Nothing unknown. */
export function tipRows(locale: Locale, layer: Layer, feature: Feature): { title: string; value: string | null }[] {
  const shown = new Set<string>([...naming, layer.paint.column ?? "", "rank", "cluster"]);
  return (["kind", "analysis"] as const)
    .flatMap((origin) => describe(locale, layer, feature, origin))
    .filter(({ column, value }) => value !== null && column.type !== "flag" && !shown.has(column.name))
    .filter(({ column }) => !column.name.endsWith("_fid") && !/^centre_/u.test(column.name))
    .slice(0, 4)
    .map(({ title, value }) => ({ title, value }));
}

/** The pressure classes that a cluster's pipes have, by title; null where none is known. */
export function pressureNames(locale: Locale, layer: Layer, { pressures }: RankedCluster): string | null {
  const column = layer.columns.find(({ name }) => name === "pressures");
  return column === undefined ? pressures : formatCell(locale, column, pressures);
}
