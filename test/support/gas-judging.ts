import type { ParameterValue } from "../../contract/parameters.js";
import type { Scheme } from "../../contract/scheme.js";
import { gasRules } from "../../data/analyses/gas-rules.js";
import { pipeColumns, type Row, runOn, siteColumns } from "./analysis-room.js";

const buildings = { code: "VARCHAR", build_year: "INTEGER", excluded: "BOOLEAN" } as const;
const pipes = {
  code: "VARCHAR",
  ...pipeColumns,
  wall_thickness_mm: "DOUBLE",
  laying: "VARCHAR",
  lay_year: "INTEGER",
} as const;
const sites = { code: "VARCHAR", name: "VARCHAR", ...siteColumns } as const;

/** A house of ten by ten metres, its west wall at `east`; the pipe runs along x = 0. */
export const house = (east: number, facts: Row = {}): Row => ({
  fid: 1,
  geom: `POLYGON ((${east} 0, ${east + 10} 0, ${east + 10} 10, ${east} 10, ${east} 0))`,
  ...facts,
});
export const pipe = (pressure: string | null, facts: Row = {}): Row => ({
  fid: 1,
  pressure,
  geom: "LINESTRING (0 -500, 0 500)",
  ...facts,
});

/** Judges tables of the given rows by the gas rules; a layer that is null is not given. */
export async function judged(
  houses: readonly Row[] | null,
  mains: readonly Row[],
  parameters: Readonly<Record<string, ParameterValue>> = {},
  works: readonly Row[] | null = null,
  schemes?: readonly Scheme[],
) {
  const outcome = await runOn(
    gasRules,
    {
      pipes: { columns: pipes, rows: mains },
      ...(houses === null ? {} : { buildings: { columns: buildings, rows: houses } }),
      ...(works === null ? {} : { sites: { columns: sites, rows: works } }),
    },
    { as_of: 2026, ...parameters },
    2,
    schemes,
  );
  return {
    ...outcome,
    pairs: outcome.results.gas_conflicts ?? [],
    houses: outcome.results.gas_buildings ?? [],
    works: outcome.results.gas_works ?? [],
  };
}
