import { Checkbox } from "antd";
import type { Scheme } from "../../contract/scheme.js";
import { previewScheme } from "../state/scheme.js";
import { useSpeech } from "../text/say.js";
import { NumberRow } from "./number-row.js";

const gasPoints = [
  { name: "protection", word: "scheme.protection", maximum: 100 },
  { name: "clearance", word: "scheme.clearance", maximum: 100 },
  { name: "control_near", word: "scheme.controlNear", maximum: 100 },
  { name: "control_far", word: "scheme.controlFar", maximum: 100 },
  { name: "aged", word: "scheme.aged", maximum: 3 },
] as const;

const flags = ["grade_d", "occupied_over_pipe", "severe_business"] as const;

/** The vetoes and the points of gas exposure. */
export function Rules({ draft }: { draft: Scheme }) {
  const { t } = useSpeech();
  const pit = draft.vetoes.vulnerable_by_pit;
  const veto = (next: Partial<Scheme["vetoes"]>) => void previewScheme({ vetoes: { ...draft.vetoes, ...next } });
  return (
    <section>
      <h3 className="section-head">{t("scheme.vetoes")}</h3>
      {flags.map((name) => (
        <Checkbox key={name} checked={draft.vetoes[name]} onChange={({ target }) => veto({ [name]: target.checked })}>
          {t(`scheme.${name}`)}
        </Checkbox>
      ))}
      <Checkbox
        checked={pit !== null}
        onChange={({ target }) => veto({ vulnerable_by_pit: target.checked ? { points: 60, depths: 1 } : null })}
      >
        {t("scheme.vulnerable_by_pit")}
      </Checkbox>
      {pit !== null && (
        <>
          <NumberRow
            label={t("scheme.vetoPoints")}
            value={pit.points}
            minimum={0}
            maximum={100}
            change={(points) => veto({ vulnerable_by_pit: { ...pit, points } })}
          />
          <NumberRow
            label={t("scheme.vetoDepths")}
            value={pit.depths}
            minimum={0}
            maximum={10}
            step={0.5}
            change={(depths) => veto({ vulnerable_by_pit: { ...pit, depths } })}
          />
        </>
      )}
      <h3 className="section-head">{t("scheme.gas")}</h3>
      <p className="quiet small">{t("scheme.gasWhy")}</p>
      {gasPoints.map(({ name, word, maximum }) => (
        <NumberRow
          key={name}
          label={t(word)}
          value={draft.gas[name]}
          minimum={name === "aged" ? 1 : 0}
          maximum={maximum}
          step={name === "aged" ? 0.1 : 1}
          change={(next) => void previewScheme({ gas: { ...draft.gas, [name]: next } })}
        />
      ))}
    </section>
  );
}
