import { describe, expect, it } from "vitest";
import type { Analysis } from "../../../data/analyses/analysis.js";
import { excavation } from "../../../data/analyses/excavation.js";
import { gasRules } from "../../../data/analyses/gas-rules.js";
import { housingClassesAnalysis } from "../../../data/analyses/housing-classes.js";
import { renewal } from "../../../data/analyses/renewal.js";
import { score } from "../../../data/analyses/score.js";
import { statistics } from "../../../data/analyses/statistics.js";
import { buildingColumns, type Given, pipeColumns, type Row, runOn, siteColumns } from "../../support/analysis-room.js";
import { rowsOf, strewnCity } from "../../support/city.js";

/** More rows than one vector of DuckDB holds, so that several threads share the work. */
const city = strewnCity(21, { houses: 2100, pipes: 120, sites: 40 }, 2000);
const box = (west: number, east: number) =>
  `POLYGON ((${west} 3056000, ${east} 3056000, ${east} 3059000, ${west} 3059000, ${west} 3056000))`;
const areas: readonly Row[] = [
  { fid: 1, name: "西", geom: box(480_000, 481_500) },
  { fid: 2, name: "东", geom: box(481_500, 483_100) },
];

function given(order: <T>(rows: readonly T[]) => readonly T[]): Readonly<Record<string, Given>> {
  return {
    buildings: { columns: buildingColumns, rows: order(rowsOf(city.houses)) },
    pipes: { columns: pipeColumns, rows: order(rowsOf(city.pipes)), geometry: "line" },
    sites: { columns: siteColumns, rows: order(rowsOf(city.sites)) },
    boundaries: { columns: { name: "VARCHAR" }, rows: order(areas) },
  };
}

describe("the result of a run, to the last bit", () => {
  it.each<[string, Analysis]>(
    [gasRules, excavation, score, renewal, statistics, housingClassesAnalysis].map((each) => [each.name, each]),
  )(
    "of %s is the same with one thread and with eight, and for rows stored in another order",
    async (_name, analysis) => {
      const take = (order: <T>(rows: readonly T[]) => readonly T[]) => {
        const all = given(order);
        return Object.fromEntries(analysis.inputs.flatMap(({ name }) => (all[name] ? [[name, all[name]]] : [])));
      };
      const parameters = { as_of: 2026, ...(analysis === score ? { draws: 20 } : {}) };
      const first = await runOn(
        analysis,
        take((rows) => rows),
        parameters,
        1,
      );
      const again = await runOn(
        analysis,
        take((rows) => [...rows].reverse()),
        parameters,
        8,
      );
      expect(Object.values(first.results).flat().length).toBeGreaterThan(0);
      expect(again.facts).toEqual(first.facts);
      expect(again.messages).toEqual(first.messages);
      // As text: toEqual takes 0 for -0, and is slow over so many rows.
      const text = (results: unknown) =>
        JSON.stringify(results, (_key, value) => (typeof value === "bigint" ? `${value}n` : value));
      expect(text(again.results) === text(first.results)).toBe(true);
    },
  );
});
