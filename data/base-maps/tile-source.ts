import type { BaseMapDescription } from "../../contract/base-maps.js";

/** A tile of the usual square grid of Web Mercator; rows count from the north. */
export interface TilePlace {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** Something that has the tiles of one base map. Faults are `AppError`s whose sentence names the file or server. */
export interface TileSource {
  describe(): Promise<BaseMapDescription>;
  /** An image as it is, a vector tile unpacked; null where there is none. */
  tile(place: TilePlace, signal: AbortSignal): Promise<Uint8Array | null>;
  close(): Promise<void>;
}

/** Bytes of one tile of a file, unpacked. Ten times what a tile that is quick to draw has. */
export const largestTile = 8 * 1024 * 1024;
