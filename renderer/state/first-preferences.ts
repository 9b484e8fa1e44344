import type { PanelSize, Preferences, Workplace } from "../../contract/preferences.js";

export type PanelName = "left" | "right" | "bottom";

/** How the window is laid out for each job: the same data, other panels. Sizes in px. */
export const layouts: Readonly<Record<Workplace, Readonly<Record<PanelName, PanelSize>>>> = {
  explore: {
    left: { open: true, size: 240 },
    right: { open: true, size: 340 },
    bottom: { open: false, size: 260 },
  },
  pick: {
    left: { open: true, size: 220 },
    right: { open: true, size: 380 },
    bottom: { open: true, size: 280 },
  },
  hotspots: {
    left: { open: true, size: 220 },
    right: { open: true, size: 400 },
    bottom: { open: false, size: 240 },
  },
};

export const firstPreferences: Preferences = {
  welcomed: false,
  singleKeys: true,
  position: "degrees",
  workplace: "explore",
  ...layouts.explore,
};
