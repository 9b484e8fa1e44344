/** Words of the map's menu, and of what is done with a selection. */
export const zhMenu = {
  "menu.ground": "此处",
  "menu.several": "此处有 {{count}} 个要素",
  "menu.copied": "已复制 {{text}}",
  "menu.near.select": "选择附近的房屋",
  "menu.near.filter": "只看附近的房屋",
  "menu.nearOf": "房屋取自图层“{{name}}”；距离按最近边缘计。",
  "menu.aroundOf": "房屋取自图层“{{name}}”；距离从此处量到房屋中心。",
  "menu.onlyNear": "只看 {{metres}} 米内的房屋",
  "menu.next": "接着选：",
  "menu.nextWhy": "以后的框选、套索等选取此图层的要素；已选的保留，直到选中另一图层的要素为止",
  "menu.exportThese": "导出这些…",
  "menu.exportChosen": "只导出已选的 {{count}} 个",
  "menu.selectPassing": "选中这些",
  "menu.selectPassingWhy": "选择全部符合筛选的行",
  "menu.picks": "列入清单“{{name}}”",
} as const;
