import { Map as MapLibre, ScaleControl } from "maplibre-gl";
import type { Bounds } from "../../contract/project.js";
import { markStart } from "../start-marks.js";
import { type How, howOf } from "../state/chosen.js";
import type { Selection } from "../state/store.js";
import type { Degrees, Pixel } from "./drawn-shape.js";
import { hatchImage } from "./hatch-image.js";
import { cellAt, featuresAt, type HitCell } from "./hit.js";
import { sourceName } from "./layer-style.js";
import { drawOn } from "./map-drawing.js";
import { setMapIdle, setPictured } from "./map-idle.js";
import { rankImage } from "./rank-image.js";
import { spareProcessor } from "./software-drawing.js";
import type { mapStyle } from "./style.js";
import { viewHistory } from "./view-history.js";

type Style = ReturnType<typeof mapStyle>;

/** What the map tells the window. Positions in degrees, `x` and `y` in px within the map. */
export interface MapEvents {
  /** What lies under a click, what is meant first. */
  clicked(found: readonly Selection[], how: How): void;
  menuAsked(pixel: Pixel): void;
  rankClicked(fid: number): void;
  doubleClicked(selection: Selection): void;
  hovered(selection: Selection | null, x: number, y: number): void;
  /** The square under the pointer, whatever features are there too. */
  cellHovered(cell: HitCell | null, x: number, y: number): void;
  moved(cursor: readonly [number, number] | null): void;
  /** The map's scale is 1 : `scale` in its middle. */
  /** West, south, east, north in degrees. */
  viewed(bounds: Bounds): void;
  zoomed(zoom: number, aggregated: boolean, scale: number): void;
}

export interface MapController {
  show(style: Style): void;
  /** Flags these features as selected, and no others. */
  mark(selections: readonly Selection[]): void;
  travel(bounds: Bounds, animated: boolean): void;
  zoomBy(steps: number): void;
  northUp(): void;
  /** Looks at the map from aside, so that heights are seen, or straight down again. */
  tilt(aside: boolean): void;
  /** Back (negative) or on through the views that were looked at. */
  goThroughViews(steps: number): void;
  /** Longitude and latitude of a place in the map's picture, in px. */
  degreesOf(pixel: Pixel): Degrees;
  /** Where a place lies in the map's picture; null: outside of it. */
  pixelOf(place: Degrees): Pixel | null;
  /** What is drawn at a place of the picture, what is meant first. */
  featuresAt(pixel: Pixel): Selection[];
  /** Of the map's picture in px. */
  size(): Pixel;
  /** Gives the keyboard to the map. */
  focus(): void;
  close(): void;
}

const deepestFit = 17.5;
/** Free margin about what the map is sent to; on the right the legend stands, where the map is wide enough for both. */
const margin = 48;
const legendWidth = 254;

/** Whether this page can draw a map at all. */
export function canDrawMaps(): boolean {
  return document.createElement("canvas").getContext("webgl2") !== null;
}

