import type { RowPage } from "../../contract/api.js";
import type { Bounds, Cell, Layer, Project, Run } from "../../contract/project.js";

/** One ranked cluster as cards and labels show it; null: not known or nothing of that sort near. */
export interface RankedCluster {
  readonly fid: number;
  readonly rank: number;
  readonly buildings: number;
  readonly old: number;
  readonly altered: number;
  readonly nearestPipeM: number | null;
  readonly nearestSiteM: number | null;
  readonly pressures: string | null;
  readonly floorAreaM2: number | null;
}

/** The newest run's ranked list. `bounds` grows as they are asked for: labels and journeys need them in degrees. */
export interface Ranking {
  readonly run: Run;
  readonly layer: Layer;
  /** The layer whose rows are the buildings, with their cluster and reason; null where the run made none. */
  readonly members: Layer | null;
  readonly clusters: readonly RankedCluster[];
  readonly bounds: ReadonlyMap<number, Bounds>;
}

/** Clusters that are listed and labelled; the table has all. */
export const rankedAtMost = 1000;

/** The newest run with a layer that has ranks, with that layer and the one that holds its members. */
export function rankedRun(project: Project): { run: Run; layer: Layer; members: Layer | null } | null {
  for (const run of [...project.runs].sort((a, b) => b.id - a.id)) {
    const made = project.layers.filter((layer) => layer.run === run.id);
    // Other analyses rank other things; these cards are about old and altered buildings.
    const layer = made.find(({ columns }) =>
      ["rank", "old", "altered"].every((each) => columns.some(({ name }) => name === each)),
    );
    if (layer === undefined) continue;
    const members = made.find(
      ({ parent, columns }) => parent !== null && columns.some(({ name }) => name === "cluster"),
    );
    return { run, layer, members: members ?? null };
  }
  return null;
}

/** Rows of a ranked layer as clusters, whatever the order of the columns. */
export function readClusters(page: RowPage): RankedCluster[] {
  const place = new Map(page.columns.map((name, index) => [name, index]));
  const cell = (cells: readonly Cell[], name: string): Cell => cells[place.get(name) ?? -1] ?? null;
  const number = (value: Cell): number | null => (value === null || value === "" ? null : Number(value));
  return page.rows.map(({ fid, cells }) => ({
    fid,
    rank: number(cell(cells, "rank")) ?? 0,
    buildings: number(cell(cells, "buildings")) ?? 0,
    old: number(cell(cells, "old")) ?? 0,
    altered: number(cell(cells, "altered")) ?? 0,
    nearestPipeM: number(cell(cells, "nearest_pipe_m")),
    nearestSiteM: number(cell(cells, "nearest_site_m")),
    pressures: text(cell(cells, "pressures")),
    floorAreaM2: number(cell(cells, "floor_area_m2")),
  }));
}

function text(cell: Cell): string | null {
  return cell === null || cell === "" ? null : String(cell);
}
