import type { Map as MapLibre, StyleSpecification } from "maplibre-gl";
import type { StyleNotes } from "./style.js";

/** Brings styles onto a map, the newest at last. */
export interface MapDrawing {
  show(style: StyleSpecification): void;
  /** Whether tiles are on their way that will take the place of those on the screen. */
  readonly isTurning: () => boolean;
}

/** Tiles that are longer on their way come one by one. Milliseconds. */
const longest = 1000;

/**
 * MapLibre finds the differences of styles but for one: tiles that hold something else at the same address. To give their source
 * another address would take it away with all its layers and put it there again: an empty map meanwhile, and three frames more, each of
 * which takes 50 to 150 ms where there is no graphics card. So they are asked for anew, and the old ones stay until then. One
 * that is still on its way would bring the old content after all: it is waited for, and the newest style comes next.
 */
export function drawOn(map: MapLibre, first: StyleSpecification, drawn: () => void): MapDrawing {
  let [before, wanted] = [first, first];
  let waiting = false;
  /** Sources with a tile that did not come: MapLibre would not ask for it again. */
  const failed = new Set<string>();
  let turning: readonly string[] = [];
  let turnedAt = 0;
  const isTurning = () => {
    turning = turning.filter((name) => map.getSource(name) !== undefined && !map.isSourceLoaded(name));
    return turning.length > 0 && performance.now() - turnedAt < longest;
  };
  const draw = () => {
    const stale = staleSources(before, wanted);
    waiting = stale.some((name) => !map.isSourceLoaded(name));
    if (waiting) return;
    const lost = new Set(stale.filter((name) => failed.delete(name)));
    if (lost.size > 0) map.setStyle(withoutSources(wanted, lost), { diff: true });
    map.setStyle(wanted, { diff: true });
    turning = stale.filter((name) => !lost.has(name));
    turnedAt = performance.now();
    for (const name of turning) map.refreshTiles(name);
    before = wanted;
    drawn();
  };
  const goOn = () => {
    if (waiting) draw();
  };
  map.on("sourcedata", goOn);
  map.on("idle", goOn);
  map.on("error", (event) => {
    if ("sourceId" in event && "tile" in event) failed.add(String(event.sourceId));
    goOn();
    map.triggerRepaint();
  });
  return {
    isTurning,
    show(style) {
      wanted = style;
      draw();
    },
  };
}

/** Sources of both styles at the same addresses whose tiles hold something else now. */
function staleSources(before: StyleSpecification, next: StyleSpecification): string[] {
  const [was, is] = [contentsOf(before), contentsOf(next)];
  const addressIn = ({ sources }: StyleSpecification, name: string) => JSON.stringify(sources[name]);
  return Object.keys(is).filter(
    (name) => name in was && was[name] !== is[name] && addressIn(before, name) === addressIn(next, name),
  );
}

function contentsOf({ metadata }: StyleSpecification): StyleNotes["contents"] {
  return (metadata as StyleNotes | undefined)?.contents ?? {};
}

function withoutSources(style: StyleSpecification, names: ReadonlySet<string>): StyleSpecification {
  return {
    ...style,
    sources: Object.fromEntries(Object.entries(style.sources).filter(([name]) => !names.has(name))),
    layers: style.layers.filter((layer) => !("source" in layer) || !names.has(String(layer.source))),
  };
}
