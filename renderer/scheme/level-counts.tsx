import type { PaintClass } from "../../contract/catalog.js";
import type { SchemeEditing } from "../state/scheme.js";
import { useStore } from "../state/store.js";
import { formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";

const noClasses: readonly PaintClass[] = [];

/** Buildings per level by the draft, and by how many more or fewer than the run found. */
export function LevelCounts({ editing }: { editing: SchemeEditing }) {
  const { t, of, locale } = useSpeech();
  const layer = useStore((state) => state.project?.layers.find(({ id }) => id === editing.layer));
  const classes = layer?.paint.classes ?? noClasses;
  const countIn = (counts: SchemeEditing["counts"], value: string | null) =>
    counts.find((entry) => entry.value === value)?.count ?? 0;
  const { milliseconds } = editing;
  return (
    <section className="level-counts">
      <table>
        <thead>
          <tr>
            <th scope="col">{t("scheme.level")}</th>
            <th scope="col">{t("scheme.now")}</th>
            <th scope="col">{t("scheme.difference")}</th>
          </tr>
        </thead>
        <tbody>
          {classes.map(({ value, title, colour }) => {
            const count = countIn(editing.counts, value);
            const difference = count - countIn(editing.keptCounts, value);
            return (
              <tr key={value ?? "∅"} data-level={value ?? ""}>
                <th scope="row">
                  <i style={{ background: colour }} />
                  {of(title)}
                </th>
                <td>{formatNumber(locale, count)}</td>
                <td data-changed={difference !== 0}>{signed(locale, difference)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="quiet small" aria-live="polite">
        {milliseconds === null
          ? t("scheme.preview")
          : t("scheme.took", {
              count: formatNumber(locale, layer?.count ?? 0),
              time: `${formatNumber(locale, milliseconds, 0)} ms`,
            })}
      </p>
    </section>
  );
}

function signed(locale: Parameters<typeof formatNumber>[0], difference: number): string {
  if (difference === 0) return "0";
  return `${difference > 0 ? "+" : "−"}${formatNumber(locale, Math.abs(difference))}`;
}
