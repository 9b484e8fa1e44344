import type { RiskLevel, Scheme } from "../../contract/scheme.js";
import { unknownConsequence } from "./consequence.js";
import { vulnerabilityFactors } from "./factors/index.js";

/** The column that holds a factor's value of 0 to 1, null where it is unknown. */
export function factorColumn(factor: string): string {
  return `factor_${factor}`;
}

export type Veto = "grade_d" | "occupied_over_pipe" | "vulnerable_by_pit" | "severe_business";

/** What the score of one building is worked out from; kept in the result, so that another scheme needs no measuring. */
export interface Scorable {
  /** In the order of `vulnerabilityFactors`. */
  readonly factors: readonly (number | null)[];
  /** Points of exposure, 0 to 100; null: no layer to measure to. */
  readonly gas: number | null;
  readonly excavation: number | null;
  readonly consequence: number | null;
  /** Distance to the nearest pit in work, in depths; null: none. */
  readonly pit_depths: number | null;
  readonly grade_d: boolean;
  readonly occupied_over_pipe: boolean;
  readonly severe_business: boolean;
  /** No house any more, or one that nobody has to survey: not scored. */
  readonly excluded: boolean;
}

export interface Score {
  readonly vulnerability: number;
  readonly known_pct: number;
  readonly likelihood: number;
  readonly likelihood_band: number;
  readonly risk: number;
  readonly veto: Veto | null;
  readonly level: RiskLevel | null;
}

/**
 * The score of one building (domain model: V from weighted factors, likelihood = max(V, own·V + exposed·max(G, X)), band 1 to
 * 5, times consequence 1 to 5, vetoes first). An unknown factor counts `scheme.unknown`, never 0.
 */
export function score(scheme: Scheme, building: Scorable): Score {
  let vulnerability = 0;
  let known = 0;
  for (const [at, { name }] of vulnerabilityFactors.entries()) {
    const weight = scheme.weights[name] ?? 0;
    const value = building.factors[at] ?? null;
    vulnerability += weight * (value ?? scheme.unknown);
    known += value === null ? 0 : weight;
  }
  vulnerability = micro(vulnerability);
  const known_pct = micro(known);
  const exposure = Math.max(building.gas ?? 0, building.excavation ?? 0);
  const { own, exposed } = scheme.likelihood;
  const likelihood = micro(Math.max(vulnerability, own * vulnerability + exposed * exposure));
  const likelihood_band = 1 + scheme.likelihood_bands.filter((from) => likelihood >= from).length;
  const risk = likelihood_band * (building.consequence ?? unknownConsequence);
  const veto = vetoOf(scheme, building, vulnerability);
  return {
    vulnerability,
    known_pct,
    likelihood,
    likelihood_band,
    risk,
    veto,
    level: building.excluded ? null : levelOf(scheme, veto, known_pct, risk),
  };
}

function vetoOf({ vetoes }: Scheme, building: Scorable, vulnerability: number): Veto | null {
  if (vetoes.grade_d && building.grade_d) return "grade_d";
  if (vetoes.occupied_over_pipe && building.occupied_over_pipe) return "occupied_over_pipe";
  const pit = vetoes.vulnerable_by_pit;
  if (pit !== null && vulnerability >= pit.points && building.pit_depths !== null && building.pit_depths <= pit.depths)
    return "vulnerable_by_pit";
  return vetoes.severe_business && building.severe_business ? "severe_business" : null;
}

function levelOf(scheme: Scheme, veto: Veto | null, known_pct: number, risk: number): RiskLevel {
  if (veto !== null) return "major";
  if (known_pct < scheme.least_known_pct) return "insufficient";
  const [general, larger, major] = scheme.level_bands;
  return risk >= major ? "major" : risk >= larger ? "larger" : risk >= general ? "general" : "low";
}

/** To the millionth: the sum of weights must not fall short of a band by an error of the last digit. */
function micro(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/**
 * The same as `score`, as SQL: a SELECT of `fid`, the columns of `kept` and those of `Score` from a relation that has the columns
 * of `Scorable` (factors by `factorColumn`). Lazy: nothing is worked out that is not asked for.
 */
export function scoreSql(scheme: Scheme, relation: string, kept: readonly string[]): string {
  const number = (value: number) => `CAST(${value} AS DOUBLE)`;
  const weighted = vulnerabilityFactors.map(({ name }) => ({
    column: factorColumn(name),
    weight: number(scheme.weights[name] ?? 0),
  }));
  const { own, exposed } = scheme.likelihood;
  const bands = scheme.likelihood_bands.map((from) => `CASE WHEN likelihood >= ${number(from)} THEN 1 ELSE 0 END`);
  const [general, larger, major] = scheme.level_bands;
  const { vetoes } = scheme;
  const pit = vetoes.vulnerable_by_pit;
  const veto = [
    ...(vetoes.grade_d ? ["WHEN grade_d THEN 'grade_d'"] : []),
    ...(vetoes.occupied_over_pipe ? ["WHEN occupied_over_pipe THEN 'occupied_over_pipe'"] : []),
    ...(pit === null
      ? []
      : [
          `WHEN vulnerability >= ${number(pit.points)} AND pit_depths <= ${number(pit.depths)} THEN 'vulnerable_by_pit'`,
        ]),
    ...(vetoes.severe_business ? ["WHEN severe_business THEN 'severe_business'"] : []),
  ];
  const names = kept.join(", ");
  return `
    SELECT fid, ${names}, vulnerability, known_pct, likelihood, likelihood_band, risk, veto,
           CASE WHEN excluded THEN NULL WHEN veto IS NOT NULL THEN 'major' WHEN known_pct < ${number(scheme.least_known_pct)} THEN 'insufficient'
                WHEN risk >= ${number(major)} THEN 'major' WHEN risk >= ${number(larger)} THEN 'larger'
                WHEN risk >= ${number(general)} THEN 'general' ELSE 'low' END AS level
    FROM (SELECT *, likelihood_band * coalesce(consequence, ${unknownConsequence}) AS risk,
                 ${veto.length === 0 ? "CAST(NULL AS VARCHAR)" : `CASE ${veto.join(" ")} END`} AS veto
      FROM (SELECT *, 1 + ${bands.join(" + ")} AS likelihood_band
        FROM (SELECT *, round(greatest(vulnerability, ${number(own)} * vulnerability + ${number(exposed)} * greatest(coalesce(gas, 0), coalesce(excavation, 0))), 6) AS likelihood
          FROM (SELECT fid, ${names},
                       round(${weighted.map(({ column, weight }) => `${weight} * coalesce(${column}, ${number(scheme.unknown)})`).join(" + ")}, 6) AS vulnerability,
                       round(${weighted.map(({ column, weight }) => `CASE WHEN ${column} IS NULL THEN 0 ELSE ${weight} END`).join(" + ")}, 6) AS known_pct
            FROM ${relation}))))`;
}
