import type { ColumnEntry } from "../../contract/catalog.js";
import type { Cell } from "../../contract/project.js";
import type { Locale } from "../../contract/text.js";
/** A number with grouping; at most `decimals` places (2 where none is said). */
export declare function formatNumber(locale: Locale, value: number, decimals?: number): string;
/** Metres as people say them: one decimal below 100 m, whole above. */
export declare function formatMetres(locale: Locale, value: number): string;
export declare function formatBytes(locale: Locale, bytes: number): string;
/** Degrees with hemisphere, to about a metre: `116.41234°E, 39.91234°N`. */
export declare function formatPosition(longitude: number, latitude: number): string;
/** A cell as text of its column: years without grouping, choices by title, flags as words; null where unknown. */
export declare function formatCell(locale: Locale, column: ColumnEntry, cell: Cell): string | null;
export declare function formatUnit(locale: Locale, unit: string): string;
/** A column's title with its unit: `建筑面积（m²）`. */
export declare function columnTitle(locale: Locale, column: ColumnEntry): string;
/** Time left as whole seconds below a minute and a half, else whole minutes. */
export declare function formatDuration(locale: Locale, milliseconds: number): string;
/** The last part of a path of either system. */
export declare function fileName(path: string): string;
