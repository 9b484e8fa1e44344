/** The most decades that get a class of their own; all that is older is one class. */
const ownDecades = 5;

/** First years of the decades of a column of years, up to the decade of its latest year. */
export function decadeBreaks(earliest: number, latest: number): number[] {
  const last = Math.floor(latest / 10) * 10;
  const decades = Array.from({ length: ownDecades }, (_each, at) => last - 10 * (ownDecades - 1 - at));
  return decades.filter((decade) => decade > earliest);
}
