import type { Feature } from "../../contract/api.js";
import type { Layer } from "../../contract/project.js";
import type { ProjectPosition } from "../../contract/search-calls.js";
import { ask } from "../engine/engine.js";
import type { Degrees, Pixel } from "../map/drawn-shape.js";
import { liveMap } from "../map/live-map.js";
import { bothTexts } from "../text/say.js";
import { isChosenFrom } from "./chosen.js";
import { homeOf } from "./filter.js";
import { notify, showError } from "./notices.js";
import { change, current, type Selection } from "./store.js";

/** The menu of one place of the map, and what is known about what lies there. */
export interface MapMenu {
  /** Tells two menus apart. */
  readonly serial: number;
  /** Where it opens, in px within the map. */
  readonly pixel: Pixel;
  readonly place: Degrees;
  /** What lies there, each row of a family once, what is meant first. Empty: open ground. */
  readonly found: readonly Selection[];
  /** The one of `found` that the entries are about. */
  readonly target: number;
  /** Those of `found` that have been read so far. */
  readonly features: readonly Feature[];
  /** Those of `found` that are selected. */
  readonly selected: readonly Selection[];
  /** The place in metres of the project's CRS; null: not known yet, or the project has none. */
  readonly metres: ProjectPosition | null;
}

/** More are not told apart in a menu. */
const mostFeatures = 8;

let lastSerial = 0;

/** Opens the menu at a place of the map's picture. */
export function openMapMenu(pixel: Pixel): void {
  const map = liveMap();
  if (map === null || current().project === null) return;
  open(pixel, map.degreesOf(pixel), map.featuresAt(pixel));
}

/** Opens the menu by the keyboard: at the feature whose card is open where the map shows it, else in the middle of the map. */
export function openMapMenuByKey(): void {
  const map = liveMap();
  const { selection, feature } = current();
  if (map === null) return;
  const [width, height] = map.size();
  const [west, south, east, north] = feature?.bounds ?? [];
  if (selection !== null && west !== undefined && south !== undefined && east !== undefined && north !== undefined) {
    const place = [(west + east) / 2, (south + north) / 2] as const;
    const pixel = map.pixelOf(place);
    if (pixel !== null) {
      open(pixel, place, [selection, ...map.featuresAt(pixel)]);
      return;
    }
  }
  openMapMenu([width / 2, height / 2]);
}

/** Closes the menu; `back`: the keyboard goes on in the map. */
export function closeMapMenu(back: boolean): void {
  if (current().mapMenu === null) return;
  change({ mapMenu: null });
  if (back) liveMap()?.focus();
}

/** Lets the entries be about another of the features that lie there. */
export function aimMapMenu(target: number): void {
  change(({ mapMenu }) => ({ mapMenu: mapMenu === null ? null : { ...mapMenu, target } }));
}

export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify("good", bothTexts("menu.copied", { text }));
  } catch (thrown) {
    showError(thrown);
  }
}

function open(pixel: Pixel, place: Degrees, all: readonly Selection[]): void {
  lastSerial += 1;
  const serial = lastSerial;
  const found = oneOfFamily(all, current().project?.layers ?? []).slice(0, mostFeatures);
  change({
    mapMenu: { serial, pixel, place, found, target: 0, features: [], selected: [], metres: null },
  });
  const learn = (next: (menu: MapMenu) => Partial<MapMenu>): void =>
    change(({ mapMenu }) => (mapMenu?.serial === serial ? { mapMenu: { ...mapMenu, ...next(mapMenu) } } : {}));
  const [longitude, latitude] = place;
  void ask("project.position", { longitude, latitude }).then((metres) => learn(() => ({ metres })), showError);
  for (const each of found) {
    void ask("layer.feature", each).then(
      (feature) => learn(({ features }) => ({ features: [...features, feature] })),
      showError,
    );
    void isSelected(each).then((yes) => yes && learn(({ selected }) => ({ selected: [...selected, each] })), showError);
  }
}

/** A result's row is its parent's: the first of them stands for all. */
function oneOfFamily(found: readonly Selection[], layers: readonly Layer[]): Selection[] {
  const known = new Map<string, Selection>();
  for (const each of found) {
    const layer = layers.find(({ id }) => id === each.layer);
    const key = layer === undefined ? null : `${homeOf(layer)}/${each.fid}`;
    if (key !== null && !known.has(key)) known.set(key, each);
  }
  return [...known.values()];
}

/** Whether a feature is among the rows that are selected together. */
async function isSelected({ layer: id, fid }: Selection): Promise<boolean> {
  const { chosen, project } = current();
  const layer = project?.layers.find((each) => each.id === id);
  if (layer === undefined || !isChosenFrom(chosen, layer)) return false;
  const filter = [
    { set: "selection" as const, serial: chosen.serial },
    { column: "fid", compare: "=" as const, value: fid },
  ];
  return (await ask("layer.rows", { layer: id, columns: [], filter, offset: 0, limit: 1 })).total > 0;
}
