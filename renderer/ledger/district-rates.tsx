import { zoomToFeature } from "../state/selection.js";
import { change, useStore } from "../state/store.js";
import { formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { useDistricts } from "./case-filters.js";

/** How the districts get on: cases, handed over, closed, overdue, closure rate; what lies outside stands apart. */
export function DistrictRates() {
  const { t, locale } = useSpeech();
  const layer = useStore((state) => state.project?.layers.findLast(({ kind }) => kind === "boundaries")?.id ?? null);
  const districts = useDistricts();
  if (layer === null) return <p className="quiet pad">{t("cases.noBoundaries")}</p>;
  const sorted = districts.toSorted(
    (one, other) => Number(one.fid === null) - Number(other.fid === null) || other.cases - one.cases,
  );
  return (
    <div className="case-table">
      <table>
        <thead>
          <tr>
            {(["district", "count", "handed", "closed", "overdueCount", "rate"] as const).map((name) => (
              <th key={name} className={name === "district" || name === "rate" ? undefined : "number"}>
                {t(`cases.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ fid, code, name, cases, handed, closed, overdue, rate }) => (
            <tr key={fid ?? "outside"} data-overdue={overdue > 0}>
              <td>
                {fid === null ? (
                  <em>{t("cases.outside")}</em>
                ) : (
                  <button
                    type="button"
                    className="text-link"
                    onClick={() => {
                      change({ wide: null });
                      void zoomToFeature({ layer, fid });
                    }}
                  >
                    {name ?? code ?? t("card.untitled", { fid })}
                  </button>
                )}
              </td>
              {[cases, handed, closed, overdue].map((count, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the figures stand in a fixed order.
                <td key={index} className="number">
                  {formatNumber(locale, count)}
                </td>
              ))}
              <td>
                {rate === null ? (
                  "—"
                ) : (
                  <>
                    <meter min={0} max={1} value={rate} /> {formatNumber(locale, 100 * rate, 1)} %
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
