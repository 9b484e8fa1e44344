import { useEffect, useState } from "react";
import { classOf } from "../../contract/classify.js";
import type { Layer, LayerColumn } from "../../contract/project.js";
import type { Histogram } from "../../contract/view-calls.js";
import { ask } from "../engine/engine.js";
import { columnTitle, formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { breaksOf } from "./style-choice.js";

const [width, height] = [280, 84] as const;

/** How the values of a column are distributed: bars in the colour of their class, breaks as lines. */
export function ColumnHistogram({ layer, column }: { layer: Layer; column: LayerColumn }) {
  const { t, locale } = useSpeech();
  const [found, setFound] = useState<Histogram | null>(null);
  const { name } = column;
  useEffect(() => {
    let wanted = true;
    // Without it the panel still works: the reason has been shown where the engine failed.
    ask("layer.histogram", { layer: layer.id, column: name }).then(
      (answer) => wanted && setFound(answer),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [layer.id, name]);
  const bins = found?.bins ?? [];
  const [low, high] = [bins[0]?.from, bins.at(-1)?.to];
  if (found === null || low === undefined || high === undefined) return <div className="style-histogram" />;
  const most = Math.max(...bins.map(({ count }) => count));
  const x = (value: number) => ((value - low) / (high - low || 1)) * width;
  const painted = layer.paint.column === name;
  const values = {
    column: columnTitle(locale, column),
    count: bins.length,
    unknown: formatNumber(locale, found.unknown),
  };
  return (
    <div className="style-histogram">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t("style.histogram", values)}>
        {bins.map(({ from, to, count }) => {
          const tall = count === 0 ? 0 : Math.max(1, (count / most) * (height - 4));
          const entry = painted ? classOf(layer.paint, { [name]: (from + to) / 2 }) : null;
          return (
            <rect
              key={from}
              x={x(from)}
              y={height - tall}
              width={Math.max(1, x(to) - x(from) - 0.6)}
              height={tall}
              fill={entry?.colour ?? "var(--fa-quiet)"}
              stroke="var(--fa-quiet)"
              strokeWidth="0.4"
            />
          );
        })}
        {painted &&
          breaksOf(layer)
            .filter((each) => each >= low && each <= high)
            .map((each) => (
              <line
                key={each}
                x1={x(each)}
                x2={x(each)}
                y1="0"
                y2={height}
                stroke="var(--fa-text)"
                strokeDasharray="3 2"
              />
            ))}
      </svg>
      <div className="style-ends">
        <span>{formatNumber(locale, low)}</span>
        <span>{formatNumber(locale, column.type === "number" ? high : high - 1)}</span>
      </div>
      <p className="quiet">{t("style.closed")}</p>
    </div>
  );
}
