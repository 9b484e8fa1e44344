import type { MapController } from "./map-controller.js";

let live: MapController | null = null;

/** The map on the screen, for commands; null where none can be drawn. */
export function liveMap(): MapController | null {
  return live;
}

export function setLiveMap(controller: MapController | null): void {
  live = controller;
}
