import { Segmented, Select } from "antd";
import { useState } from "react";
import { type JudgementScale, judgementScale, judgementScales } from "../../contract/ledger.js";
import type { RowChoice } from "../../contract/ledger-calls.js";
import { ask } from "../engine/engine.js";
import { decide } from "../state/ledger.js";
import { useSpeech } from "../text/say.js";
import { closeDialog, FormDialog, TextField } from "./form-dialog.js";
import { useJudgementTitle } from "./judgements.js";

/** First judgement, reliability grade, seismic class: each on its own scale, none of them a danger grade. */
export function JudgeDialog({ rows }: { rows: RowChoice }) {
  const { t } = useSpeech();
  const titleOf = useJudgementTitle();
  const [scale, setScale] = useState<JudgementScale>("preliminary");
  const [value, setValue] = useState<string | null>(null);
  const [by, setBy] = useState("");
  const [date, setDate] = useState("");
  const confirm = async () => {
    const given = { rows, scale, value, by: by.trim() || null, date: date || null };
    if ((await decide(() => ask("building.judge", given))) !== null) closeDialog();
  };
  return (
    <FormDialog title={t("cases.judgeTitle")} go={t("ledger.gradeGo")} ready={value !== null} confirm={confirm}>
      <div className="form-grid single">
        <Segmented
          block
          value={scale}
          options={judgementScale.options.map((name) => ({ value: name, label: t(`scale.${name}`) }))}
          onChange={(next) => {
            setScale(next);
            setValue(null);
          }}
        />
        <div className="field">
          <span>{t(`scale.${scale}`)}</span>
          <Select
            aria-label={t(`scale.${scale}`)}
            value={value}
            options={judgementScales[scale].map((each) => ({ value: each, label: titleOf(scale, each) }))}
            onChange={(next: string) => setValue(next)}
          />
        </div>
        <TextField label={t("cases.by")} value={by} set={setBy} />
        <TextField label={t("cases.day")} type="date" value={date} set={setDate} />
        <small className="quiet">{t("cases.judgeWhy")}</small>
      </div>
    </FormDialog>
  );
}
