import { Button, Select } from "antd";
import { useState } from "react";
import type { NamedDatum } from "../../../contract/project.js";
import { useStore } from "../../state/store.js";
import { useSpeech } from "../../text/say.js";
import { DatumForm } from "./datum-form.js";
import type { CorrectionProps } from "./draft-view.js";

const none: readonly NamedDatum[] = [];

/** What turns an old datum into CGCS2000: nothing better than a few metres, or parameters that the office has of its own. */
export function DatumField({ reading, correct }: CorrectionProps) {
  const { t } = useSpeech();
  const datums = useStore((state) => state.project?.datums ?? none);
  const [typing, setTyping] = useState(false);
  const chosen = JSON.stringify(reading.datum);
  const named = datums.find(({ parameters }) => JSON.stringify(parameters) === chosen);
  const { datum: _datum, ...without } = reading;
  return (
    <div className="correction">
      <span className="correction-title">{t("datum.title")}</span>
      <div className="correction-control">
        <Select
          aria-label={t("datum.title")}
          value={reading.datum === undefined ? "" : (named?.name ?? "")}
          onChange={(name: string) => {
            const parameters = datums.find((each) => each.name === name)?.parameters;
            correct(parameters === undefined ? without : { ...without, datum: parameters });
          }}
          options={[{ value: "", label: t("datum.none") }, ...datums.map(({ name }) => ({ value: name, label: name }))]}
        />
        <Button size="small" aria-expanded={typing} onClick={() => setTyping(!typing)}>
          {t("datum.own")}
        </Button>
      </div>
      <small className="warn">{t("datum.warning")}</small>
      {typing && (
        <DatumForm close={() => setTyping(false)} take={(parameters) => correct({ ...without, datum: parameters })} />
      )}
    </div>
  );
}