/** The one owner of MapLibre's map: style in, clicks and positions out. */
export function createMap(container: HTMLElement, style: Style, label: string, events: MapEvents): MapController {
  const map = new MapLibre({
    container,
    style,
    center: [115.9, 28.7],
    zoom: 9,
    maxZoom: 21,
    maxPitch: 0,
    attributionControl: false,
    fadeDuration: 0,
    doubleClickZoom: false,
    refreshExpiredTiles: false,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new ScaleControl({ maxWidth: 120, unit: "metric" }), "bottom-left");
  map.getCanvas().setAttribute("aria-label", label);
  // The next frame begins when the one with all in view is on the screen.
  map.once("idle", () =>
    requestAnimationFrame(() => {
      markStart("picture");
      setPictured();
    }),
  );
  map.setMissingStyleImageResolver((name) => {
    const drawn = rankImage(name) ?? hatchImage(name);
    if (drawn !== null && !map.hasImage(name)) map.addImage(name, drawn.image, { pixelRatio: drawn.pixelRatio });
  });
  let marked: readonly Selection[] = [];
  let shown = style;
  let loaded = false;
  const flag = (selection: Selection, state: { selected?: boolean; hover?: boolean }) => {
    const source = sourceName(selection.layer);
    if (map.getSource(source) !== undefined) {
      map.setFeatureState({ source, sourceLayer: "features", id: selection.fid }, state);
    }
  };
  const remark = () => {
    for (const selection of marked) flag(selection, { selected: true });
  };
  listen(map, events, flag);
  const views = viewHistory<View>(isSameView);
  map.on("idle", () => {
    const { lng, lat } = map.getCenter();
    views.note({ longitude: lng, latitude: lat, zoom: map.getZoom(), bearing: map.getBearing() });
  });
  const drawing = drawOn(map, style, () => {
    remark();
    // What changes nothing draws no frame that would say so.
    settle(map, map.loaded());
  });
  spareProcessor(map, drawing.isTurning);
  map.once("style.load", () => {
    loaded = true;
    if (shown !== style) drawing.show(shown);
    remark();
  });
  return {
    show(next) {
      if (next === shown) return;
      shown = next;
      settle(map, false);
      if (loaded) drawing.show(next);
    },
    mark(selections) {
      for (const selection of marked) flag(selection, { selected: false });
      marked = selections;
      remark();
    },
    travel([west, south, east, north], animated) {
      settle(map, false);
      const calm = !animated || window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      map.resize();
      const right = container.clientWidth > 3 * legendWidth ? legendWidth + margin / 2 : margin;
      const padding = { left: margin, top: margin, bottom: margin, right };
      map.fitBounds([west, south, east, north], { padding, maxZoom: deepestFit, duration: calm ? 0 : 450 });
    },
    zoomBy: (steps) => void map.zoomTo(map.getZoom() + steps, { duration: 150 }),
    northUp: () => void map.resetNorth({ duration: 150 }),
    tilt(aside) {
      if (!aside && map.getPitch() === 0) return;
      const { matches: calm } = window.matchMedia("(prefers-reduced-motion: reduce)");
      if (aside) map.setMaxPitch(60);
      else map.once("moveend", () => map.setMaxPitch(0));
      map.easeTo({ pitch: aside ? 50 : 0, duration: calm ? 0 : 300 });
    },
    goThroughViews(steps) {
      const view = views.go(steps);
      if (view !== null) {
        map.jumpTo({ center: [view.longitude, view.latitude], zoom: view.zoom, bearing: view.bearing });
      }
    },
    degreesOf([x, y]) {
      const { lng, lat } = map.unproject([x, y]);
      return [lng, lat];
    },
    pixelOf(place) {
      const { x, y } = map.project([...place]);
      const { clientWidth, clientHeight } = container;
      return x < 0 || y < 0 || x > clientWidth || y > clientHeight ? null : [x, y];
    },
    featuresAt: (pixel) => featuresAt(map, pixel),
    size: () => [container.clientWidth, container.clientHeight],
    focus: () => map.getCanvas().focus(),
    close: () => map.remove(),
  };
}

/** Tells the program, and whoever reads the window, whether everything in view is drawn. */
function settle(map: MapLibre, idle: boolean): void {
  setMapIdle(idle);
  map.getContainer().setAttribute("aria-busy", String(!idle));
}

interface View {
  readonly longitude: number;
  readonly latitude: number;
  readonly zoom: number;
  readonly bearing: number;
}

/** To a hundredth of a pixel, about. */
function isSameView(one: View, other: View): boolean {
  const near = (a: number, b: number, scale: number) => Math.abs(a - b) * scale < 1e-2;
  const pixels = 512 * 2 ** one.zoom;
  return (
    near(one.longitude, other.longitude, pixels / 360) &&
    near(one.latitude, other.latitude, pixels / 360) &&
    near(one.zoom, other.zoom, 100) &&
    near(one.bearing, other.bearing, 10)
  );
}

/** Metres on the ground for one metre on a screen of 96 dpi, at a latitude of Web Mercator with tiles of 512 px. */
export function scaleOf(zoom: number, latitude: number): number {
  const circumference = 2 * Math.PI * 6_378_137;
  const metresPerPixel = (circumference * Math.cos((latitude * Math.PI) / 180)) / (512 * 2 ** zoom);
  return metresPerPixel / (0.0254 / 96);
}

function listen(
  map: MapLibre,
  events: MapEvents,
  flag: (selection: Selection, state: { hover: boolean }) => void,
): void {
  let under: Selection | null = null;
  const hover = (next: Selection | null, x: number, y: number) => {
    if (next?.layer === under?.layer && next?.fid === under?.fid) return;
    if (under !== null) flag(under, { hover: false });
    under = next;
    if (next !== null) flag(next, { hover: true });
    map.getCanvas().style.cursor = next === null ? "" : "pointer";
    events.hovered(next, x, y);
  };
  let cell: HitCell | null = null;
  const hoverCell = (next: HitCell | null, x: number, y: number) => {
    if (next?.layer === cell?.layer && next?.id === cell?.id) return;
    cell = next;
    events.cellHovered(next, x, y);
  };
  map.on("mousemove", ({ lngLat, point }) => {
    events.moved([lngLat.lng, lngLat.lat]);
    hover(featuresAt(map, [point.x, point.y])[0] ?? null, point.x, point.y);
    hoverCell(cellAt(map, [point.x, point.y]), point.x, point.y);
  });
  map.on("mouseout", () => {
    events.moved(null);
    hover(null, 0, 0);
    hoverCell(null, 0, 0);
  });
  map.on("click", ({ point, originalEvent }) => {
    const rank = map.queryRenderedFeatures(point, { layers: ["ranks"] })[0];
    if (rank !== undefined) events.rankClicked(Number(rank.properties.fid));
    else events.clicked(featuresAt(map, [point.x, point.y]), howOf(originalEvent));
  });
  map.on("contextmenu", ({ point }) => events.menuAsked([point.x, point.y]));
  map.on("dblclick", ({ point, lngLat }) => {
    const [found] = featuresAt(map, [point.x, point.y]);
    if (found !== undefined) events.doubleClicked(found);
    else map.easeTo({ center: lngLat, zoom: map.getZoom() + 1.5, duration: 200 });
  });
  const zoomed = () => events.zoomed(map.getZoom(), showsCells(map), scaleOf(map.getZoom(), map.getCenter().lat));
  const viewed = () => {
    const bounds = map.getBounds();
    events.viewed([bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]);
  };
  map.on("moveend", viewed);
  map.on("zoomend", zoomed);
  map.on("idle", () => {
    zoomed();
    settle(map, true);
  });
  map.on("dataloading", () => settle(map, false));
  map.on("error", ({ error }) => {
    // The engine's own stops and errors are told elsewhere; a tile that was given up is none.
    if (!/abort|cancel/iu.test(error.message)) console.warn(`map: ${error.message}`);
  });
}

function showsCells(map: MapLibre): boolean {
  // A map that is sent somewhere before it has drawn anything has no style yet.
  const style: Style | undefined = map.getStyle();
  const layers = (style?.layers ?? []).filter(({ id }) => id.includes(":cells")).map(({ id }) => id);
  return layers.length > 0 && map.queryRenderedFeatures({ layers }).length > 0;
}
