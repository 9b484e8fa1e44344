import type { ColumnEntry, PaintClass } from "../../../contract/catalog.js";
import { restColour } from "../../../contract/palettes.js";
import type { Text } from "../../../contract/text.js";

/** The most values that have a class of their own. */
export const mostCategories = 7;

/**
 * A class for each value, in the order of the column's choices, else by frequency; where there are more than the palette
 * has colours, the most frequent get one, and the rest is one class. That class is there in any case: a later version of
 * the file may bring new values. `found` stands by falling frequency.
 */
export function categoryClasses(
  found: readonly string[],
  column: Pick<ColumnEntry, "type" | "choices">,
  colours: (count: number) => readonly string[] | null,
): PaintClass[] {
  const choices = (column.choices ?? []).map(({ value }) => value);
  const known = choices.length > 0 && choices.length <= mostCategories ? choices : found.slice(0, mostCategories);
  const named = found.length > mostCategories && known !== choices ? found.slice(0, mostCategories - 1) : known;
  // Of a scale that has no list for so many, the lowest colours are not a smaller scale.
  const list = colours(named.length) ?? colours(mostCategories) ?? [];
  const classes = named.map((value, at) => ({
    value,
    title: titleOf(value, column),
    colour: list[at] ?? restColour,
  }));
  return [...classes, { value: "…", rest: true, title: { zh: "其他", en: "Other" }, colour: restColour }];
}

function titleOf(value: string, { type, choices }: Pick<ColumnEntry, "type" | "choices">): Text {
  const choice = choices?.find((each) => each.value === value);
  if (choice !== undefined) return choice.title;
  if (type !== "flag") return { zh: value, en: value };
  return value === "true" ? { zh: "是", en: "yes" } : { zh: "否", en: "no" };
}
