import type { zhMenu } from "./zh-menu.js";

/** English words of the map's menu, and of what is done with a selection. */
export const enMenu: Readonly<Record<keyof typeof zhMenu, string>> = {
  "menu.ground": "Here",
  "menu.several": "{{count}} features here",
  "menu.copied": "{{text}} copied",
  "menu.near.select": "Select houses nearby",
  "menu.near.filter": "Show only houses nearby",
  "menu.nearOf": "Houses of the layer “{{name}}”, by their nearest edge.",
  "menu.aroundOf": "Houses of the layer “{{name}}”; distances go from here to the middle of the house.",
  "menu.onlyNear": "Show only houses within {{metres}} m",
  "menu.next": "Next from:",
  "menu.nextWhy":
    "Boxes, lassos and circles to come select from this layer; what is selected stays until something of another layer is",
  "menu.exportThese": "Export these…",
  "menu.exportChosen": "Only the {{count}} selected",
  "menu.selectPassing": "Select these",
  "menu.selectPassingWhy": "Select all that pass the filter",
  "menu.picks": "Onto list “{{name}}”",
};
