import { pressureTitles } from "../../contract/profile-limits.js";
import { plainText } from "./read.js";

export const pressures = [
  { value: "ultra_high", title: pressureTitles.ultra_high, colour: "#000000", width: 4 },
  { value: "high_a", title: pressureTitles.high_a, colour: "#CC79A7", width: 3.5 },
  { value: "high_b", title: pressureTitles.high_b, colour: "#CC79A7", width: 3, dash: [4, 1] },
  { value: "sub_high_a", title: pressureTitles.sub_high_a, colour: "#D55E00", width: 3 },
  { value: "sub_high_b", title: pressureTitles.sub_high_b, colour: "#D55E00", width: 2.5, dash: [4, 1] },
  { value: "medium_a", title: pressureTitles.medium_a, colour: "#009E73", width: 2.2 },
  { value: "medium_b", title: pressureTitles.medium_b, colour: "#009E73", width: 1.8, dash: [4, 1] },
  { value: "low", title: pressureTitles.low, colour: "#56B4E9", width: 1.4 },
] as const;

/** Megapascals in one of their units; factor to MPa. */
const pressureUnits = [
  { pattern: "[Mm][Pp][Aa]", factor: "1" },
  { pattern: "[Kk][Pp][Aa]", factor: "0.001" },
  { pattern: "[Bb][Aa][Rr]", factor: "0.1" },
  { pattern: "[Pp][Aa]", factor: "0.000001" },
] as const;

/** Design pressure in MPa from a text with a unit, the largest where a range is given; NULL without one. */
export function readMegapascal(value: string): string {
  const plain = plainText(value);
  const cases = pressureUnits.map(({ pattern, factor }) => {
    const numbers = `regexp_extract_all(${plain}, '([0-9]+(?:\\.[0-9]+)?)\\s*${pattern}', 1)`;
    const largest = `list_max(list_transform(${numbers}, number -> CAST(number AS DOUBLE)))`;
    return `WHEN len(${numbers}) > 0 THEN round(${largest} * CAST(${factor} AS DOUBLE), 9)`;
  });
  return `CASE WHEN regexp_matches(${plain}, '^\\s*-') THEN NULL ${cases.join(" ")} WHEN regexp_matches(${plain}, '^[0-9]*\\.[0-9]+$') THEN CAST(${plain} AS DOUBLE) END`;
}

/** The pressure classes by title; results of analyses that name one show it the same way. */
export const pressureChoices = pressures.map(({ value, title }) => ({ value, title }));

/**
 * Pressure class from words or from a design pressure in MPa (GB 55009-2021: low ≤ 0.01, medium B ≤ 0.2, medium A ≤ 0.4,
 * sub-high B ≤ 0.8, sub-high A ≤ 1.6, high B ≤ 2.5, high A ≤ 4.0). A class without a letter is taken as A, the stricter.
 * A bare whole number is a supplier's code: suppliers' lists contradict each other, so it stays unknown until mapped.
 */
export function readPressure(value: string): string {
  const word = `upper(replace(${plainText(value)}, ' ', ''))`;
  const megapascal = readMegapascal(value);
  return `CASE
    WHEN lower(${value}) IN (${pressures.map((each) => `'${each.value}'`).join(", ")}) THEN lower(${value})
    WHEN ${word} LIKE '%超高压%' THEN 'ultra_high'
    WHEN ${word} LIKE '%次高压%B%' THEN 'sub_high_b'
    WHEN ${word} LIKE '%次高压%' THEN 'sub_high_a'
    WHEN ${word} LIKE '%高压%B%' THEN 'high_b'
    WHEN ${word} LIKE '%高压%' THEN 'high_a'
    WHEN ${word} LIKE '%中压%B%' THEN 'medium_b'
    WHEN ${word} LIKE '%中压%' THEN 'medium_a'
    WHEN ${word} LIKE '%低压%' THEN 'low'
    WHEN ${megapascal} <= 0 THEN NULL
    WHEN ${megapascal} <= 0.01 THEN 'low'
    WHEN ${megapascal} <= 0.2 THEN 'medium_b'
    WHEN ${megapascal} <= 0.4 THEN 'medium_a'
    WHEN ${megapascal} <= 0.8 THEN 'sub_high_b'
    WHEN ${megapascal} <= 1.6 THEN 'sub_high_a'
    WHEN ${megapascal} <= 2.5 THEN 'high_b'
    WHEN ${megapascal} <= 4.0 THEN 'high_a'
    WHEN ${megapascal} > 4.0 THEN 'ultra_high' END`;
}
