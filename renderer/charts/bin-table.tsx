import { Checkbox } from "antd";
import type { ChartFigures } from "../../contract/chart-calls.js";
import { formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { shownBars } from "./figures.js";
import { type Picks, toggled } from "./picks.js";

interface BinTableProps {
  readonly title: string;
  readonly figures: ChartFigures;
  readonly picks: Picks;
  /** Null: to be read only. */
  readonly pick: ((picks: Picks) => void) | null;
}

/** A chart as a table: what screen readers read, and, with boxes to tick, what a keyboard picks by. */
export function BinTable({ title, figures, picks, pick }: BinTableProps) {
  const { t, of, locale } = useSpeech();
  return (
    <table className={pick === null ? "spoken" : "bin-table"}>
      <caption className="spoken">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t("charts.bin")}</th>
          <th scope="col">{t("charts.passing")}</th>
          <th scope="col">{t("charts.all")}</th>
        </tr>
      </thead>
      <tbody>
        {shownBars(figures).map(({ bin, count, all }) => {
          const name = of(figures.bars.bins[bin]?.title ?? { zh: "", en: "" });
          return (
            <tr key={bin}>
              <th scope="row" title={name}>
                {pick === null ? (
                  name
                ) : (
                  <Checkbox
                    checked={picks.bars.has(bin)}
                    onChange={() => pick({ ...picks, bars: toggled(picks.bars, bin) })}
                  >
                    {name}
                  </Checkbox>
                )}
              </th>
              <td>{formatNumber(locale, count)}</td>
              <td>{formatNumber(locale, all)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
