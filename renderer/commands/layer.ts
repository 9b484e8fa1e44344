import type { Layer } from "../../contract/project.js";
import { chooseBaseMapFiles } from "../state/base-maps.js";
import { chooseNewerVersion } from "../state/imports.js";
import { travel } from "../state/project.js";
import { refusal } from "../state/refusal.js";
import { openScheme, scoredKind } from "../state/scheme.js";
import { openTable } from "../state/selection.js";
import { checkShift } from "../state/shift.js";
import { change, type State } from "../state/store.js";
import type { CommandGroup } from "./command.js";

/** The layer that is spoken of: of the table, of the selection, else the first. */
function layerInHand({ table, selection, project }: State): Layer | null {
  const id = table?.layer ?? selection?.layer;
  return project?.layers.find((layer) => layer.id === id) ?? project?.layers[0] ?? null;
}

/** What the menu of a row in the layer list does, for the layer in hand. */
export const layerCommands: CommandGroup = {
  title: { zh: "图层", en: "Layer" },
  entries: (state) => {
    const layer = layerInHand(state);
    const name = (zh: string, en: string) =>
      layer === null ? { zh, en } : { zh: `${zh}：${layer.title.zh}`, en: `${en}: ${layer.title.en}` };
    const about = (does: (layer: Layer) => void) => ({
      enabled: layer !== null,
      run: () => {
        if (layer !== null) does(layer);
      },
    });
    const scored = state.project?.layers.findLast(({ kind }) => kind === scoredKind);
    const isFile = layer !== null && layer.source !== null && layer.about === null;
    return [
      { id: "layer.zoom", title: name("缩放至图层", "Zoom to layer"), ...about(zoomTo) },
      { id: "layer.table", title: name("打开属性表", "Open table"), ...about(({ id }) => openTable(id)) },
      {
        id: "layer.export",
        title: name("导出图层", "Export layer"),
        ...about(({ id }) => change({ dialog: { type: "export", layer: id } })),
      },
      {
        id: "layer.source",
        title: name("数据来源", "Source"),
        ...about(({ id }) => change({ dialog: { type: "source", layer: id } })),
        enabled: layer !== null && layer.source !== null,
      },
      {
        id: "layer.scheme",
        title: { zh: "编辑评分方案…", en: "Edit the scoring scheme…" },
        enabled: scored !== undefined,
        run: () => {
          if (scored !== undefined) void openScheme(scored.id);
        },
      },
      "rule",
      {
        id: "layer.newer",
        title: name("导入新版本", "Newer version"),
        ...about(({ id }) => void chooseNewerVersion(id)),
        enabled: isFile && refusal(state, "change") === null,
      },
      {
        id: "layer.shift",
        title: name("检查偏移", "Check for a shift"),
        ...about(({ id }) => void checkShift(id)),
        enabled: isFile,
      },
      "rule",
      {
        id: "layer.base-file",
        title: { zh: "添加底图文件…", en: "Add a base map file…" },
        otherWords: "pmtiles mbtiles basemap",
        run: () => void chooseBaseMapFiles(),
      },
      {
        id: "layer.base-server",
        title: { zh: "添加内网底图…", en: "Add a base map of the intranet…" },
        otherWords: "xyz tms basemap",
        run: () => change({ dialog: { type: "base-map" } }),
      },
    ];
  },
};

function zoomTo({ bounds }: Layer): void {
  if (bounds !== null) travel(bounds);
}
