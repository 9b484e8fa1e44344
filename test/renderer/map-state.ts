import type { MapState } from "../../renderer/map/style.js";

/** A map of no layers, with nothing selected, filtered or switched on. */
export const plainState: MapState = {
  layers: [],
  runs: [],
  hidden: new Set(),
  theme: "light",
  locale: "zh",
  generation: 1,
  passing: null,
  previews: new Map(),
  relief: false,
  chosen: null,
  ranges: false,
  ranks: [],
  selectedRank: null,
  feature: null,
  moves: [],
  cases: [],
};
