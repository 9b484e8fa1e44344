import type { PaintClass } from "../../../contract/catalog.js";
import { restColour } from "../../../contract/palettes.js";
import type { LayerColumn } from "../../../contract/project.js";

/** What is missing most first: several columns, each alone, nothing. `colours` has one for each column and one more. */
export function unknownClasses(columns: readonly LayerColumn[], colours: readonly string[]): PaintClass[] {
  return [
    { value: "several", title: { zh: "多项不明", en: "several unknown" }, colour: restColour },
    ...columns.map(({ name, title }, at) => ({
      value: name,
      title: { zh: `只缺${title.zh}`, en: `only ${title.en} unknown` },
      colour: colours[at + 1] ?? restColour,
    })),
    { value: "known", title: { zh: "都已知", en: "all known" }, colour: colours[0] ?? restColour },
  ];
}
