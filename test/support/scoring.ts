import type { ParameterValue } from "../../contract/parameters.js";
import type { Scheme } from "../../contract/scheme.js";
import { score } from "../../data/analyses/score.js";
import { type Row, runOn } from "./analysis-room.js";

/** Columns of the buildings that the score reads. */
export const scoredColumns = {
  build_year: "INTEGER",
  build_decade: "INTEGER",
  structure_class: "VARCHAR",
  prefab_slab: "BOOLEAN",
  altered: "BOOLEAN",
  storeys_added: "BOOLEAN",
  wall_removed: "BOOLEAN",
  basement_dug: "BOOLEAN",
  extended: "BOOLEAN",
  use_changed: "BOOLEAN",
  renovated: "BOOLEAN",
  danger_grade: "VARCHAR",
  judgement: "VARCHAR",
  visible_damage: "BOOLEAN",
  professional_design: "BOOLEAN",
  professional_construction: "BOOLEAN",
  strengthened: "BOOLEAN",
  use: "VARCHAR",
  business_use: "VARCHAR",
  business_run: "BOOLEAN",
  occupants: "INTEGER",
  households: "INTEGER",
  floors: "INTEGER",
  excluded: "BOOLEAN",
} as const;
const pipes = {
  pressure: "VARCHAR",
  outer_diameter_mm: "DOUBLE",
  material_class: "VARCHAR",
  lay_year: "INTEGER",
  status: "VARCHAR",
} as const;
const sites = { state: "VARCHAR", depth_m: "DOUBLE" } as const;

/** A house of ten by ten metres, its west wall at `east`. */
export const house = (facts: Row = {}, east = 0): Row => ({
  fid: 1,
  geom: `POLYGON ((${east} 0, ${east + 10} 0, ${east + 10} 10, ${east} 10, ${east} 0))`,
  ...facts,
});

/** Scores tables of the given rows; a layer that is not named is not given. */
export async function scored(
  houses: readonly Row[],
  more: {
    mains?: readonly Row[];
    pits?: readonly Row[];
    parameters?: Readonly<Record<string, ParameterValue>>;
    columns?: Readonly<Record<string, string>>;
    threads?: number;
    schemes?: readonly Scheme[];
  } = {},
) {
  const { mains, pits, parameters = {}, columns = scoredColumns, threads = 2, schemes } = more;
  const outcome = await runOn(
    score,
    {
      buildings: { columns, rows: houses },
      ...(mains === undefined ? {} : { pipes: { columns: pipes, rows: mains } }),
      ...(pits === undefined ? {} : { sites: { columns: sites, rows: pits } }),
    },
    { as_of: 2026, ...parameters },
    threads,
    schemes,
  );
  return { ...outcome, rows: outcome.results.score ?? [] };
}
