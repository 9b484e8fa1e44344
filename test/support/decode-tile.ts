import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import type { Place, Shape } from "./plane.js";
import { toDegrees } from "./screened-city.js";

export interface DrawnFeature {
  readonly id: number | undefined;
  /** 1 points, 2 lines, 3 polygons. */
  readonly type: number;
  readonly properties: Readonly<Record<string, string | number | boolean>>;
  /** Paths in tile units, as they were drawn; rings are closed. */
  readonly paths: readonly (readonly Place[])[];
}

export interface DecodedTile {
  readonly features?: readonly DrawnFeature[];
  readonly cells?: readonly DrawnFeature[];
}

/** A tile read by the map's own decoder. */
export function decodeTile(bytes: Uint8Array): DecodedTile {
  const { layers } = new VectorTile(new PbfReader(bytes));
  return Object.fromEntries(
    Object.entries(layers).map(([name, layer]) => {
      if (layer.extent !== 4096 || layer.version !== 2) throw new Error("not a tile as the specification has it");
      const features = Array.from({ length: layer.length }, (_each, index): DrawnFeature => {
        const feature = layer.feature(index);
        const paths = feature.loadGeometry().map((path) => path.map(({ x, y }): Place => [x, y]));
        return { id: feature.id, type: feature.type, properties: feature.properties, paths };
      });
      return [name, features];
    }),
  );
}

/** Where a place in degrees lies in a tile, in its units, by the formula of Web Mercator. */
export function tilePlace([lon, lat]: readonly [number, number], z: number, x: number, y: number): Place {
  const sine = Math.sin((lat * Math.PI) / 180);
  const across = (lon + 180) / 360;
  const down = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  return [(across * 2 ** z - x) * 4096, (down * 2 ** z - y) * 4096];
}

/** A shape in metres of EPSG:4547 as it should stand in a tile, neither clipped nor rounded. */
export function shapeInTile(shape: Shape, z: number, x: number, y: number): Shape {
  const move = (place: Place) => tilePlace(toDegrees(place), z, x, y);
  if (shape.type === "point") return { type: "point", at: move(shape.at) };
  if (shape.type === "line") return { type: "line", path: shape.path.map(move) };
  return { type: "polygon", rings: shape.rings.map((ring) => ring.map(move)) };
}

/** The tiles of a zoom that a box in degrees touches. */
export function tilesOf(
  [west, south, east, north]: readonly number[],
  z: number,
): { z: number; x: number; y: number }[] {
  const [left, top] = tilePlace([west ?? 0, north ?? 0], z, 0, 0).map((unit) => Math.floor(unit / 4096));
  const [right, bottom] = tilePlace([east ?? 0, south ?? 0], z, 0, 0).map((unit) => Math.floor(unit / 4096));
  const tiles: { z: number; x: number; y: number }[] = [];
  for (let x = left ?? 0; x <= (right ?? 0); x++)
    for (let y = top ?? 0; y <= (bottom ?? 0); y++) tiles.push({ z, x, y });
  return tiles;
}
