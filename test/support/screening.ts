import type { ParameterValue } from "../../contract/parameters.js";
import { screen } from "../../data/analyses/screen.js";
import { buildingColumns, pipeColumns, type Row, runOn, siteColumns } from "./analysis-room.js";

const limits = { as_of: 2026, old_age: 30, pipe_distance: 20, site_factor: 3, site_depth: 5, site_radius: 2.5 };
export const states = ["开挖中", "施工中"];

export interface Screened extends Record<string, unknown> {
  readonly fid: bigint;
  readonly pipe_distance_m: number | null;
  readonly pipe_fid: bigint | null;
  readonly site_distance_m: number | null;
  readonly site_fid: bigint | null;
}

/** Screens tables of the given rows; a layer that is null is not given. */
export async function screened(
  houses: readonly Row[],
  pipes: readonly Row[] | null,
  sites: readonly Row[] | null,
  parameters: Readonly<Record<string, ParameterValue>> = {},
  threads = 2,
) {
  const outcome = await runOn(
    screen,
    {
      buildings: { columns: buildingColumns, rows: houses },
      ...(pipes === null ? {} : { pipes: { columns: pipeColumns, rows: pipes } }),
      ...(sites === null ? {} : { sites: { columns: siteColumns, rows: sites } }),
    },
    { ...limits, site_states: states, ...parameters },
    threads,
  );
  return { ...outcome, rows: (outcome.results.screened ?? []) as Screened[] };
}

/** A house of ten by ten metres, its west wall at `east`; the pipe runs along x = 0, the pit lies at its middle. */
export const square = (east: number): Row => ({
  geom: `POLYGON ((${east} 0, ${east + 10} 0, ${east + 10} 10, ${east} 10, ${east} 0))`,
});
export const house = (east: number, facts: Row = {}): Row => ({ fid: 1, build_year: 1970, ...square(east), ...facts });
export const pipe = (facts: Row = {}): Row => ({
  fid: 1,
  status: "in_use",
  geom: "LINESTRING (0 -500, 0 500)",
  ...facts,
});
export const pit = (facts: Row = {}): Row => ({ fid: 1, state: "开挖中", geom: "POINT (0 5)", ...facts });
