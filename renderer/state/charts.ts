import { type ChartSpec, chartPart } from "../../contract/chart-calls.js";
import type { Condition } from "../../contract/conditions.js";
import type { Layer, Project } from "../../contract/project.js";
import { filterBy, homeOf, type SharedFilter } from "./filter.js";
import { holdsHouses } from "./inside.js";
import { change, current } from "./store.js";

/** How the charts are shown, where they are open. */
export interface ChartsView {
  /** The home layer whose houses are counted; null: the filter's, else the newest. */
  readonly home: number | null;
  /** Years a bar. */
  readonly width: 5 | 10;
  /** The layer of areas; null: the newest. */
  readonly boundaries: number | null;
}

export function toggleCharts(): void {
  change(({ charts }) => ({ charts: charts === null ? { home: null, width: 10, boundaries: null } : null }));
}

/** Changes how the charts are shown; one whose bars become others filters no longer. */
export function showCharts(next: Partial<ChartsView>): void {
  const { charts, project, filter } = current();
  if (charts === null) return;
  change({ charts: { ...charts, ...next } });
  const layer = project === null ? undefined : project.layers.find(({ id }) => id === filter?.layer);
  if (layer === undefined) return;
  if (next.width !== undefined) filterBy(layer, chartPart("years"), []);
  if (next.boundaries !== undefined) filterBy(layer, chartPart("district-level"), []);
}

/** Layers of houses that are no result. */
export function houseLayers({ layers }: Project): Layer[] {
  return layers.filter((layer) => layer.kind === "buildings" && layer.parent === null && layer.about === null);
}

/** Layers of areas. */
export function areaLayers({ layers }: Project): Layer[] {
  return layers.filter(({ kind, about }) => kind === "boundaries" && about === null);
}

/**
 * The layer whose columns the charts read: of the houses' family the newest score, else the newest screening, else the houses;
 * results of an earlier revision are passed over.
 */
export function chartLayer(project: Project, view: ChartsView, filter: SharedFilter | null): Layer | null {
  const filtered = project.layers.find(({ id }) => id === filter?.layer);
  const asked = view.home ?? (filtered !== undefined && holdsHouses(project, filtered) ? homeOf(filtered) : null);
  const houses = houseLayers(project);
  const home = houses.find(({ id }) => id === asked) ?? houses.at(-1);
  if (home === undefined) return null;
  const results = project.layers.filter(
    ({ parent, parentRevision }) => parent === home.id && parentRevision === home.revision,
  );
  const withColumn = (name: string) =>
    results.findLast(({ columns }) => columns.some((column) => column.name === name && column.origin === "analysis"));
  return withColumn("level") ?? withColumn("pipe_distance_m") ?? home;
}

/** What the engine is asked to draw, in the order of its list. */
export function chartSpecs(
  names: readonly string[],
  { width, boundaries }: ChartsView,
  areas: readonly Layer[],
): ChartSpec[] {
  const layer = areas.find(({ id }) => id === boundaries) ?? areas.at(-1);
  return names.map((name) => ({ name, width, ...(layer === undefined ? {} : { boundaries: layer.id }) }));
}

/** The filter's parts, where they are on the rows of a layer. */
export function partsFor(layer: Layer, filter: SharedFilter | null): Readonly<Record<string, readonly Condition[]>> {
  const filtered = current().project?.layers.find(({ id }) => id === filter?.layer);
  if (filter === null || filtered === undefined || homeOf(filtered) !== homeOf(layer)) return {};
  return filter.parts;
}

/** Takes away what charts filter by; what else filters stays. */
export function clearCharts(layer: Layer, names: readonly string[]): void {
  for (const name of names) filterBy(layer, chartPart(name), []);
}
