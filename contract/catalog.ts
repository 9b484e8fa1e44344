import type { Parameter } from "./parameters.js";
import type { PressureProfile } from "./scheme.js";
import type { Text } from "./text.js";

/** How a cell's value is typed. `choice` is a text out of `choices`; `year` is a whole number shown without grouping. */
export type ColumnType = "text" | "whole" | "number" | "year" | "flag" | "choice" | "date";

/** A column as every list, form, legend, table header and export knows it. `unit` is SI: m, m², mm, a, MPa. */
export interface ColumnEntry {
  readonly name: string;
  readonly title: Text;
  readonly type: ColumnType;
  readonly unit?: string;
  readonly explanation?: Text;
  /** Of a `choice`; of a `text` that names several of them, joined by `、`. */
  readonly choices?: readonly Choice[];
  /** Names, telephone and identity numbers of people: views and exports may mask them. */
  readonly personal?: true;
  /** What an empty cell says where it does not mean "unknown": there is nothing, such as no pipe within reach. */
  readonly empty?: "none";
}

export interface Choice {
  readonly value: string;
  readonly title: Text;
}

export type GeometryFamily = "point" | "line" | "polygon";

/**
 * One legend row. `value` names the class and is what the column holds, unless the class is a range or the rest; null
 * stands for "no data". `dash` in line widths; `width` in px. Which class a value falls into, `classOf` says.
 */
export interface PaintClass {
  readonly value: string | null;
  /** A range of numbers, closed below and open above; an end that is null is open. */
  readonly range?: { readonly from: number | null; readonly below: number | null };
  /** Takes every known value that no other class has. */
  readonly rest?: true;
  readonly title: Text;
  readonly colour: string;
  readonly width?: number;
  readonly dash?: readonly number[];
}

/**
 * The one classifier of a layer: map, legend, table and export read it. Classes stand from the most to the least
 * urgent: where a tile shows many features as one square, the most urgent class that is not hidden gives it its colour.
 */
export interface Paint {
  readonly column: string | null;
  /** Classes tell which of these columns are unknown: `known`, the name of the only unknown one, or `several`; `column` is null. */
  readonly unknownOf?: readonly string[];
  readonly classes: readonly PaintClass[];
}

/** A layer kind: what a file can be imported as. */
export interface KindEntry {
  readonly name: string;
  readonly title: Text;
  readonly explanation: Text;
  readonly geometry: readonly GeometryFamily[];
  readonly columns: readonly KindColumnEntry[];
}

/** `required`: an analysis leans on it. `derived`: worked out from the others, so no field can be mapped to it. */
export interface KindColumnEntry extends ColumnEntry {
  readonly required: boolean;
  readonly derived: boolean;
}

/** A layer that an analysis takes. */
export interface AnalysisInputEntry {
  readonly name: string;
  readonly title: Text;
  /** Kind of layer, or `result:NAME` for a layer that the analysis NAME made. */
  readonly accepts: readonly string[];
  readonly required: boolean;
  /** Takes only a layer that somebody names for it: its kind does not say that the layer is meant. */
  readonly onlyNamed?: true;
}

export interface AnalysisEntry {
  readonly name: string;
  readonly title: Text;
  readonly explanation: Text;
  /** Formula and source of a statistical method, in Markdown. */
  readonly method?: Text;
  readonly inputs: readonly AnalysisInputEntry[];
  readonly parameters: readonly Parameter[];
}

/** A file format: `read` for import, `write` for export. Extensions without the dot, lower case, the usual one first. */
export interface FormatEntry {
  readonly name: string;
  readonly title: Text;
  readonly extensions: readonly string[];
}

/** A factor of vulnerability, as scoring schemes weigh it. */
export interface FactorEntry {
  readonly name: string;
  readonly title: Text;
  readonly explanation: Text;
  readonly source: Text;
}

/** Everything the engine can do, as data: forms, CLI options and help, legends and docs pages are made from it. */
export interface Catalog {
  readonly kinds: readonly KindEntry[];
  readonly analyses: readonly AnalysisEntry[];
  /** In the order of a scheme's weights and of its AHP matrix. */
  readonly factors: readonly FactorEntry[];
  /** Gas profiles of the program, by which a scheme may measure; the first is the default. */
  readonly profiles: readonly PressureProfile[];
  readonly readFormats: readonly FormatEntry[];
  readonly writeFormats: readonly FormatEntry[];
}
