import { z } from "zod";
import type { Bounds } from "./project.js";
import { call } from "./wire.js";

/** A row whose code, name or address has what was looked for. */
export interface FoundRow {
  readonly layer: number;
  readonly fid: number;
  /** The code is it; a column begins with it; a column contains it. Better ones come first. */
  readonly match: "code" | "prefix" | "contains";
  /** Code, name and address as the layer has them, those that are known. */
  readonly code: string | null;
  readonly name: string | null;
  readonly address: string | null;
  /** Value of the column that the layer is painted by; null: no data. */
  readonly paintClass: string | null;
}

/** A position that the text can be read as. */
export interface FoundPosition {
  /** Degrees; `metres`: easting and northing of the project's CRS were typed. */
  readonly longitude: number;
  readonly latitude: number;
  readonly typed: "degrees" | "metres";
}

export interface Found {
  readonly positions: readonly FoundPosition[];
  readonly rows: readonly FoundRow[];
  /** There are more rows than were asked for. */
  readonly more: boolean;
  /** Where each row lies, in the order of `rows`; null for a row without a place. */
  readonly bounds: readonly (Bounds | null)[];
}

/** Easting and northing in metres of the project's CRS. */
export interface ProjectPosition {
  readonly east_m: number;
  readonly north_m: number;
}

export const searchCalls = {
  /** Rows of the project's imported layers by code, name and address, and positions. Empty for a text of nothing but space. */
  "search.find": call<Found>()(z.strictObject({ text: z.string().max(200), limit: z.int().min(1).max(100) })),
  /** A place in degrees in the project's CRS; null while the project has none. */
  "project.position": call<ProjectPosition | null>()(
    z.strictObject({ longitude: z.number().min(-180).max(180), latitude: z.number().min(-90).max(90) }),
  ),
};
