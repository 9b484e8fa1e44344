import { CloseCircleOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import type { ChartAnswer, ChartEntry } from "../../contract/chart-calls.js";
import { useSpeech } from "../text/say.js";
import { BinTable } from "./bin-table.js";
import { Drawing } from "./drawing.js";
import { noPicks, type Picks, toggled } from "./picks.js";

interface ChartCardProps {
  readonly entry: ChartEntry;
  /** Null: not known yet. */
  readonly answer: ChartAnswer | null;
  readonly picks: Picks;
  readonly asList: boolean;
  readonly pick: (picks: Picks) => void;
  /** A setting of this chart, in its head. */
  readonly children?: ReactNode;
}

/** A chart with its name, what it filters by, and its colours, which can be picked too. */
export function ChartCard({ entry, answer, picks, asList, pick, children }: ChartCardProps) {
  const { t, of } = useSpeech();
  const title = of(entry.title);
  const figures = answer?.figures ?? null;
  const isFiltering = picks.bars.size + picks.stack.size > 0;
  return (
    <section className="chart-card" aria-label={title} data-chart={entry.name} data-filtering={isFiltering}>
      <div className="chart-head">
        <h3 className="clip" title={of(entry.explanation)}>
          {title}
        </h3>
        <span className="bar-space" />
        {children}
        {isFiltering && (
          <button
            type="button"
            className="icon-button"
            aria-label={t("charts.clearOne", { name: title })}
            title={t("charts.clearOne", { name: title })}
            onClick={() => pick(noPicks)}
          >
            <CloseCircleOutlined />
          </button>
        )}
      </div>
      {/* The classes of the bars' own column are picked by the bars; what they are called, the map's legend says. */}
      {figures !== null && figures.stack !== null && figures.stack.by !== "classes" && (
        <div className="chart-colours">
          {figures.stack.bins.map(({ title: name, colour }, index) => (
            <button
              key={of(name)}
              type="button"
              aria-pressed={picks.stack.has(index)}
              data-pale={picks.stack.size > 0 && !picks.stack.has(index)}
              onClick={() => pick({ ...picks, stack: toggled(picks.stack, index) })}
            >
              <svg width="9" height="9" aria-hidden="true">
                <rect width="9" height="9" rx="1.5" fill={colour ?? "var(--fa-edge)"} />
              </svg>
              {of(name)}
            </button>
          ))}
        </div>
      )}
      <div className="chart-body">
        {answer?.missing != null && <p className="quiet chart-missing">{of(answer.missing)}</p>}
        {figures !== null && !asList && <Drawing title={title} figures={figures} picks={picks} pick={pick} />}
        {figures !== null && asList && <BinTable title={title} figures={figures} picks={picks} pick={pick} />}
      </div>
      {figures !== null && !asList && <BinTable title={title} figures={figures} picks={picks} pick={null} />}
    </section>
  );
}
