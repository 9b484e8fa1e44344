import type { DuckDBBlobValue } from "@duckdb/node-api";
import type { Session } from "../database.js";
import { BLOB, blobValue, DuckDBScalarFunction } from "../duckdb.js";
import type { Move } from "./degrees.js";
import { moveWkb } from "./move-wkb.js";

/** SQL for `geom` with every vertex moved by the move registered under this name (`registerMove`). */
export function movedBySql(name: string, geom: string): string {
  return `ST_GeomFromWKB(${name}(ST_AsWKB(${geom})))`;
}

/**
 * Makes a move known to the database of the session under a name of lower-case letters, digits and `_`; the last one of a
 * name counts. Its numbers never stand in a statement. DuckDB calls it on this thread, a chunk of 2,048 rows at a time: where
 * others wait for the thread, statements must be short.
 */
export function registerMove(session: Session, name: string, move: Move): void {
  const scalar = DuckDBScalarFunction.create({
    name,
    parameterTypes: [BLOB],
    returnType: BLOB,
    mainFunction(_info, input, output) {
      const shapes = input.getColumnVector(0);
      for (let row = 0; row < input.rowCount; row++) {
        const shape = shapes.getItem(row) as DuckDBBlobValue | null;
        if (shape === null) {
          output.setItem(row, null);
          continue;
        }
        const moved = new Uint8Array(shape.bytes);
        moveWkb(moved, move);
        output.setItem(row, blobValue(moved));
      }
      output.flush();
    },
  });
  session.connection.registerScalarFunction(scalar);
}
