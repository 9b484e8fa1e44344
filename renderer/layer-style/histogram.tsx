import type { Paint } from "../../contract/catalog.js";
import type { LayerColumn } from "../../contract/project.js";
import type { Histogram } from "../../contract/view-calls.js";
import { columnTitle, formatMeasure, formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { barPieces } from "./bar-pieces.js";
import { type BreakActs, BreakHandle } from "./break-handle.js";
import type { BreakScale } from "./break-scale.js";

/** Height of the bars; and their width, of which the panel makes its own. */
const height = 84;
export const histogramWidth = 280;

interface ColumnHistogramProps {
  readonly column: LayerColumn;
  readonly found: Histogram;
  readonly scale: BreakScale;
  readonly paint: Paint;
  readonly breaks: readonly number[];
  readonly acts: BreakActs;
  /** A break near a value. Null: none can be added. */
  readonly add: ((value: number) => void) | null;
}

/** How the values of a column are distributed: bars in the colours of their classes, and the breaks as handles on them. */
export function ColumnHistogram({ column, found, scale, paint, breaks, acts, add }: ColumnHistogramProps) {
  const { t, locale } = useSpeech();
  const { bins, unknown } = found;
  const { low, high } = scale;
  const most = Math.max(...bins.map(({ count }) => count));
  const x = (value: number) => ((value - low) / (high - low)) * histogramWidth;
  // As many places as a break can have.
  const places = Math.max(0, -Math.floor(Math.log10(scale.step)));
  const end = (value: number) => formatMeasure(locale, column, Number(value.toFixed(places)), places);
  const label = t("style.histogram", {
    column: columnTitle(locale, column),
    count: bins.length,
    unknown: formatNumber(locale, unknown),
  });
  return (
    <div className="style-histogram">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a button below adds a break by keyboard. */}
      <div
        className="break-plot"
        onDoubleClick={({ target, currentTarget, clientX }) => {
          if (add === null || !(target instanceof SVGElement)) return;
          const box = currentTarget.getBoundingClientRect();
          add(low + ((clientX - box.left) / box.width) * (high - low));
        }}
      >
        <svg viewBox={`0 0 ${histogramWidth} ${height}`} preserveAspectRatio="none" role="img" aria-label={label}>
          {bins.map((bin) => {
            const tall = bin.count === 0 ? 0 : Math.max(1, (bin.count / most) * (height - 4));
            const gap = bin === bins.at(-1) ? 0 : 0.6;
            return (
              <g key={bin.from}>
                {barPieces(bin, paint, column).map(({ from, to, colour }) => (
                  <rect
                    key={from}
                    x={x(from)}
                    y={height - tall}
                    width={Math.max(0.4, x(to) - x(from) - (to === bin.to ? gap : 0))}
                    height={tall}
                    fill={colour ?? "var(--fa-quiet)"}
                  />
                ))}
                {tall > 0 && (
                  <rect
                    className="bar-edge"
                    x={x(bin.from)}
                    y={height - tall}
                    width={Math.max(1, x(bin.to) - x(bin.from) - gap)}
                    height={tall}
                  />
                )}
              </g>
            );
          })}
        </svg>
        {breaks.map((value, at) =>
          value < low || value > high ? null : (
            <BreakHandle
              // biome-ignore lint/suspicious/noArrayIndexKey: a break that is moved is still the same one.
              key={at}
              column={column}
              breaks={breaks}
              at={at}
              scale={scale}
              acts={acts}
            />
          ),
        )}
      </div>
      <div className="style-ends">
        <span>{end(low)}</span>
        <span>{end(column.type === "number" ? high : high - 1)}</span>
      </div>
    </div>
  );
}
