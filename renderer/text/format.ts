import type { ColumnEntry } from "../../contract/catalog.js";
import type { Cell, ColumnOrigin } from "../../contract/project.js";
import type { Locale, Text } from "../../contract/text.js";
import { say } from "./say.js";
import type { Word } from "./words.js";

const tags: Readonly<Record<Locale, string>> = { zh: "zh-CN", en: "en-GB" };

/** A number with grouping; at most `decimals` places (2 where none is said). */
export function formatNumber(locale: Locale, value: number, decimals = 2): string {
  return value.toLocaleString(tags[locale], { maximumFractionDigits: decimals });
}

/** A share of 0 to 1 as whole percent: only all is 100 %, and only nothing is 0 %. */
export function formatShare(locale: Locale, share: number): string {
  if (share > 0 && share < 0.01) return "<1 %";
  if (share > 0.99 && share < 1) return ">99 %";
  return `${formatNumber(locale, share * 100, 0)} %`;
}

/** A sentence in both languages with its numbers grouped. */
export function bothNumbered(word: Word, numbers: Readonly<Record<string, number>>): Text {
  const grouped = (locale: Locale) =>
    Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, formatNumber(locale, value)]));
  return { zh: say("zh", word, grouped("zh")), en: say("en", word, grouped("en")) };
}

/** Metres as people say them: two decimals below 1 m, one below 100 m, whole above. What is not 0 never reads 0. */
export function formatMetres(locale: Locale, value: number): string {
  if (value > 0 && value < 0.005) return say(locale, "common.metres", { value: "<0.01" });
  const decimals = value < 1 ? 2 : value < 100 ? 1 : 0;
  return say(locale, "common.metres", { value: formatNumber(locale, value, decimals) });
}

export function formatBytes(locale: Locale, bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${formatNumber(locale, value, unit === 0 ? 0 : 1)} ${units[unit]}`;
}

/** Degrees with hemisphere, by default to about a metre: `116.41234°E, 39.91234°N`. */
export function formatPosition(longitude: number, latitude: number, decimals = 5): string {
  const east = `${Math.abs(longitude).toFixed(decimals)}°${longitude < 0 ? "W" : "E"}`;
  const north = `${Math.abs(latitude).toFixed(decimals)}°${latitude < 0 ? "S" : "N"}`;
  return `${east}, ${north}`;
}

/**
 * A cell as text of its column: years without grouping, choices by title, flags as words; null where unknown. Numbers of a
 * file's own fields stay as delivered: nobody knows which of them are codes.
 */
export function formatCell(
  locale: Locale,
  column: ColumnEntry & { readonly origin?: ColumnOrigin },
  cell: Cell,
): string | null {
  if (cell === null || cell === "") return null;
  if (typeof cell === "boolean") return say(locale, cell ? "card.yes" : "card.no");
  if (column.choices !== undefined) {
    const titleOf = (part: string) => column.choices?.find(({ value }) => value === part)?.title[locale] ?? part;
    const parts = column.type === "choice" ? [String(cell)] : String(cell).split("、");
    return parts.map(titleOf).join(locale === "zh" ? "、" : ", ");
  }
  if (typeof cell !== "number") return cell;
  if (column.type === "year" || column.origin === "source") return String(cell);
  return formatNumber(locale, cell, column.type === "whole" ? 0 : 2);
}

/** Units that people say in words; the others are written as they are. */
const unitWords: Readonly<Record<string, Record<Locale, string>>> = {
  a: { zh: "年", en: "yr" },
  栋: { zh: "栋", en: "buildings" },
};

export function formatUnit(locale: Locale, unit: string): string {
  return unitWords[unit]?.[locale] ?? unit;
}

/** A number of a column with its unit: `1,200 m²`, `1980 年`; with all its digits unless `decimals` says how many. Of a file's own field as delivered, like `formatCell`. */
export function formatMeasure(
  locale: Locale,
  column: ColumnEntry & { readonly origin?: ColumnOrigin },
  value: number,
  decimals = 12,
): string {
  if (column.type === "year") return say(locale, "style.yearValue", { value: String(value) });
  const text = column.origin === "source" ? String(value) : formatNumber(locale, value, decimals);
  return column.unit === undefined ? text : `${text} ${formatUnit(locale, column.unit)}`;
}

/** A column's title with its unit: `建筑面积（m²）`. */
export function columnTitle(locale: Locale, column: ColumnEntry): string {
  const title = column.title[locale];
  if (column.unit === undefined) return title;
  const unit = formatUnit(locale, column.unit);
  return locale === "zh" ? `${title}（${unit}）` : `${title} (${unit})`;
}

/** Time left as whole seconds below a minute and a half, else whole minutes. */
export function formatDuration(locale: Locale, milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds < 90) return say(locale, "job.seconds", { count: seconds });
  return say(locale, "job.minutes", { count: Math.round(seconds / 60) });
}

/** A moment in milliseconds since 1970 as month, day, hours and minutes. */
export function formatTime(locale: Locale, moment: number): string {
  const two = "2-digit";
  return new Date(moment).toLocaleString(tags[locale], { month: two, day: two, hour: two, minute: two });
}

/** A moment like `formatTime`, with its year: for what is kept for years. */
export function formatMoment(locale: Locale, moment: number): string {
  const two = "2-digit";
  const parts = { year: "numeric", month: two, day: two, hour: two, minute: two } as const;
  return new Date(moment).toLocaleString(tags[locale], parts);
}

/** The last part of a path of either system. */
export function fileName(path: string): string {
  return path.split(/[\\/]/u).at(-1) ?? path;
}
