import { z } from "zod";
import type { Bounds } from "../../contract/project.js";

const layers = z.object({ vector_layers: z.array(z.object({ id: z.string().min(1).max(200) })).max(200) });

/** Names of the layers in vector tiles, out of TileJSON; empty where it does not tell. */
export function vectorLayerNames(json: unknown): string[] {
  const parsed = layers.safeParse(json);
  return parsed.success ? [...new Set(parsed.data.vector_layers.map(({ id }) => id))] : [];
}

/** Whose the map is as plain text: files write it with links. Null where nothing is left. */
export function plainAttribution(given: unknown): string | null {
  if (typeof given !== "string") return null;
  const text = given
    .slice(0, 2000)
    .replaceAll(/<[^>]*>/gu, "")
    .replaceAll(/&copy;/giu, "©")
    .replaceAll(/&amp;/giu, "&")
    .replaceAll(/\s+/gu, " ")
    .trim();
  return text === "" ? null : text.slice(0, 300);
}

/** West, south, east, north in degrees, where they make sense; else null. */
export function soundBounds(given: readonly number[]): Bounds | null {
  const [west, south, east, north] = given;
  if (west === undefined || south === undefined || east === undefined || north === undefined) return null;
  const isSound =
    given.length === 4 && west >= -180 && east <= 180 && south >= -90 && north <= 90 && west < east && south < north;
  return isSound ? [west, south, east, north] : null;
}

/** JSON out of a file; undefined where it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
