import { useState } from "react";
import type { RowChoice } from "../../contract/ledger-calls.js";
import { ask } from "../engine/engine.js";
import { decide } from "../state/ledger.js";
import { useSpeech } from "../text/say.js";
import { closeDialog, FormDialog, TextField } from "./form-dialog.js";

/** That a house was looked at again, on which day, and what was found. */
export function RecheckDialog({ rows }: { rows: RowChoice }) {
  const { t } = useSpeech();
  const [date, setDate] = useState("");
  const [result, setResult] = useState("");
  const confirm = async () => {
    if ((await decide(() => ask("building.recheck", { rows, date, result: result.trim() }))) !== null) closeDialog();
  };
  const ready = date !== "" && result.trim() !== "";
  return (
    <FormDialog title={t("cases.recheck")} go={t("ledger.gradeGo")} ready={ready} confirm={confirm}>
      <div className="form-grid single">
        <TextField label={t("cases.recheckDay")} type="date" value={date} set={setDate} />
        <TextField label={t("cases.recheckResult")} rows={3} value={result} set={setResult} />
      </div>
    </FormDialog>
  );
}
