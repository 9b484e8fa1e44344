import type { Feature } from "../../contract/api.js";
import { select } from "../state/selection.js";
import { useStore } from "../state/store.js";
import { formatMetres } from "../text/format.js";
import { useSpeech } from "../text/say.js";

/** Distances to neighbours, as drawn on the map; a click goes to the neighbour. */
export function Distances({ links }: { links: Feature["links"] }) {
  const { t, of, locale } = useSpeech();
  const layers = useStore((state) => state.project?.layers);
  return (
    <section>
      <h3 className="section-head">{t("card.distances")}</h3>
      {links.length === 0 && <p className="quiet">{t("card.nothingNear")}</p>}
      <ul className="distances">
        {links.map(({ layer, fid, name, metres }) => {
          const neighbour = layers?.find(({ id }) => id === layer);
          return (
            <li key={`${layer}/${fid}`}>
              <button type="button" onClick={() => void select({ layer, fid })}>
                <span>
                  {neighbour === undefined ? "" : of(neighbour.title)} {name ?? `#${fid}`}
                </span>
                <b>{formatMetres(locale, metres)}</b>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
