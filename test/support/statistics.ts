import fc from "fast-check";

/** The six points that esda's own tests use; domain report 4.3, golden A. */
export const teaching = {
  x: [10, 20, 40, 15, 30, 30],
  y: [10, 10, 10, 20, 20, 30],
  values: [2, 3, 3.2, 5, 8, 7],
};

/** Five by five places 100 m apart, four of them hot; golden B. */
export const lattice = {
  x: Array.from({ length: 25 }, (_each, place) => 100 * (place % 5)),
  y: Array.from({ length: 25 }, (_each, place) => 100 * Math.floor(place / 5)),
  values: Array.from({ length: 25 }, (_each, place) => ([6, 7, 11, 12].includes(place) ? 10 : 1)),
};

/** Places on a raster of 5 m, values in tenths, and an order to shuffle them by. */
export const places = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 40 })), {
    minLength: 2,
    maxLength: 60,
  })
  .chain((rows) =>
    fc.record({
      x: fc.constant(rows.map(([x]) => 485_000 + 5 * x)),
      y: fc.constant(rows.map(([, y]) => 3_056_340 + 5 * y)),
      values: fc.constant(rows.map(([, , value]) => value / 10)),
      order: fc.shuffledSubarray(
        rows.map((_row, index) => index),
        { minLength: rows.length },
      ),
    }),
  );

/** Others at most `band` away, every pair compared. */
export function bruteNeighbours(x: readonly number[], y: readonly number[], band: number): number[][] {
  return x.map((_each, one) =>
    x.flatMap((_other, other) => {
      const distance = Math.hypot((x[one] ?? 0) - (x[other] ?? 0), (y[one] ?? 0) - (y[other] ?? 0));
      return other !== one && distance <= band ? [other] : [];
    }),
  );
}

/** Equal within a share of the larger, or within that share of one. */
export function near(one: number, other: number, share: number): boolean {
  return Math.abs(one - other) <= share * Math.max(1, Math.abs(one), Math.abs(other));
}
