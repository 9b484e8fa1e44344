import type { PaintClass } from "../../contract/catalog.js";

/** Years built by decade, from the most urgent to the least; unknown is one of them. */
export const ageClasses: readonly PaintClass[] = [
  { value: "before_1980", title: { zh: "1980 年以前", en: "before 1980" }, colour: "#7F2704" },
  { value: "1980s", title: { zh: "1980–1989", en: "1980–1989" }, colour: "#D94801" },
  { value: "1990s", title: { zh: "1990–1999", en: "1990–1999" }, colour: "#FDA762" },
  { value: "2000s", title: { zh: "2000–2009", en: "2000–2009" }, colour: "#9ECAE1" },
  { value: "since_2010", title: { zh: "2010 年以后", en: "since 2010" }, colour: "#3B7FB8" },
  { value: null, title: { zh: "年代不明", en: "year unknown" }, colour: "#B5B9BF" },
];
