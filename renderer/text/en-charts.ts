import type { zhCharts } from "./zh-charts.js";

/** English words of the linked charts. */
export const enCharts: Readonly<Record<keyof typeof zhCharts, string>> = {
  "bar.charts": "Charts",
  "charts.title": "Charts",
  "charts.close": "Close charts",
  "charts.layer": "Layer of the charts",
  "charts.shown": "{{count}} / {{total}} buildings",
  "charts.clear": "Clear the charts' filters",
  "charts.clearOne": "Clear the filter of “{{name}}”",
  "charts.width": "Years a bar",
  "charts.years": "{{count}} years",
  "charts.boundaries": "Layer of areas",
  "charts.list": "List",
  "charts.drawing": "Drawing",
  "charts.passing": "Filtered",
  "charts.all": "All",
  "charts.bin": "Group",
  "charts.figure": "{{name}}: {{count}} filtered, {{total}} in all",
  "charts.hint": "Click to pick, Ctrl or Shift to add; drag across years",
  "charts.picked": "{{name}}: {{bins}} picked",
  "charts.none": "There is no layer of buildings. Import one first.",
};
