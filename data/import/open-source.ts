import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { GeometryFamily } from "../../contract/catalog.js";
import { Database, type Session } from "../database.js";
import { formatOf } from "../formats/index.js";

/** A database in memory for one file: it may read the file's folder and write in the scratch folder, nothing else. */
export async function openWorkshop(path: string, scratch: string): Promise<Database> {
  await formatOf(path);
  const isFolder = (await stat(path)).isDirectory();
  return await Database.open({ path: ":memory:", folders: [isFolder ? path : dirname(path), scratch], spill: scratch });
}

/** SHA-256 of the named file, in hexadecimal; empty for a folder. */
export async function hashFile(path: string, signal: AbortSignal): Promise<string> {
  if ((await stat(path)).isDirectory()) return "";
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { signal, highWaterMark: 1024 * 1024 }))
    hash.update(chunk as Uint8Array);
  return hash.digest("hex");
}

export const familyByDimension: readonly GeometryFamily[] = ["point", "line", "polygon"];

/** How many rows of a relation have which family; rows without geometry are left out. */
export async function countFamilies(session: Session, relation: string): Promise<Map<GeometryFamily, number>> {
  const rows = await session.rows<{ dimension: number; count: bigint }>(
    `SELECT ST_Dimension(geom) AS dimension, count(*) AS count FROM ${relation}
     WHERE geom IS NOT NULL AND NOT ST_IsEmpty(geom) GROUP BY ALL ORDER BY count DESC`,
  );
  return new Map(
    rows.flatMap(({ dimension, count }) => {
      const family = familyByDimension[dimension];
      return family === undefined ? [] : [[family, Number(count)] as const];
    }),
  );
}
