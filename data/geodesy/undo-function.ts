import { BLOB, blobValue, type DuckDBBlobValue, DuckDBScalarFunction } from "@duckdb/node-api";
import type { ShiftSystem } from "../../contract/api.js";
import type { Session } from "../database.js";
import { moveWkb } from "./move-wkb.js";
import { webMapShift } from "./web-map-shifts.js";

/** SQL for `geom`, whose coordinates are shifted degrees, with every vertex moved back; `registerUndo` comes first. */
export function undoneSql(geom: string, system: ShiftSystem): string {
  return `ST_GeomFromWKB(undo_${system}(ST_AsWKB(${geom})))`;
}

/** Makes `undoneSql` known to the database of the session. */
export function registerUndo(session: Session, system: ShiftSystem): void {
  const { undo } = webMapShift(system);
  const scalar = DuckDBScalarFunction.create({
    name: `undo_${system}`,
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
        moveWkb(moved, undo);
        output.setItem(row, blobValue(moved));
      }
      output.flush();
    },
  });
  session.connection.registerScalarFunction(scalar);
}
