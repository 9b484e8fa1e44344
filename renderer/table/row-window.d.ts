/** Height of a row in px. */
export declare const rowHeight = 30;
/** Chromium lays nothing out beyond about 33.5 million px: taller tables scroll in proportion instead. */
export declare const tallest = 8000000;
/** Height of the scrolled content in px for `count` rows. */
export declare function contentHeight(count: number): number;
export interface RowWindow {
  /** First row that is drawn. */
  readonly first: number;
  /** Rows that are drawn. */
  readonly count: number;
  /** Distance from the viewport's top to the first row, in px; negative where it is cut. */
  readonly offset: number;
}
/** The rows in view at a scroll position. In proportion where the table is taller than can be laid out. */
export declare function rowWindow(scrollTop: number, viewHeight: number, count: number): RowWindow;
/** The scroll position that brings `row` to the top of the view, or to its end where it cannot be. */
export declare function scrollTopFor(row: number, viewHeight: number, count: number): number;
/** How far the content scrolls, in px, when the rows shall move by `pixels`: less where the scroll is in proportion. */
export declare function scrollStep(pixels: number, viewHeight: number, count: number): number;
