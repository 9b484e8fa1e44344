/** Squares of the map at low zooms. */
export const zhCells = {
  "cell.shown": "本格显示 {{count}} 个要素",
  "cell.hidden": "另有 {{count}} 个属于已隐藏的类别",
} as const;
