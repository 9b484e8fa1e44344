/**
 * The distance in metres between two geometries as SQL, rounded to a millionth: coordinates of seven digits carry an error of
 * 1e-9 m, and what lies exactly on a limit must not be told apart by it.
 *
 * `ST_Distance` of DuckDB spatial 1.5.5 calls two polygons 0 m apart when the top, the bottom or a corner of one lies exactly on
 * the height of a corner of the other, however far: it takes the corner for one inside. A distance of 0 is therefore measured
 * again by GEOS (`ST_ShortestLine`). `ST_DWithin` errs the same way, always towards too near: joins by it need this distance after.
 */
export function distanceSql(one: string, other: string): string {
  const fast = `ST_Distance(${one}, ${other})`;
  return `round(CASE WHEN ${fast} > 0 THEN ${fast} ELSE coalesce(ST_Length(ST_ShortestLine(${one}, ${other})), 0) END, 6)`;
}

/** The same from edge to edge, with half widths or radii taken off; never below 0. */
export function edgeDistanceSql(one: string, other: string, ...walls: readonly string[]): string {
  return `round(greatest(0, ${[distanceSql(one, other), ...walls].join(" - ")}), 6)`;
}
