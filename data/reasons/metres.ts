/** Digits after the point that a distance is told with, and the most where fewer would put it on the limit's other side. */
const [usual, most] = [2, 6];

/** A measured distance in words, with as many digits as keep it on its side of a limit. */
export function metresBeside(value: number, limit: number | null): string {
  for (let digits = usual; digits < most; digits += 1) {
    const shown = Number(value.toFixed(digits));
    if (limit === null || Math.sign(shown - limit) === Math.sign(value - limit)) return String(shown);
  }
  return String(Number(value.toFixed(most)));
}
