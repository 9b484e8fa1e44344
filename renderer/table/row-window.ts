/** Height of a row in px. */
export const rowHeight = 30;

/** Chromium lays nothing out beyond about 33.5 million px: taller tables scroll in proportion instead. */
export const tallest = 8_000_000;

/** Height of the scrolled content in px for `count` rows. */
export function contentHeight(count: number): number {
  return Math.min(count * rowHeight, tallest);
}

export interface RowWindow {
  /** First row that is drawn. */
  readonly first: number;
  /** Rows that are drawn. */
  readonly count: number;
  /** Distance from the viewport's top to the first row, in px; negative where it is cut. */
  readonly offset: number;
}

/** The rows in view at a scroll position. In proportion where the table is taller than can be laid out. */
export function rowWindow(scrollTop: number, viewHeight: number, count: number): RowWindow {
  const fitting = Math.ceil(viewHeight / rowHeight) + 1;
  const height = contentHeight(count);
  const reach = Math.max(0, height - viewHeight);
  const hiddenRows = Math.max(0, count - viewHeight / rowHeight);
  const position = reach === 0 ? 0 : (Math.min(scrollTop, reach) / reach) * hiddenRows;
  const first = Math.floor(position);
  return { first, count: Math.min(fitting, count - first), offset: -(position - first) * rowHeight };
}

/** The scroll position that brings `row` to the top of the view, or to its end where it cannot be. */
export function scrollTopFor(row: number, viewHeight: number, count: number): number {
  const reach = Math.max(0, contentHeight(count) - viewHeight);
  const hiddenRows = Math.max(0, count - viewHeight / rowHeight);
  return hiddenRows === 0 ? 0 : Math.min(1, Math.max(0, row / hiddenRows)) * reach;
}

/** How far the content scrolls, in px, when the rows shall move by `pixels`: less where the scroll is in proportion. */
export function scrollStep(pixels: number, viewHeight: number, count: number): number {
  const reach = Math.max(0, contentHeight(count) - viewHeight);
  const rows = Math.max(0, count * rowHeight - viewHeight);
  return rows === 0 ? 0 : (pixels * reach) / rows;
}
