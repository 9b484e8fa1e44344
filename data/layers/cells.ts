import type { Cell } from "../../contract/project.js";

/** A value from DuckDB as the wire carries it: bytes never, dates as ISO text, whole numbers beyond 2^53 as text. */
export function toCell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/u, "");
  if (value instanceof Uint8Array) return null;
  return String(value);
}
