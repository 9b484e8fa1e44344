export declare const themes: readonly ["light", "dark"];
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
  readonly accent: string;
  readonly onAccent: string;
  readonly accentSoft: string;
  readonly danger: string;
  readonly warning: string;
  readonly good: string;
  /** The map's ground: there is no base map. */
  readonly ground: string;
  /** Outline under the pointer, lines to neighbours. */
  readonly ink: string;
  /** Selection, on the map and in lists; outside the risk palette on purpose. */
  readonly halo: string;
  readonly casing: string;
}
export declare const tokens: Readonly<Record<Theme, Tokens>>;
/** Text of the interface; nothing is fetched, the first family that the system has is used. */
export declare const fontStack =
  '"Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Segoe UI", system-ui, sans-serif';
