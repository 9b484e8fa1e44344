import type { Text } from "../../contract/text.js";
import type { AnalysisContext, InputLayer } from "./analysis.js";
import { hasColumn } from "./input-columns.js";

/**
 * The buildings that count, as a relation for FROM: without those whose record says that there is nothing to survey (不需调查:
 * pulled down, or no house), which stand on no pipe and beside no pit. A building of which this is not known counts.
 */
export function standingHouses(buildings: InputLayer): string {
  if (!hasColumn(buildings, "excluded")) return buildings.relation;
  return `(SELECT * FROM ${buildings.relation} WHERE NOT coalesce(excluded, false))`;
}

/** Says how many buildings are left out; nothing where none is. */
export async function leftOutMessages({ session }: AnalysisContext, buildings: InputLayer): Promise<Text[]> {
  if (!hasColumn(buildings, "excluded")) return [];
  const { left } = await session.row<{ left: bigint }>(
    `SELECT count(*) AS left FROM ${buildings.relation} WHERE excluded`,
  );
  if (left === 0n) return [];
  return [
    {
      zh: `房屋中有 ${left} 栋登记为不需调查（已拆除或不是房屋），未参与判定。`,
      en: `${left} buildings are on record as nothing to survey (pulled down, or no house) and are not judged.`,
    },
  ];
}
