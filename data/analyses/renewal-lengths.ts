import type { AccountTable } from "../../contract/account.js";
import type { Text } from "../../contract/text.js";
import { materialChoices } from "../kinds/gas-words.js";
import { pressures } from "../kinds/pressure.js";
import { renewalActions } from "../risk/renewal.js";
import type { AnalysisContext, InputLayer } from "./analysis.js";
import { columnSql } from "./input-columns.js";

const unknown: Text = { zh: "不明", en: "unknown" };

/** By what lengths are summed up, each value from the first to the last; what is not known is a row of its own. */
const groupings = [
  {
    column: "pressure",
    title: { zh: "压力级制", en: "pressure class" },
    values: pressures,
  },
  { column: "material_class", title: { zh: "材质", en: "material" }, values: materialChoices },
] as const;

/**
 * Kilometres in use by conclusion: a table by pressure class and one by material, to the metre. `ruled`: a table of `fid`,
 * `renewal` and `length_m`; a pipe without a conclusion is not in use.
 */
export async function lengthTables(
  { session }: AnalysisContext,
  pipes: InputLayer,
  ruled: string,
): Promise<AccountTable[]> {
  const tables: AccountTable[] = [];
  for (const { column, title, values } of groupings) {
    const sums = await session.rows<{ value: string | null; action: string; km: number }>(
      `SELECT ${columnSql(pipes, "pipe", column, "VARCHAR")} AS value, renewal AS action, round(sum(length_m ORDER BY pipe.fid) / 1000, 3) AS km
       FROM ${ruled} ruled JOIN ${pipes.relation} pipe ON pipe.fid = ruled.fid WHERE renewal IS NOT NULL GROUP BY ALL`,
    );
    const named: readonly { readonly value: string | null; readonly title: Text }[] = [
      ...values,
      { value: null, title: unknown },
    ];
    tables.push({
      title: { zh: `在用管线长度：按${title.zh}和改造结论`, en: `Pipes in use by ${title.en} and conclusion` },
      columns: [{ title }, ...renewalActions.map((action) => ({ title: action.title, unit: "km" }))],
      rows: named
        .filter(({ value }) => sums.some((sum) => sum.value === value))
        .map((row) => [
          row.title,
          ...renewalActions.map(
            ({ value }) => sums.find((sum) => sum.value === row.value && sum.action === value)?.km ?? 0,
          ),
        ]),
    });
  }
  return tables;
}
