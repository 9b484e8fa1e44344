import type { Locale } from "../../contract/text.js";
import { bundledFamily } from "./bundled-font.js";

export const themes = ["light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** The colours of one theme; page, map and charts take theirs from here. A test measures their contrast. */
export interface Tokens {
  /** Behind the panels. */
  readonly page: string;
  readonly panel: string;
  /** Headers and rows that stand out a little from the panel. */
  readonly raised: string;
  readonly line: string;
  /** Borders of controls: 3:1 against the panel. */
  readonly edge: string;
  readonly text: string;
  readonly quiet: string;
  /** What an empty field asks for: readable, and not taken for its value. */
  readonly hint: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly accentSoft: string;
  readonly danger: string;
  readonly warning: string;
  readonly good: string;
  /** The map's ground, under all base maps. */
  readonly ground: string;
  /** Outline under the pointer, lines to neighbours. */
  readonly ink: string;
  /** Selection, on the map and in lists; outside the risk palette on purpose. */
  readonly halo: string;
  readonly casing: string;
}

export const tokens: Readonly<Record<Theme, Tokens>> = {
  light: {
    page: "#eef1f2",
    panel: "#ffffff",
    raised: "#f6f8f8",
    line: "#dde3e5",
    edge: "#7f8e95",
    text: "#18242a",
    quiet: "#55646c",
    hint: "#687880",
    accent: "#0b656b",
    onAccent: "#ffffff",
    accentSoft: "#e1efef",
    danger: "#a50f15",
    warning: "#8a4b00",
    good: "#1d6b3a",
    ground: "#f1f3f1",
    ink: "#22313a",
    halo: "#d01c8b",
    casing: "#ffffff",
  },
  dark: {
    page: "#10171a",
    panel: "#182126",
    raised: "#1f2a30",
    line: "#2c3a41",
    edge: "#6d7f88",
    text: "#e6edef",
    quiet: "#a3b3ba",
    hint: "#85959c",
    accent: "#56bdb8",
    onAccent: "#05292b",
    accentSoft: "#1d3a3d",
    danger: "#ff8f88",
    warning: "#f0b35c",
    good: "#7fd09b",
    ground: "#141c1f",
    ink: "#dfe8eb",
    halo: "#f05db3",
    casing: "#ffffff",
  },
};

const hanFonts =
  '"Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC"';

/**
 * Text of the interface; the first family that the system has is used, and last the one that the program brings. In English the Latin ones come
 * first: Chinese fonts draw quotation marks and dots as wide as a character.
 */
export const fontStacks: Readonly<Record<Locale, string>> = {
  zh: `${hanFonts}, "Segoe UI", system-ui, sans-serif, "${bundledFamily}"`,
  en: `"Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans", ${hanFonts}, system-ui, sans-serif, "${bundledFamily}"`,
};
