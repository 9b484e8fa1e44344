import { extent, shown, worldHalf } from "./mvt.js";

export interface TilePlace {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** Web Mercator metres. */
export interface TileBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Bounds of a tile in Web Mercator metres, widened by the buffer in tile units. */
export function tileBox({ z, x, y }: TilePlace, buffer = -shown.low): TileBox {
  const side = (2 * worldHalf) / 2 ** z;
  const margin = (side * buffer) / extent;
  return {
    west: x * side - worldHalf - margin,
    east: (x + 1) * side - worldHalf + margin,
    north: worldHalf - y * side + margin,
    south: worldHalf - (y + 1) * side - margin,
  };
}
