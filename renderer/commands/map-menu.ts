import type { Feature } from "../../contract/api.js";
import type { Layer } from "../../contract/project.js";
import type { Text } from "../../contract/text.js";
import { choose, isChosenFrom } from "../state/chosen.js";
import { holdsHouses } from "../state/inside.js";
import { copyText, type MapMenu } from "../state/map-menu.js";
import { type NearPlace, nearHouses } from "../state/near.js";
import { select, selectCluster, zoomToFeature } from "../state/selection.js";
import { change, type Selection, type State } from "../state/store.js";
import type { Command, Entry } from "./command.js";
import { selectCommands } from "./select.js";
import { viewCommands } from "./view.js";

/** What the menu of the map offers at its place, as things stand: about the feature that it is aimed at, else about the ground. */
export function mapMenuEntries(state: State, menu: MapMenu): readonly Entry[] {
  const target = menu.found[menu.target];
  const layer = state.project?.layers.find(({ id }) => id === target?.layer);
  if (target === undefined || layer === undefined) return groundEntries(state, menu);
  const feature = menu.features.find((each) => isSame(each, target)) ?? null;
  return [
    { id: "feature.card", title: { zh: "打开卡片", en: "Open its card" }, run: () => void select(target) },
    { id: "feature.zoom", title: { zh: "缩放至它", en: "Zoom to it" }, run: () => void zoomToFeature(target) },
    "rule",
    ...selectEntries(state, menu, target, layer),
    ...nearEntries(state, { place: "near", ...target }, nearTitle(state, layer)),
    ...listEntries(state, target, layer),
    "rule",
    ...codeEntries(feature),
    ...positionEntries(menu),
  ];
}

function groundEntries(state: State, menu: MapMenu): readonly Entry[] {
  const title = { zh: "选择附近的房屋…", en: "Select houses near here…" };
  const known = [...selectCommands(state), ...viewCommands.entries(state)];
  return [
    ...positionEntries(menu),
    "rule",
    ...nearEntries(state, { place: "circle", centre: [...menu.place] }, title),
    "rule",
    ...known.filter((each) => each !== "rule" && "id" in each && ofGround.has(each.id)),
  ];
}

const ofGround: ReadonlySet<string> = new Set(["edit.clear-selection", "view.whole"]);

/** Into the selection or out of it; rows of other things begin a new one. Of a hot spot also its houses. */
function selectEntries(state: State, menu: MapMenu, target: Selection, layer: Layer): Command[] {
  const { chosen, ranking } = state;
  const pick = (title: Text, how: "replace" | "add" | "remove") => ({
    id: "feature.select",
    title,
    run: () => void choose(layer, how, { fids: [target.fid] }),
  });
  const isIn = menu.selected.some((each) => isSame(each, target));
  const own = isIn
    ? pick({ zh: "移出选择", en: "Remove from the selection" }, "remove")
    : chosen !== null && !isChosenFrom(chosen, layer)
      ? pick({ zh: "改为选择它", en: "Select it instead" }, "replace")
      : pick({ zh: "加入选择", en: "Add to the selection" }, "add");
  const cluster = layer.id === ranking?.layer.id ? ranking.clusters.find(({ fid }) => fid === target.fid) : undefined;
  const members = ranking?.members ?? null;
  if (cluster === undefined || members === null) return [own];
  return [
    {
      id: "feature.members",
      title: { zh: `选中其中 ${cluster.buildings} 栋房屋`, en: `Select its ${cluster.buildings} houses` },
      run: () => {
        selectCluster(cluster);
        void choose(members, "replace", { filter: [{ column: "cluster", compare: "=", value: cluster.fid }] });
      },
    },
    own,
  ];
}

function nearTitle({ project }: State, layer: Layer): Text {
  if (project !== null && holdsHouses(project, layer)) return { zh: "选择附近的房屋…", en: "Select houses near it…" };
  if (layer.geometry === "line") return { zh: "沿线选择房屋…", en: "Select houses along it…" };
  return { zh: "选择周边的房屋…", en: "Select houses around it…" };
}

function nearEntries(state: State, of: NearPlace, title: Text): Command[] {
  const enabled = nearHouses(state, "select") !== null;
  const ask = (act: "select" | "filter") => () => change({ dialog: { type: "near", of, act } });
  return [
    { id: "near.select", title, enabled, run: ask("select") },
    { id: "near.filter", title: { zh: "只看这里附近…", en: "Show only what is near…" }, enabled, run: ask("filter") },
  ];
}

function listEntries({ project }: State, { fid }: Selection, layer: Layer): Command[] {
  if (project === null || !holdsHouses(project, layer)) return [];
  const rows = { layer: layer.id, fids: [fid] };
  return [
    {
      id: "feature.pick",
      title: { zh: "列入清单…", en: "Add to a list…" },
      enabled: project.readOnly === null,
      run: () => change({ dialog: { type: "pick", rows, count: 1 } }),
    },
  ];
}

function codeEntries(feature: Feature | null): Command[] {
  const code = feature?.values.code ?? null;
  return code === null || code === "" ? [] : [copies("code", { zh: "编号", en: "code" }, String(code))];
}

/** The place, as the search takes it in again. */
function positionEntries({ place: [longitude, latitude], metres }: MapMenu): Command[] {
  const degrees = `${longitude.toFixed(6)}, ${latitude.toFixed(6)}`;
  const known = metres === null ? [] : [`${metres.east_m.toFixed(2)}, ${metres.north_m.toFixed(2)}`];
  return [
    copies("degrees", { zh: "经纬度", en: "longitude and latitude" }, degrees),
    ...known.map((text) => copies("metres", { zh: "项目坐标（东，北）", en: "easting and northing" }, text)),
  ];
}

function copies(name: string, { zh, en }: Text, text: string): Command {
  return {
    id: `copy.${name}`,
    title: { zh: `复制${zh} ${text}`, en: `Copy ${en} ${text}` },
    run: () => void copyText(text),
  };
}

function isSame(one: Selection, other: Selection): boolean {
  return one.layer === other.layer && one.fid === other.fid;
}
