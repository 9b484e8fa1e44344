import { AppError } from "../../contract/errors.js";
import type { AhpAnswer } from "../../contract/scheme-calls.js";
import type { Text } from "../../contract/text.js";
import { vulnerabilityFactors } from "./factors/index.js";

/** Random consistency index of Saaty for 1 to 10 items. */
const randomIndex = [0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49] as const;

/** Above this consistency ratio a matrix is refused. */
export const largestRatio = 0.1;

export interface AhpResult {
  /** Sum 1, in the order of the items. */
  readonly weights: readonly number[];
  readonly lambda: number;
  readonly index: number;
  /** CR = CI / RI; 0 for one or two items, which cannot contradict each other. */
  readonly ratio: number;
  readonly consistent: boolean;
  /** The pair (row, column) whose judgement lies farthest from what the weights say; null where all agree. */
  readonly worst: {
    readonly row: number;
    readonly column: number;
    readonly given: number;
    readonly implied: number;
  } | null;
}

/**
 * Weights from a matrix of pairwise comparisons by the geometric mean of its rows (Saaty's AHP; λmax = Σ (Aw)i / (n·wi),
 * CI = (λmax − n)/(n − 1), CR = CI/RI). Throws `usage` for a matrix that is not square, of 1 to 10 items, positive and
 * reciprocal, naming the pair.
 */
export function weighPairs(matrix: readonly (readonly number[])[], names: readonly Text[]): AhpResult {
  refuseUnfit(matrix, names);
  const n = matrix.length;
  const means = matrix.map((row) => Math.exp(row.reduce((sum, each) => sum + Math.log(each), 0) / n));
  const whole = means.reduce((sum, each) => sum + each, 0);
  const weights = means.map((each) => each / whole);
  const weight = (at: number) => weights[at] ?? 0;
  const lambda =
    matrix.reduce(
      (sum, row, at) => sum + row.reduce((part, each, column) => part + each * weight(column), 0) / weight(at),
      0,
    ) / n;
  const index = n > 1 ? Math.max(0, (lambda - n) / (n - 1)) : 0;
  const random = randomIndex[n - 1] ?? 0;
  const ratio = random === 0 ? 0 : index / random;
  return { weights, lambda, index, ratio, consistent: ratio <= largestRatio, worst: worstPair(matrix, weights) };
}

/** What is wrong with a ratio above 0.1, in one sentence that names the most inconsistent pair; null where nothing is. */
export function inconsistency({ ratio, consistent, worst }: AhpResult, names: readonly Text[]): Text | null {
  if (consistent || worst === null) return null;
  const [row = none, column = none] = [names[worst.row], names[worst.column]];
  const [given, implied] = [worst.given.toFixed(2), worst.implied.toFixed(2)];
  return {
    zh: `判断矩阵不一致（CR = ${ratio.toFixed(3)}，应不大于 ${largestRatio}）：最矛盾的一对是“${row.zh}”与“${column.zh}”，填的是 ${given}，由其余判断推得约 ${implied}；请修改这一对。`,
    en: `The matrix is inconsistent (CR = ${ratio.toFixed(3)}, at most ${largestRatio}): the worst pair is "${row.en}" and "${column.en}", given as ${given}, about ${implied} by the other judgements; change this pair.`,
  };
}

const none: Text = { zh: "", en: "" };

function worstPair(matrix: readonly (readonly number[])[], weights: readonly number[]): AhpResult["worst"] {
  let worst: AhpResult["worst"] = null;
  let farthest = 1e-9;
  for (const [row, values] of matrix.entries()) {
    for (const [column, given] of values.entries()) {
      if (column <= row) continue;
      const implied = (weights[row] ?? 0) / (weights[column] ?? 1);
      const off = Math.abs(Math.log(given / implied));
      if (off <= farthest + 1e-12) continue;
      farthest = off;
      worst = { row, column, given, implied };
    }
  }
  return worst;
}

function refuseUnfit(matrix: readonly (readonly number[])[], names: readonly Text[]): void {
  const n = matrix.length;
  if (n < 1 || n > randomIndex.length || names.length !== n || matrix.some((row) => row.length !== n)) {
    throw new AppError("usage", {
      zh: `判断矩阵应为 1–10 项的方阵，且与 ${names.length} 个指标一一对应；现为 ${n} 行。`,
      en: `The matrix must be square, of 1 to 10 items, one for each of the ${names.length} factors; it has ${n} rows.`,
    });
  }
  for (const [row, values] of matrix.entries()) {
    for (const [column, value] of values.entries()) {
      const mirrored = matrix[column]?.[row] ?? Number.NaN;
      if (value > 0 && Number.isFinite(value) && Math.abs(value * mirrored - 1) <= 0.01) continue;
      const [one = none, other = none] = [names[row], names[column]];
      throw new AppError("usage", {
        zh: `判断矩阵第 ${row + 1} 行第 ${column + 1} 列（“${one.zh}”对“${other.zh}”）是 ${value}，对称位置是 ${mirrored}：两者应为正数且互为倒数，对角线为 1。`,
        en: `Row ${row + 1}, column ${column + 1} of the matrix ("${one.en}" to "${other.en}") is ${value} and its mirror ${mirrored}: both must be positive and reciprocal, 1 on the diagonal.`,
      });
    }
  }
}

/** Weights in percent for the factors of vulnerability, in their order. Throws `usage`; see `weighPairs`. */
export function weighFactors(matrix: readonly (readonly number[])[]): AhpAnswer {
  const names = vulnerabilityFactors.map(({ title }) => title);
  const result = weighPairs(matrix, names);
  const name = (at: number) => vulnerabilityFactors[at]?.name ?? "";
  const { lambda, index, ratio, consistent, worst } = result;
  return {
    weights: Object.fromEntries(result.weights.map((weight, at) => [name(at), 100 * weight])),
    lambda,
    index,
    ratio,
    consistent,
    worst: worst === null ? null : { ...worst, row: name(worst.row), column: name(worst.column) },
    fault: inconsistency(result, names),
  };
}
