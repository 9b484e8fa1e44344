import type { Workplace } from "../../contract/preferences.js";
import type { Text } from "../../contract/text.js";
import { liveMap } from "../map/live-map.js";
import { toggleCharts } from "../state/charts.js";
import { toggleFilterBar } from "../state/filter.js";
import { layOut, resetLayout, togglePanel } from "../state/layout.js";
import { openMapMenuByKey } from "../state/map-menu.js";
import { setLocale, setTheme } from "../state/preferences.js";
import { zoomToAll } from "../state/project.js";
import { toggleTable } from "../state/selection.js";
import { change, type State } from "../state/store.js";
import type { Command, CommandGroup } from "./command.js";
import { stepCommands } from "./steps.js";
import { isTyping } from "./typing.js";

/** The layouts by job, in the words of the menu and of the first steps. */
export const workplaceTitles: Readonly<Record<Workplace, Text>> = {
  explore: { zh: "探索", en: "Explore" },
  pick: { zh: "选房鉴定", en: "Pick & assess" },
  hotspots: { zh: "热点与导出", en: "Hot spots & export" },
};

function layouts({ preferences }: State): Command[] {
  return (["explore", "pick", "hotspots"] as const).map((workplace, index) => ({
    id: `view.layout-${workplace}`,
    title: {
      zh: `布局：${workplaceTitles[workplace].zh}`,
      en: `Layout: ${workplaceTitles[workplace].en}`,
    },
    keys: [`Ctrl+${index + 1}`],
    checked: preferences.workplace === workplace,
    run: () => layOut(workplace),
  }));
}

export const viewCommands: CommandGroup = {
  title: { zh: "视图", en: "View" },
  entries: (state) => {
    const { preferences, table, charts, project, theme, locale, relief, ranges } = state;
    const hasLayers = (project?.layers.length ?? 0) > 0;
    return [
      ...layouts(state),
      { id: "view.reset-layout", title: { zh: "恢复布局原样", en: "Reset the layout" }, run: resetLayout },
      {
        id: "view.filter",
        title: { zh: "筛选条", en: "Filter bar" },
        keys: ["Ctrl+Shift+F"],
        checked: state.filterBar || state.filter !== null,
        enabled: hasLayers,
        run: toggleFilterBar,
      },
      "rule",
      {
        id: "view.left",
        title: { zh: "图层面板", en: "Layer panel" },
        keys: ["Ctrl+B"],
        checked: preferences.left.open,
        run: () => togglePanel("left"),
      },
      {
        id: "view.right",
        title: { zh: "详情面板", en: "Side panel" },
        keys: ["Ctrl+Alt+B"],
        checked: preferences.right.open,
        run: () => togglePanel("right"),
      },
      {
        id: "view.table",
        title: { zh: "属性表", en: "Table" },
        keys: ["F6"],
        checked: table !== null,
        enabled: hasLayers,
        run: toggleTable,
      },
      {
        id: "view.charts",
        title: { zh: "图表", en: "Charts" },
        keys: ["F7"],
        checked: charts !== null,
        enabled: hasLayers,
        run: toggleCharts,
      },
      "rule",
      { id: "view.whole", title: { zh: "缩放至全部", en: "Zoom to everything" }, enabled: hasLayers, run: zoomToAll },
      { id: "view.north", title: { zh: "转回正北", en: "North up" }, keys: ["N"], run: () => liveMap()?.northUp() },
      {
        id: "view.back",
        title: { zh: "上一视图", en: "Previous view" },
        keys: ["["],
        run: () => liveMap()?.goThroughViews(-1),
      },
      {
        id: "view.forward",
        title: { zh: "下一视图", en: "Next view" },
        keys: ["]"],
        run: () => liveMap()?.goThroughViews(1),
      },
      ...stepCommands(state),
      {
        id: "view.map-menu",
        title: { zh: "地图菜单（同右键）", en: "Menu of the map (right click)" },
        keys: ["Shift+F10", "ContextMenu"],
        enabled: hasLayers && !isTyping(document.activeElement),
        run: openMapMenuByKey,
      },
      {
        id: "view.ranges",
        title: { zh: "管线保护控制范围和基坑影响圈", en: "Ranges about pipes and pits" },
        otherWords: "rings buffer 缓冲",
        checked: ranges,
        enabled: hasLayers,
        run: () => change({ ranges: !ranges }),
      },
      {
        id: "view.relief",
        title: { zh: "三维：按层数拉伸房屋", en: "3D: houses by their storeys" },
        otherWords: "3d sanwei 三维",
        checked: relief,
        enabled: hasLayers,
        run: () => change({ relief: !relief }),
      },
      "rule",
      {
        id: "view.theme",
        title: { zh: "深色界面", en: "Dark" },
        checked: theme === "dark",
        run: () => setTheme(theme === "dark" ? "light" : "dark"),
      },
      {
        id: "view.language",
        title: { zh: "切换为英文", en: "Switch to Chinese" },
        otherWords: "English 中文 language 语言",
        run: () => setLocale(locale === "zh" ? "en" : "zh"),
      },
      "rule",
      { role: "resetZoom", title: { zh: "文字原大", en: "Actual size" } },
      { role: "zoomIn", title: { zh: "放大文字", en: "Larger text" } },
      { role: "zoomOut", title: { zh: "缩小文字", en: "Smaller text" } },
      { role: "togglefullscreen", title: { zh: "全屏", en: "Full screen" } },
    ];
  },
};
