/**
 * p-values corrected for many tests by Benjamini and Hochberg (1995): q(i) = min over j ≥ i of p(j)·n/j, in ascending order
 * of p. A test is rejected at a share α of false discoveries exactly where q ≤ α.
 */
export function falseDiscovery(p: Float64Array): Float64Array {
  const n = p.length;
  const order = Uint32Array.from({ length: n }, (_none, index) => index);
  order.sort((one, other) => (p[one] ?? 0) - (p[other] ?? 0) || one - other);
  const q = new Float64Array(n);
  let least = 1;
  for (let rank = n; rank >= 1; rank--) {
    const at = order[rank - 1] ?? 0;
    least = Math.min(least, ((p[at] ?? 1) * n) / rank);
    q[at] = least;
  }
  return q;
}

/** Signed class of confidence: ±3 for 99 %, ±2 for 95 %, ±1 for 90 %, 0 for what may be chance. */
export function confidence(direction: number, p: number): number {
  const level = p <= 0.01 ? 3 : p <= 0.05 ? 2 : p <= 0.1 ? 1 : 0;
  return direction < 0 ? -level + 0 : direction > 0 ? level : 0;
}
