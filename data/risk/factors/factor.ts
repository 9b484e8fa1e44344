import type { Text } from "../../../contract/text.js";
import type { SqlType } from "../../analyses/input-columns.js";
import { buildings } from "../../kinds/buildings.js";

/** Values of one building by column, as far as its layer has them. */
export type BuildingFacts = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** A row of a factor's table: what is true of the building, in words and as SQL over the factor's columns, and its value. */
export interface FactorStep {
  readonly value: number;
  readonly title: Text;
  /** SQL over the names of `columns` and `age`; the first step that holds gives the value. */
  readonly when: string;
}

/**
 * One thing that makes a building vulnerable, whole in one file: what it reads, its table of values from 0 to 1, where they
 * come from. A building for which no step holds is of unknown value: null, never 0.
 */
export interface Factor {
  readonly name: string;
  readonly title: Text;
  readonly explanation: Text;
  /** Standard, paper or rule that the values come from; proposals say so. */
  readonly source: Text;
  /** Default weight; all weights sum to 100. */
  readonly weight: number;
  readonly columns: readonly { readonly name: string; readonly type: SqlType }[];
  /** The most urgent first. */
  readonly steps: readonly FactorStep[];
  /** SQL added to the step's value, capped at 1. */
  readonly surcharge?: { readonly value: number; readonly title: Text; readonly when: string };
  /** What the building's record says, in words; shown before the value. */
  readonly evidence: (facts: BuildingFacts) => Text;
}

/** The value as SQL over the factor's columns: 0 to 1, or null where it is unknown. */
export function factorValueSql({ steps, surcharge }: Factor): string {
  const base = `CASE ${steps.map(({ when, value }) => `WHEN ${when} THEN ${value}`).join(" ")} END`;
  if (surcharge === undefined) return `CAST(${base} AS DOUBLE)`;
  // least() leaves nulls out: without the first case an unknown value would become 1.
  const added = `${base} + CASE WHEN ${surcharge.when} THEN ${surcharge.value} ELSE 0 END`;
  return `CAST(CASE WHEN (${base}) IS NULL THEN NULL ELSE least(1, ${added}) END AS DOUBLE)`;
}

/** A choice of the buildings' column in words; undefined for what is none of its choices. */
export function choiceTitle(column: string, value: BuildingFacts[string]): Text | undefined {
  const choices = buildings.columns.find(({ name }) => name === column)?.choices;
  return choices?.find((choice) => choice.value === value)?.title;
}

/** `是`, `否`, `不明` for a flag. */
export function flagWord(value: BuildingFacts[string]): Text {
  if (value === true) return { zh: "是", en: "yes" };
  return value === false ? { zh: "否", en: "no" } : { zh: "不明", en: "unknown" };
}
