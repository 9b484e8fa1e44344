import type { Given, Row } from "./analysis-room.js";
import { randomNumbers } from "./city.js";

/** Columns of a screened layer that the statistics read. */
export const screenedColumns = { old: "BOOLEAN", candidate: "BOOLEAN", floors: "INTEGER" } as const;

/**
 * A made-up city of `side` × `side` blocks of 100 m, nine houses each, a tenth of them old; in the `hot` blocks all are.
 * Every 50th house is of unknown age. Floors are 3, or 9 in the hot blocks. EPSG:4547.
 */
export function blockCity(side: number, hot: readonly (readonly [number, number])[], seed = 4): Given {
  const random = randomNumbers(seed);
  const rows: Row[] = [];
  for (let north = 0; north < side; north++) {
    for (let east = 0; east < side; east++) {
      const planted = hot.some(([x, y]) => x === east && y === north);
      for (let house = 0; house < 9; house++) {
        const x = 480_000 + 100 * east + 20 + 30 * (house % 3);
        const y = 3_056_000 + 100 * north + 20 + 30 * Math.floor(house / 3);
        const fid = rows.length + 1;
        const old = planted || random() < 0.1;
        rows.push({
          fid,
          geom: `POINT (${x} ${y})`,
          old: fid % 50 === 0 ? null : old,
          candidate: old && planted,
          floors: planted ? 9 : 3,
        });
      }
    }
  }
  return { columns: screenedColumns, rows };
}

/** The same rows in another order, with their `fid` given anew: the file was sorted differently. */
export function shuffled({ columns, rows }: Given, seed = 9): Given {
  const random = randomNumbers(seed);
  const order = rows.map((row) => ({ row, key: random() })).sort((one, other) => one.key - other.key);
  return { columns, rows: order.map(({ row }, index) => ({ ...row, fid: index + 1 })) };
}

/** Every number in the rows that is not finite, by column: there must be none. */
export function unfinite(rows: readonly Readonly<Record<string, unknown>>[]): string[] {
  return rows.flatMap((row) =>
    Object.entries(row).flatMap(([name, value]) =>
      typeof value === "number" && !Number.isFinite(value) ? [`${name}: ${value}`] : [],
    ),
  );
}
