import type { PlaceCondition } from "../../contract/conditions.js";
import type { Layer } from "../../contract/project.js";
import { choose, type How, toolLayer } from "./chosen.js";
import { filterBy, filterLayer } from "./filter.js";
import { holdsHouses } from "./inside.js";
import { current, type State } from "./store.js";

type Without<Condition, Key extends string> = Condition extends unknown ? Omit<Condition, Key> : never;

/** What houses are near to: a feature, by its nearest edge, or a point of the map. */
export type NearPlace = Without<Extract<PlaceCondition, { place: "near" | "circle" }>, "metres">;

/** The houses that can be near something: to select, those that the tools select; to filter, those that are filtered by or in the table. */
export function nearHouses(state: State, act: "select" | "filter"): Layer | null {
  const { project } = state;
  if (project === null) return null;
  const isOfHouses = (layer: Layer) => layer.about === null && layer.count > 0 && holdsHouses(project, layer);
  const inHand = act === "select" ? toolLayer(state) : filterLayer(state);
  return inHand !== null && isOfHouses(inHand) ? inHand : (project.layers.findLast(isOfHouses) ?? null);
}

/** Selects the houses within metres of a place. */
export async function chooseNear(of: NearPlace, metres: number, how: How): Promise<void> {
  const houses = nearHouses(current(), "select");
  if (houses !== null) await choose(houses, how, { filter: [{ ...of, metres }] });
}

/** Filters by houses within metres of a place, in place of another that was filtered by so. */
export function filterNear(of: NearPlace, metres: number): void {
  const houses = nearHouses(current(), "filter");
  if (houses !== null) filterBy(houses, "near", [{ ...of, metres }]);
}
