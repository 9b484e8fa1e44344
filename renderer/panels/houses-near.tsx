import type { Layer } from "../../contract/project.js";
import { useAnswer } from "../ledger/use-answer.js";
import { homeOf } from "../state/filter.js";
import { scoredKind } from "../state/scheme.js";
import { select } from "../state/selection.js";
import { useStore } from "../state/store.js";
import { formatMetres, formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";

interface HousesNearProps {
  readonly layer: number;
  readonly fid: number;
  readonly houses: Layer;
  readonly metres: number;
}

/** The houses within reach of a pipe or a site: how many of each level where they are scored, and the nearest with metres. */
export function HousesNear({ layer, fid, houses, metres }: HousesNearProps) {
  const { t, of, locale } = useSpeech();
  const layers = useStore((state) => state.project?.layers);
  const shown = layers?.findLast(({ kind, parent }) => kind === scoredKind && parent === homeOf(houses)) ?? houses;
  const near = useAnswer("layer.near", { layer, fid, houses: shown.id, metres });
  if (near === null) return null;
  const counted = shown.paint.classes.flatMap(({ value, title, colour }) => {
    const count = near.classes.find((each) => each.value === value)?.count ?? 0;
    return count === 0 ? [] : [{ value, title, colour, count }];
  });
  return (
    <section className="houses-near" aria-label={t("card.housesNear")}>
      <h3 className="section-head">
        {t("card.housesNear")} <span className="quiet">{formatNumber(locale, near.total)}</span>
      </h3>
      <p className="quiet small">{t("menu.nearOf", { name: of(houses.title) })}</p>
      <ul className="members">
        {counted.map(({ value, title, colour, count }) => (
          <li key={value ?? "∅"} data-level={value ?? ""}>
            <i style={{ background: colour }} /> {of(title)} <b>{formatNumber(locale, count)}</b>
          </li>
        ))}
      </ul>
      <ul className="distances">
        {near.nearest.map((house) => (
          <li key={house.fid}>
            <button type="button" onClick={() => void select({ layer: shown.id, fid: house.fid })}>
              <span className="clip">{house.title ?? t("card.untitled", { fid: house.fid })}</span>
              <b>{formatMetres(locale, house.metres)}</b>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
