import type { Preferences, Workplace } from "../../contract/preferences.js";
import { layouts, type PanelName } from "./first-preferences.js";
import { openTable } from "./selection.js";
import { change, current } from "./store.js";

/** No panel is made smaller than this, nor so large that less than `leastMap` px of the map are left. */
export const leastSize: Readonly<Record<PanelName, number>> = { left: 180, right: 280, bottom: 120 };
const leastMap = 320;

/** Changes what the user arranged, here and in the settings file. */
export function arrange(part: Partial<Preferences>): void {
  change(({ preferences }) => ({ preferences: { ...preferences, ...part } }));
  void window.desktop.keepPreferences(current().preferences);
}

/** Lays the window out for a job: its panels with their usual sizes, its list or table where there is something to show. */
export function layOut(workplace: Workplace): void {
  arrange({ workplace, ...layouts[workplace] });
  settle();
}

/** Opens what belongs to the layout and hangs on the project: the officer's lists and table. */
export function settle(): void {
  const { preferences, project, table, work } = current();
  const [layer] = project?.layers ?? [];
  const isPick = preferences.workplace === "pick";
  change({ work: isPick && project !== null ? (work ?? { tab: "lists", list: null }) : null });
  if (!preferences.bottom.open) change({ table: null });
  else if (table === null && layer !== undefined) openTable(layer.id);
}

/** The sizes and panels of the layout in use as they were at first. */
export function resetLayout(): void {
  layOut(current().preferences.workplace);
}

export function togglePanel(panel: "left" | "right"): void {
  const { preferences } = current();
  arrange({ [panel]: { ...preferences[panel], open: !preferences[panel].open } });
}

/** The size that a panel may have in the window as it is, nearest to `wanted`. */
export function fittingSize(panel: PanelName, wanted: number): number {
  return Math.round(Math.min(largestSize(panel), Math.max(leastSize[panel], wanted)));
}

/** Px. */
export function largestSize(panel: PanelName): number {
  const { preferences } = current();
  if (panel === "bottom") return Math.max(leastSize.bottom, window.innerHeight - 72 - 240);
  const other = preferences[panel === "left" ? "right" : "left"];
  return Math.max(leastSize[panel], window.innerWidth - (other.open ? other.size : 0) - leastMap);
}

export function resizePanel(panel: PanelName, size: number): void {
  arrange({ [panel]: { ...current().preferences[panel], size: fittingSize(panel, size) } });
}
