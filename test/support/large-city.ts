import { writeFileSync } from "node:fs";
import { featureCollection } from "./engine-room.js";
import { box, geoJson } from "./plane.js";

/** `side` times `side` houses, 25 m apart, all old, each with a name; in metres of EPSG:4547. Written as GeoJSON. */
export function writeLargeCity(file: string, side: number): void {
  const features = Array.from({ length: side * side }, (_each, index) => ({
    geometry: geoJson(box(470_000 + 25 * (index % side), 3_050_000 + 25 * Math.floor(index / side), 10, 10)),
    properties: { code: `A-${index}`, build_year: 1970, name: `房屋 ${index}`, floors: 3 },
  }));
  writeFileSync(file, featureCollection(features));
}

/** `count` pipes across that city, each of twenty bends, so that measuring from every house to all of them takes seconds. */
export function writeLongPipes(file: string, count: number, side: number): void {
  const features = Array.from({ length: count }, (_each, index) => {
    const north = 3_050_000 + (25 * side * index) / count;
    const bends = Array.from({ length: 20 }, (_bend, bend) => [
      470_000 + (25 * side * bend) / 20,
      north + 8 * (bend % 2),
    ]);
    return { geometry: { type: "LineString", coordinates: bends }, properties: { pressure: "low", status: "in_use" } };
  });
  writeFileSync(file, featureCollection(features));
}
