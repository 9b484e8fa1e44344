import type { Weighted } from "./numbers.js";

/**
 * Natural breaks: the classes with the least sum of squared differences from their means (W. D. Fisher, On grouping for
 * maximum homogeneity, JASA 53, 1958; Jenks' criterion). Exact by dynamic programming over the different values; since the
 * best last class begins no earlier when a value is added, each row of the table is found by halving: O(k n log n). Of
 * equally good divisions the one whose last class begins earliest. Returns the lowest value of every class but the first.
 */
export function naturalBreaks({ values, counts }: Weighted, classes: number): number[] {
  const n = values.length;
  const k = Math.min(classes, n);
  if (k < 2) return [];
  const cost = spread(values, counts);
  const starts: Int32Array[] = [];
  let best = Float64Array.from({ length: n }, (_each, end) => cost(0, end));
  for (let each = 1; each < k; each++) {
    const before = best;
    const next = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
    const start = new Int32Array(n);
    const solve = (low: number, high: number, from: number, to: number): void => {
      if (low > high) return;
      const middle = (low + high) >> 1;
      for (let at = Math.max(from, each); at <= Math.min(to, middle); at++) {
        const sum = (before[at - 1] ?? 0) + cost(at, middle);
        if (sum < (next[middle] ?? 0)) {
          next[middle] = sum;
          start[middle] = at;
        }
      }
      const found = start[middle] ?? each;
      solve(low, middle - 1, from, found);
      solve(middle + 1, high, found, to);
    };
    solve(each, n - 1, each, n - 1);
    starts.push(start);
    best = next;
  }
  const breaks: number[] = [];
  let end = n - 1;
  for (const start of starts.reverse()) {
    const at = start[end] ?? 0;
    breaks.unshift(values[at] ?? 0);
    end = at - 1;
  }
  return breaks;
}

/** Squared differences from the mean of the values from one index to another, both included. */
function spread(values: Float64Array, counts: Float64Array): (from: number, to: number) => number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const mean = values.reduce((sum, value, at) => sum + value * (counts[at] ?? 0), 0) / total;
  const [weight, sum, square] = [0, 1, 2].map(() => new Float64Array(values.length + 1)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  // About the mean, so that large values with small differences do not cancel.
  values.forEach((value, at) => {
    const count = counts[at] ?? 0;
    const off = value - mean;
    weight[at + 1] = (weight[at] ?? 0) + count;
    sum[at + 1] = (sum[at] ?? 0) + count * off;
    square[at + 1] = (square[at] ?? 0) + count * off * off;
  });
  const between = (all: Float64Array, from: number, to: number) => (all[to + 1] ?? 0) - (all[from] ?? 0);
  return (from, to) => {
    const linear = between(sum, from, to);
    return Math.max(0, between(square, from, to) - (linear * linear) / between(weight, from, to));
  };
}
