import type { Layer } from "../../contract/project.js";
import { select } from "../state/selection.js";
import { formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import type { Members } from "./use-members.js";

/** Rows shown in the card; the table has all. */
const atMost = 100;

/** A cluster's buildings with their reason; a click opens the building's card. */
export function MemberList({ layer, found }: { layer: Layer; found: Members }) {
  const { t, of, locale } = useSpeech();
  const shown = found.members.slice(0, atMost);
  return (
    <section>
      <h3 className="section-head">{t("card.members")}</h3>
      <ul className="members">
        {shown.map(({ fid, title, reason, year }) => {
          const entry = layer.paint.classes.find(({ value }) => value === reason);
          return (
            <li key={fid}>
              <button type="button" onClick={() => void select({ layer: layer.id, fid })}>
                <i style={{ background: entry?.colour ?? "transparent" }} />
                <span className="clip" title={title ?? ""}>
                  {title ?? t("card.untitled", { fid })}
                </span>
                <span className="quiet" title={year === null ? t("card.unknown") : ""}>
                  {year === null ? "—" : String(year)}
                </span>
                <span className="quiet clip reason" title={entry === undefined ? "" : of(entry.title)}>
                  {entry === undefined ? "" : of(entry.title)}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {found.total > shown.length && (
        <p className="quiet">{t("card.shown", { count: shown.length, total: formatNumber(locale, found.total) })}</p>
      )}
    </section>
  );
}
