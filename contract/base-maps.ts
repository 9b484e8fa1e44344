import { z } from "zod";
import type { Bounds } from "./project.js";
import { readTileAddress } from "./tile-address.js";
import { call } from "./wire.js";

/** Deeper than any map is looked at. */
export const deepestZoom = 24;
const zoom = z.int().min(0).max(deepestZoom);

const path = z
  .string()
  .min(1)
  .max(4096)
  .regex(/\.(?:pmtiles|mbtiles)$/iu);
const address = z.string().refine((typed) => "address" in readTileAddress(typed));

/** Where the tiles of a base map come from: a file on this computer, or images of a server. */
const source = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("file"), path }),
  z
    .strictObject({ type: z.literal("server"), address, minimumZoom: zoom, maximumZoom: zoom })
    .refine(({ minimumZoom, maximumZoom }) => minimumZoom <= maximumZoom),
]);
export type BaseMapSource = z.infer<typeof source>;

const look = {
  id: z.int().positive(),
  name: z.string().min(1).max(200),
  /** Off: it is neither read nor asked for. */
  shown: z.boolean(),
  opacity: z.number().min(0).max(1),
};

/** A map that lies under all layers. Kept in the user's settings: paths and servers belong to a workplace, not to a project. */
export const baseMap = z.strictObject({
  ...look,
  source,
  /** Whose the map is, as the user typed it; empty: what the file says. */
  attribution: z.string().max(300),
});
export type BaseMap = z.infer<typeof baseMap>;

export const baseMapList = z.array(baseMap).max(50).readonly();

/** What the page may change: names and looks, the order, and which are left. Never where tiles come from. */
export const baseMapLooks = z.array(z.strictObject(look)).max(50).readonly();
export type BaseMapLook = z.infer<typeof baseMapLooks>[number];

/** A base map that a user asks for. */
export const newBaseMap = z.strictObject({
  source,
  name: z.string().max(200),
  attribution: z.string().max(300),
});
export type NewBaseMap = z.infer<typeof newBaseMap>;

/** What a file says of itself, or what is known of a server. */
export interface BaseMapDescription {
  readonly tiles: "image" | "vector";
  readonly minimumZoom: number;
  readonly maximumZoom: number;
  /** In degrees; null: not told. */
  readonly bounds: Bounds | null;
  /** Names of the layers inside vector tiles. */
  readonly vectorLayers: readonly string[];
  /** As plain text; null: not told. */
  readonly attribution: string | null;
}

const id = z.int().positive();

/**
 * What the page asks the process that reads base maps. Only base maps that are on are known there; the page names them by
 * number, never a path or a server. Errors: `refused` for any other number, `input-…` for a file that is gone or damaged,
 * `server-failed` for a server that does not answer with tiles.
 */
export const baseMapCalls = {
  "base.describe": call<BaseMapDescription>()(z.strictObject({ id })),
  /** An image as it is, a vector tile unpacked; null where there is none. Rows count from the north. */
  "base.tile": call<Uint8Array | null>()(
    z.strictObject({
      id,
      z: zoom,
      x: z
        .int()
        .nonnegative()
        .max(2 ** deepestZoom),
      y: z
        .int()
        .nonnegative()
        .max(2 ** deepestZoom),
    }),
  ),
};
export type BaseMapCalls = typeof baseMapCalls;
