export interface Cloud {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly eps: number;
  readonly minPoints: number;
  readonly weights?: readonly number[] | undefined;
}

/**
 * DBSCAN by its definition, every pair compared: cores by count (or weight) within `eps`, clusters as connected cores,
 * a border point to the nearest core, the lowest index where two are equally near. Numbered by their first points.
 */
export function bruteDbscan({ x, y, eps, minPoints, weights }: Cloud): { labels: number[]; core: boolean[] } {
  const points = x.map((_each, index) => index);
  const squared = (one: number, other: number) =>
    ((x[one] ?? 0) - (x[other] ?? 0)) ** 2 + ((y[one] ?? 0) - (y[other] ?? 0)) ** 2;
  const near = (one: number, other: number) => squared(one, other) <= eps * eps;
  const core = points.map((one) => {
    const total = points.filter((other) => near(one, other)).reduce((sum, other) => sum + (weights?.[other] ?? 1), 0);
    return total >= minPoints;
  });
  const cluster = points.map(() => -1);
  for (const first of points) {
    if (!core[first] || cluster[first] !== -1) continue;
    const open = [first];
    cluster[first] = first;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const from = at;
      for (const other of points) {
        if (!core[other] || cluster[other] !== -1 || !near(from, other)) continue;
        cluster[other] = first;
        open.push(other);
      }
    }
  }
  for (const point of points) {
    if (core[point]) continue;
    const reach = points.filter((other) => core[other] && near(point, other));
    const [nearest] = reach.sort((a, b) => squared(point, a) - squared(point, b) || a - b);
    if (nearest !== undefined) cluster[point] = cluster[nearest] ?? -1;
  }
  const numbers = new Map<number, number>();
  const labels = cluster.map((set) => {
    if (set === -1) return -1;
    const number = numbers.get(set) ?? numbers.size;
    numbers.set(set, number);
    return number;
  });
  return { labels, core };
}
