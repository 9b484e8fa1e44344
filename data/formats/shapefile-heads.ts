import { open } from "node:fs/promises";
import type { GeometryFamily } from "../../contract/catalog.js";
import type { InspectedLayer } from "../../contract/inspection.js";

/** Bytes of a .shp and of a .dbf that say what is in them. */
export const headBytes = 100;

/** The first `headBytes` of the files of a layer, and the size of its index; null for a file that is not there. */
export interface ShapefileHeads {
  readonly shp: Uint8Array;
  readonly dbf: Uint8Array | null;
  readonly shxBytes: number | null;
}

/** Shape types by number (ESRI Shapefile Technical Description, 1998), with and without Z and M. */
const families: Readonly<Record<number, GeometryFamily>> = {
  1: "point",
  11: "point",
  21: "point",
  8: "point",
  18: "point",
  28: "point",
  3: "line",
  13: "line",
  23: "line",
  5: "polygon",
  15: "polygon",
  25: "polygon",
};

/** What the headers say of a layer: its shape type; its rows by the .dbf, or else by the length of the index. */
export function describeHeads(name: string, { shp, dbf, shxBytes }: ShapefileHeads): InspectedLayer {
  const family = shp.length < 36 ? undefined : families[viewOf(shp).getInt32(32, true)];
  const listed = shxBytes === null || shxBytes < headBytes ? null : Math.floor((shxBytes - headBytes) / 8);
  const rows = dbf === null || dbf.length < 8 ? listed : viewOf(dbf).getUint32(4, true);
  return { name, geometries: family === undefined ? [] : [family], rows };
}

/** Where the first `rows` rows of a .dbf end. */
export function bytesOfRows(dbf: Uint8Array | null, rows: number): number {
  if (dbf === null || dbf.length < 12) return 0;
  return viewOf(dbf).getUint16(8, true) + rows * viewOf(dbf).getUint16(10, true);
}

/** The first `headBytes` of a file. */
export async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
