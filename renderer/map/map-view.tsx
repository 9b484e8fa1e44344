import "maplibre-gl/dist/maplibre-gl.css";
import { AimOutlined, CompassOutlined, MinusOutlined, PlusOutlined } from "@ant-design/icons";
import { useEffect, useMemo, useRef, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import type { ShiftFinding } from "../../contract/api.js";
import type { Layer, Run } from "../../contract/project.js";
import type { CaseMark } from "../state/case-marks.js";
import { choose, type How, picked } from "../state/chosen.js";
import { openCluster } from "../state/cluster.js";
import { openMapMenu } from "../state/map-menu.js";
import { zoomToAll } from "../state/project.js";
import { select, selectCluster, zoomToFeature } from "../state/selection.js";
import { change, current, type Selection, type State, useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { BaseAttribution } from "./base-attribution.js";
import { CellTip, type HoveredCell } from "./cell-tip.js";
import { ChosenChip } from "./chosen-chip.js";
import { type Hovered, HoverTip } from "./hover-tip.js";
import { Legend } from "./legend.js";
import { setLiveMap } from "./live-map.js";
import { canDrawMaps, createMap, type MapController } from "./map-controller.js";
import { setPictured } from "./map-idle.js";
import { MapMenu } from "./map-menu.js";
import { NoWebgl } from "./no-webgl.js";
import { SelectBar } from "./select-bar.js";
import { SelectOverlay } from "./select-overlay.js";
import { type MapState, mapStyle } from "./style.js";

const noLayers: readonly Layer[] = [];
const noRuns: readonly Run[] = [];
const noMarks: readonly CaseMark[] = [];
const noMoves: ShiftFinding["moves"] = [];
const drawable = canDrawMaps();
if (!drawable) setPictured();

/**
 * The map with its legend and buttons; a plain explanation where this computer cannot draw it. It is made when it is known what
 * it shows: an empty one would be drawn in vain, and its frames would hold up the first picture.
 */
export function MapView() {
  const known = useStore((state) => state.started || state.project !== null);
  if (!drawable) return <NoWebgl />;
  return known ? <LiveMap /> : <section className="map" id="map" />;
}

function LiveMap() {
  const { t } = useSpeech();
  const container = useRef<HTMLDivElement>(null);
  const controller = useRef<MapController | null>(null);
  const [hovered, setHovered] = useState<Hovered | null>(null);
  const [cell, setCell] = useState<HoveredCell | null>(null);
  const [aggregated, setAggregated] = useState(false);
  const style = useStyle();
  const selection = useStore((state) => state.selection);
  const project = useStore((state) => state.project);
  const relief = useStore((state) => state.relief);
  const journey = useStore((state) => state.journey);
  const label = t("map.label");

  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is made once; what changes reaches it below.
  useEffect(() => {
    if (container.current === null) return;
    const made = createMap(container.current, style, label, {
      clicked: (found, how) => void clicked(found, how),
      rankClicked: (fid) => chooseRank(fid),
      menuAsked: openMapMenu,
      doubleClicked: (found) => void zoomToFeature(found),
      hovered: (found, x, y) => setHovered(found === null ? null : { ...found, x, y }),
      cellHovered: (found, x, y) => setCell(found === null ? null : { ...found, x, y }),
      moved: (cursor) => change({ cursor }),
      viewed: (inView) => change({ inView }),
      zoomed: (zoom, cells, scale) => {
        change({ zoom, scale });
        setAggregated(cells);
      },
    });
    controller.current = made;
    setLiveMap(made);
    return () => {
      setLiveMap(null);
      made.close();
    };
  }, []);
  useEffect(() => controller.current?.show(style), [style]);
  useEffect(() => controller.current?.tilt(relief), [relief]);
  useEffect(() => controller.current?.mark(family(project?.layers ?? noLayers, selection)), [project, selection]);
  useEffect(() => {
    if (journey !== null) controller.current?.travel(journey.bounds, journey.serial > 1);
  }, [journey]);

  return (
    <section className="map" aria-label={label} id="map">
      <div className="map-canvas" ref={container} data-testid="map" />
      <BaseAttribution />
      <SelectOverlay />
      <SelectBar />
      <ChosenChip />
      <div className="map-buttons">
        <MapButton title={t("map.zoomIn")} act={() => controller.current?.zoomBy(1)} icon={<PlusOutlined />} />
        <MapButton title={t("map.zoomOut")} act={() => controller.current?.zoomBy(-1)} icon={<MinusOutlined />} />
        <MapButton title={t("map.fit")} act={zoomToAll} icon={<AimOutlined />} />
        <MapButton title={t("map.north")} act={() => controller.current?.northUp()} icon={<CompassOutlined />} />
      </div>
      {hovered !== null && <HoverTip key={`${hovered.layer}/${hovered.fid}`} hovered={hovered} />}
      {cell !== null && <CellTip key={`${cell.layer}/${cell.id}`} cell={cell} />}
      <Legend aggregated={aggregated} />
      <MapMenu />
    </section>
  );
}

function MapButton({ title, act, icon }: { title: string; act: () => void; icon: React.ReactNode }) {
  return (
    <button type="button" title={title} aria-label={title} onClick={act}>
      {icon}
    </button>
  );
}

/** The style of what the store holds; the same object as long as nothing that it depends on has changed. */
function useStyle(): ReturnType<typeof mapStyle> {
  const shown = useStore(useShallow(pictured));
  const ranking = useStore((state) => state.ranking);
  return useMemo(() => {
    const labels = ranking !== null && !shown.hidden.has(ranking.layer.id) ? ranking : null;
    const ranks = (labels?.clusters ?? []).flatMap(({ fid, rank }) => {
      const bounds = labels?.bounds.get(fid);
      return bounds === undefined ? [] : [{ fid, rank, bounds }];
    });
    return mapStyle({ ...shown, ranks });
  }, [shown, ranking]);
}

/** What of the state the map's picture shows, the ranked hot spots aside. */
function pictured(state: State): Omit<MapState, "ranks"> {
  const { hidden, muted, theme, generation, passing, relief, ranges, previews, feature, baseMaps, locale } = state;
  return {
    ...{ hidden, muted, theme, generation, passing, relief, ranges, previews, feature, baseMaps, locale },
    layers: state.project?.layers ?? noLayers,
    runs: state.project?.runs ?? noRuns,
    chosen: state.chosen?.serial ?? null,
    selectedRank: openCluster(state)?.fid ?? null,
    cluster: state.cluster,
    moves: state.shift?.finding.moves ?? noMoves,
    cases: state.marksShown ? state.caseMarks : noMarks,
  };
}

/** A click opens a card; with Shift or Alt it adds the feature to what is selected together, or takes it away. */
async function clicked(found: readonly Selection[], how: How): Promise<void> {
  const meant = how === "replace" ? (found[0] ?? null) : picked(current(), found);
  const layer = current().project?.layers.find(({ id }) => id === meant?.layer);
  if (how === "replace" || meant === null || layer === undefined) await select(meant);
  else await choose(layer, how, { fids: [meant.fid] });
}

function chooseRank(fid: number): void {
  const cluster = current().ranking?.clusters.find((entry) => entry.fid === fid);
  if (cluster !== undefined) selectCluster(cluster);
}

/** The selected feature in every layer that has the same rows: a result's row is its building. */
function family(layers: readonly Layer[], selection: Selection | null): Selection[] {
  if (selection === null) return [];
  const own = layers.find(({ id }) => id === selection.layer);
  const root = own?.parent ?? selection.layer;
  return layers
    .filter(({ id, parent }) => id === root || parent === root)
    .map(({ id }) => ({ layer: id, fid: selection.fid }));
}
