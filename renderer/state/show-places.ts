import type { BuildingEntry } from "../../contract/ledger-calls.js";
import type { Bounds } from "../../contract/project.js";
import { travel } from "./project.js";

/** Sends the map to where these houses lie. */
export function showPlaces(buildings: readonly BuildingEntry[]): void {
  const places = buildings.flatMap(({ place }) => (place === null ? [] : [place]));
  const [first] = places;
  if (first === undefined) return;
  const bounds = places.reduce<Bounds>(
    ([west, south, east, north], [lon, lat]) => [
      Math.min(west, lon),
      Math.min(south, lat),
      Math.max(east, lon),
      Math.max(north, lat),
    ],
    [first[0], first[1], first[0], first[1]],
  );
  travel(bounds);
}
