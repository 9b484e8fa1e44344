/** Two-sided p of a standard normal `z`: the chance of a value at least as far from 0. Relative error below 1e-13. */
export function twoSided(z: number): number {
  return complementaryError(Math.abs(z) / Math.SQRT2);
}

/** Standard normal z whose two-sided p is 0.10, 0.05 and 0.01. */
export const criticalValues = { 90: 1.6448536269514722, 95: 1.959963984540054, 99: 2.5758293035489004 } as const;

/**
 * erfc(x) for x ≥ 0. Below 2 by the series erf(x) = 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (2n+1)!!, whose terms are all positive;
 * from 2 on by Lentz' way through the continued fraction (Abramowitz and Stegun 7.1.6 and 7.1.14).
 */
function complementaryError(x: number): number {
  if (x < 2) {
    let term = x;
    let sum = x;
    for (let n = 1; term > sum * 1e-17; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  let fraction = x;
  let c = x;
  let d = 0;
  for (let n = 1; n < 500; n++) {
    d = 1 / (x + (n / 2) * d);
    c = x + n / 2 / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}
