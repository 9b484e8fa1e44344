import type { Text } from "./text.js";

/** A list of colours for each number of classes that it serves, from the lowest to the highest class. */
export interface Palette {
  readonly name: string;
  readonly title: Text;
  /** What it is fit for: more of something; below and above a middle; kinds of things; a fixed scale. */
  readonly type: "sequential" | "diverging" | "qualitative" | "scale";
  /** Each list has one more colour than the one before. */
  readonly lists: readonly (readonly string[])[];
}

/** Grey stands for "no data" and for nothing else. */
export const noDataColour = "#B4BABD";

/** What is left over of a qualitative palette. */
export const restColour = "#000000";

const qualitative = ["#0072B2", "#E69F00", "#56B4E9", "#D55E00", "#F0E442", "#009E73", "#CC79A7"] as const;

/**
 * Measured: between any two colours of a list lies a CIEDE2000 difference of at least 9 to every eye, the three colour
 * blindnesses of Machado, Oliveira and Fernandes (2009) at full strength included. A test computes it.
 */
export const palettes: readonly Palette[] = [
  {
    name: "ochre",
    title: { zh: "赭黄", en: "Ochre" },
    type: "sequential",
    lists: [
      ["#FFF7BC", "#993404"],
      ["#FFF7BC", "#EC7014", "#3D1202"],
      ["#FFF7BC", "#F9A93E", "#B44808", "#3D1202"],
      ["#FFF7BC", "#FEC44F", "#EC7014", "#993404", "#3D1202"],
      ["#FFF7BC", "#FFCE69", "#F5932F", "#CA580D", "#852D04", "#3D1202"],
    ],
  },
  {
    name: "plum",
    title: { zh: "梅紫", en: "Plum" },
    type: "sequential",
    lists: [
      ["#FFF3E0", "#902965"],
      ["#FFF3E0", "#D0616D", "#3A0A50"],
      ["#FFF3E0", "#F08C6C", "#B0306A", "#3A0A50"],
      ["#FFF3E0", "#F6A689", "#D0616D", "#902965", "#3A0A50"],
      ["#FFF3E0", "#F9B69A", "#E37B6D", "#BD456C", "#7E2461", "#3A0A50"],
    ],
  },
  {
    name: "viridis",
    title: { zh: "黄绿紫", en: "Viridis" },
    type: "sequential",
    lists: [
      ["#FDE725", "#440154"],
      ["#FDE725", "#329087", "#440154"],
      ["#FDE725", "#35B779", "#31688E", "#440154"],
      ["#FDE725", "#78C46F", "#329087", "#40527F", "#440154"],
      ["#FDE725", "#95CC68", "#34A780", "#31788C", "#444577", "#440154"],
    ],
  },
  {
    name: "blue-red",
    title: { zh: "蓝—红（有正负）", en: "Blue to red (signed)" },
    type: "diverging",
    lists: [
      ["#313695", "#A50F15"],
      ["#2C5AA0", "#FFFFBF", "#C7302A"],
      ["#313695", "#86B4D8", "#F4915A", "#A50F15"],
      ["#313695", "#86B4D8", "#FFFFBF", "#F4915A", "#A50F15"],
      ["#313695", "#5E8FC6", "#B5DBEA", "#FDBE70", "#EB6A40", "#8E0F1E"],
      ["#313695", "#5E8FC6", "#B5DBEA", "#FFFFBF", "#FDBE70", "#EB6A40", "#8E0F1E"],
    ],
  },
  {
    name: "okabe-ito",
    title: { zh: "类别（Okabe–Ito）", en: "Categories (Okabe–Ito)" },
    type: "qualitative",
    lists: [2, 3, 4, 5, 6, 7].map((count) => qualitative.slice(0, count)),
  },
  {
    name: "four-levels",
    title: { zh: "四色图（低—重大）", en: "Four risk levels" },
    type: "scale",
    lists: [["#3B7FB8", "#FEE391", "#F07F13", "#A50F15"]],
  },
  {
    name: "grades",
    title: { zh: "A–D 级", en: "Grades A–D" },
    type: "scale",
    lists: [["#D9E8F5", "#7FB2D9", "#F4801F", "#A50F15"]],
  },
];

/** The palette's colours for so many classes, from the lowest to the highest; null where it has no such list. */
export function coloursOf(palette: Palette, count: number): readonly string[] | null {
  const [only] = count === 1 ? (palette.lists.at(-1) ?? []).slice(-1) : [];
  if (only !== undefined) return [only];
  return palette.lists.find(({ length }) => length === count) ?? null;
}

/** The most classes that a palette has colours for. */
export function mostClasses({ lists }: Palette): number {
  return Math.max(...lists.map(({ length }) => length));
}
