import type { BaseMap, BaseMapDescription, NewBaseMap } from "../../contract/base-maps.js";
import { AppError, reportError } from "../../contract/errors.js";
import type { Text } from "../../contract/text.js";
import { describeBaseMap, watchBaseMaps } from "../engine/base-maps.js";
import { say } from "../text/say.js";
import { showError } from "./notices.js";
import { travel } from "./project.js";
import { change, current } from "./store.js";

/** What the window knows of the base maps, the lowest first. */
export interface BaseMaps {
  readonly all: readonly BaseMap[];
  /** What those that are on say of themselves; one that is not here yet is not drawn. */
  readonly described: ReadonlyMap<number, BaseMapDescription>;
  /** Why a map that is on does not show, or not everywhere. */
  readonly faults: ReadonlyMap<number, Text>;
  /** Rises when tiles have to be asked for again. */
  readonly version: number;
}

const extensions = ["pmtiles", "mbtiles"] as const;

/** Base maps whose fault was told since they were switched on: one sentence each, not one a tile. */
const told = new Set<number>();

/** Shows the base maps as they were left. Nothing is asked for those that are off. */
export function startBaseMaps(all: readonly BaseMap[]): void {
  patch({ all });
  watchBaseMaps(() => patch({ version: current().baseMaps.version + 1 }));
  for (const { id, shown } of all) if (shown) void learn(id);
}

/** Out of files that were dropped or chosen: adds those that are base maps and answers with the others. */
export function takeBaseMapFiles(paths: readonly string[]): string[] {
  const isBaseMap = (path: string) => extensions.some((extension) => path.toLowerCase().endsWith(`.${extension}`));
  void addFiles(paths.filter(isBaseMap));
  return paths.filter((path) => !isBaseMap(path));
}

export async function chooseBaseMapFiles(): Promise<void> {
  const title = say(current().locale, "base.chooseTitle");
  await addFiles(await window.desktop.chooseFiles({ title, extensions, several: true }));
}

async function addFiles(paths: readonly string[]): Promise<void> {
  for (const path of paths) await addBaseMap({ source: { type: "file", path }, name: "", attribution: "" });
}

/** Adds a base map, on. One whose file cannot be read is not kept, and why is told. False: the user said no after all. */
export async function addBaseMap(wanted: NewBaseMap): Promise<boolean> {
  try {
    const all = await window.desktop.addBaseMap(wanted);
    const added = all?.at(-1);
    if (all === null || added === undefined) return false;
    patch({ all });
    const description = await learn(added.id);
    if (description === null) await removeBaseMap(added.id);
    else if (description.bounds !== null && (current().project?.layers.length ?? 0) === 0) travel(description.bounds);
    return true;
  } catch (thrown) {
    showError(thrown);
    return false;
  }
}

/** Changes name, look or whether it is on; kept at once. */
export async function changeBaseMap(id: number, part: Partial<Omit<BaseMap, "id" | "source">>): Promise<void> {
  if (part.shown !== undefined) forget(id);
  await arrange(current().baseMaps.all.map((map) => (map.id === id ? { ...map, ...part } : map)));
  if (part.shown === true) await learn(id);
}

/** Shows another opacity without keeping it: while a slider is dragged. */
export function fadeBaseMap(id: number, opacity: number): void {
  patch({ all: current().baseMaps.all.map((map) => (map.id === id ? { ...map, opacity } : map)) });
}

/** Moves a base map among the others, up (positive) or down. */
export async function moveBaseMap(id: number, steps: number): Promise<void> {
  const maps = [...current().baseMaps.all];
  const from = maps.findIndex((map) => map.id === id);
  const to = from + steps;
  const [map] = maps.splice(from, 1);
  if (map === undefined || to < 0 || to > maps.length) return;
  maps.splice(to, 0, map);
  await arrange(maps);
}

export async function removeBaseMap(id: number): Promise<void> {
  forget(id);
  await arrange(current().baseMaps.all.filter((map) => map.id !== id));
}

/** Tells, once, that a base map that is on does not show. */
export function faultOfBaseMap(id: number, thrown: unknown): void {
  const { code, message } = reportError(thrown);
  const map = current().baseMaps.all.find((entry) => entry.id === id);
  if (code === "cancelled" || code === "engine-stopped" || code === "refused" || map?.shown !== true) return;
  const { faults } = current().baseMaps;
  if (faults.get(id)?.en !== message.en) patch({ faults: new Map(faults).set(id, message) });
  if (told.has(id)) return;
  told.add(id);
  showError(thrown instanceof AppError ? thrown : new AppError(code, message));
}

async function learn(id: number): Promise<BaseMapDescription | null> {
  try {
    const description = await describeBaseMap(id);
    patch({ described: new Map(current().baseMaps.described).set(id, description) });
    return description;
  } catch (thrown) {
    faultOfBaseMap(id, thrown);
    return null;
  }
}

async function arrange(maps: readonly BaseMap[]): Promise<void> {
  const looks = maps.map(({ id, name, shown, opacity }) => ({ id, name, shown, opacity }));
  patch({ all: await window.desktop.arrangeBaseMaps(looks) });
}

function forget(id: number): void {
  told.delete(id);
  const { described, faults } = current().baseMaps;
  const without = <Value>(map: ReadonlyMap<number, Value>) => new Map([...map].filter(([key]) => key !== id));
  patch({ described: without(described), faults: without(faults) });
}

function patch(part: Partial<BaseMaps>): void {
  change(({ baseMaps }) => ({ baseMaps: { ...baseMaps, ...part } }));
}
