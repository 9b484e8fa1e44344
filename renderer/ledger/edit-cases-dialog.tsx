import { useState } from "react";
import { ask } from "../engine/engine.js";
import { decide } from "../state/ledger.js";
import { notify } from "../state/notices.js";
import { bothTexts, useSpeech } from "../text/say.js";
import { closeDialog, FormDialog, TextField } from "./form-dialog.js";

const names = ["unit", "person", "deadline"] as const;

/** Unit, person or deadline of many cases; what is left empty stays as it is. */
export function EditCasesDialog({ cases }: { cases: readonly number[] }) {
  const { t } = useSpeech();
  const [values, setValues] = useState({ unit: "", person: "", deadline: "" });
  const [why, setWhy] = useState("");
  const given = Object.fromEntries(
    names.flatMap((name) => (values[name].trim() === "" ? [] : [[name, values[name].trim()]])),
  );
  const confirm = async () => {
    const reason = why.trim() === "" ? {} : { why: why.trim() };
    const done = await decide(() => ask("case.edit", { cases: [...cases], values: given, ...reason }));
    if (done === null) return;
    closeDialog();
    notify("good", bothTexts("ledger.acted", { count: done.length }));
  };
  return (
    <FormDialog
      title={t("cases.editTitle", { count: cases.length })}
      go={t("common.ok")}
      ready={Object.keys(given).length > 0}
      confirm={confirm}
    >
      <div className="form-grid single">
        {names.map((name) => (
          <TextField
            key={name}
            label={t(`value.${name}`)}
            type={name === "deadline" ? "date" : "text"}
            value={values[name]}
            set={(value) => setValues((before) => ({ ...before, [name]: value }))}
          />
        ))}
        <TextField label={t("ledger.why")} rows={2} value={why} set={setWhy} />
        <small className="quiet">{t("cases.editWhy")}</small>
      </div>
    </FormDialog>
  );
}
