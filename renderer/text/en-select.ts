import type { zhSelect } from "./zh-select.js";

/** English words of the selection on the map. */
export const enSelect: Readonly<Record<keyof typeof zhSelect, string>> = {
  "select.title": "Selected features",
  "select.tools": "Selection tools",
  "select.tool.click": "Click",
  "select.tool.box": "Box",
  "select.tool.lasso": "Lasso",
  "select.tool.radius": "Radius",
  "select.modifiers": "Shift adds, Alt removes, both intersect",
  "select.how.replace": "Select",
  "select.how.add": "Add",
  "select.how.remove": "Remove",
  "select.how.intersect": "Intersect",
  "select.of": "Selects from:",
  "select.count": "{{count}} selected · {{name}}",
  "select.zoom": "Zoom to",
  "select.pick": "Add to a list…",
  "select.filter": "Show only these",
  "select.clear": "Clear the selection",
  "select.cluster": "Select these houses",
  "select.onlyChosen": "Only selected",
  "select.inView": "Only in view",
  "select.ofRows": "{{count}} selected",
  "select.near": "Select houses within {{metres}} m",
  "select.metres": "Metres",
};
