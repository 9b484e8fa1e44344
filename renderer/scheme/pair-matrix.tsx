import { Button, Select } from "antd";
import { useEffect, useMemo, useState } from "react";
import type { AhpAnswer } from "../../contract/scheme-calls.js";
import { ask } from "../engine/engine.js";
import { showError } from "../state/notices.js";
import { previewScheme } from "../state/scheme.js";
import { useStore } from "../state/store.js";
import { formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { roundWeights } from "./share-weights.js";

/** Saaty's scale from 1/9 to 9. */
const judgements = [9, 8, 7, 6, 5, 4, 3, 2, 1, 1 / 2, 1 / 3, 1 / 4, 1 / 5, 1 / 6, 1 / 7, 1 / 8, 1 / 9];

/** The upper half of a matrix of pairwise comparisons, what it says of the weights, and whether it contradicts itself. */
export function PairMatrix() {
  const { t, of, locale } = useSpeech();
  const factors = useStore((state) => state.catalog?.factors) ?? [];
  const [pairs, setPairs] = useState<Readonly<Record<string, number>>>({});
  const matrix = useMemo(
    () => factors.map((_row, row) => factors.map((_column, column) => judgementOf(pairs, row, column))),
    [factors, pairs],
  );
  const answer = useWeighed(matrix);
  const worst = answer?.consistent === false ? answer.worst : null;
  return (
    <section className="pairs">
      <p className="quiet small">{t("scheme.pairsWhy")}</p>
      {factors.map((row, at) =>
        factors.slice(at + 1).map((column, step) => {
          const name = t("scheme.pair", { row: of(row.title), column: of(column.title) });
          const isWorst = worst !== null && worst.row === row.name && worst.column === column.name;
          return (
            <div key={`${row.name}/${column.name}`} className="pair" data-worst={isWorst}>
              <span>{name}</span>
              <Select
                size="small"
                aria-label={name}
                virtual={false}
                value={judgementOf(pairs, at, at + 1 + step)}
                options={judgements.map((value) => ({ value, label: judgementWord(value) }))}
                onChange={(value) => setPairs({ ...pairs, [pairKey(at, at + 1 + step)]: value })}
              />
            </div>
          );
        }),
      )}
      {answer !== null && (
        <>
          <dl className="facts">
            {factors.map(({ name, title }) => (
              <div key={name}>
                <dt>{of(title)}</dt>
                <dd>{formatNumber(locale, answer.weights[name] ?? 0, 1)}</dd>
              </div>
            ))}
          </dl>
          <p className="pair-figures" data-consistent={answer.consistent}>
            {t("scheme.lambda")} {formatNumber(locale, answer.lambda, 3)} · {t("scheme.index")}{" "}
            {formatNumber(locale, answer.index, 3)} · {t("scheme.ratio")} {formatNumber(locale, answer.ratio, 3)}
          </p>
          {answer.fault === null ? (
            <p className="quiet">{t("scheme.consistent")}</p>
          ) : (
            <p className="scheme-fault" role="alert">
              {of(answer.fault)}
            </p>
          )}
          <Button
            type="primary"
            disabled={!answer.consistent}
            onClick={() => void previewScheme({ weights: roundWeights(answer.weights) })}
          >
            {t("scheme.takeWeights")}
          </Button>
        </>
      )}
    </section>
  );
}

/** What the engine says of a matrix; the last answer stays until the next is there. */
function useWeighed(matrix: readonly (readonly number[])[]): AhpAnswer | null {
  const [answer, setAnswer] = useState<AhpAnswer | null>(null);
  useEffect(() => {
    if (matrix.length === 0) return;
    const abort = new AbortController();
    ask("scheme.weigh", { matrix: matrix.map((row) => [...row]) }, { signal: abort.signal }).then(
      (found) => {
        if (!abort.signal.aborted) setAnswer(found);
      },
      (thrown) => {
        if (!abort.signal.aborted) showError(thrown);
      },
    );
    return () => abort.abort();
  }, [matrix]);
  return answer;
}

function pairKey(row: number, column: number): string {
  return `${row}/${column}`;
}

/** 1 where nothing was said; below the diagonal the inverse. */
function judgementOf(pairs: Readonly<Record<string, number>>, row: number, column: number): number {
  if (row === column) return 1;
  return row < column ? (pairs[pairKey(row, column)] ?? 1) : 1 / (pairs[pairKey(column, row)] ?? 1);
}

function judgementWord(value: number): string {
  return value >= 1 ? String(value) : `1/${Math.round(1 / value)}`;
}
