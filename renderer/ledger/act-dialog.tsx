import { Input } from "antd";
import { useState } from "react";
import type { CaseAction, CaseValues } from "../../contract/ledger.js";
import { ask } from "../engine/engine.js";
import { decide } from "../state/ledger.js";
import { notify } from "../state/notices.js";
import { bothTexts, useSpeech } from "../text/say.js";
import { closeDialog, FormDialog } from "./form-dialog.js";
import { Proposal } from "./proposal.js";
import { useActions } from "./use-actions.js";

/** What is asked for with each action, beside what it needs: who it goes to has a name as well. */
const besides: Readonly<Partial<Record<CaseAction, readonly (keyof CaseValues)[]>>> = { assign: ["person"] };

/** Takes a step with one case or many: what it needs, and the reason. */
export function ActDialog({ cases, action }: { cases: readonly number[]; action: CaseAction }) {
  const { t, of } = useSpeech();
  const rule = useActions().actions.find((entry) => entry.action === action);
  const [values, setValues] = useState<Partial<CaseValues>>({});
  const [why, setWhy] = useState("");
  if (rule === undefined) return null;
  const asked = [...new Set([...rule.needs, ...(besides[action] ?? []), ...rule.renews])];
  const confirm = async () => {
    const given = { cases: [...cases], action, values, ...(why.trim() === "" ? {} : { why: why.trim() }) };
    const done = await decide(() => ask("case.act", given));
    if (done === null) return;
    closeDialog();
    notify("good", bothTexts("ledger.acted", { count: done.length }));
  };
  const ready = rule.needsReason ? why.trim() !== "" : true;
  return (
    <FormDialog
      title={t("ledger.actTitle", { action: of(rule.title), count: cases.length })}
      go={of(rule.title)}
      ready={ready}
      confirm={confirm}
    >
      <div className="form-grid single">
        {asked.map((name) => (
          <div className="field" key={name}>
            <span>{t(`value.${name}`)}</span>
            <Input
              type={name === "deadline" ? "date" : "text"}
              aria-label={t(`value.${name}`)}
              maxLength={name === "unit" || name === "person" ? 200 : 2000}
              value={values[name] ?? ""}
              onChange={(event) => setValues((before) => ({ ...before, [name]: event.target.value || null }))}
            />
            <Proposal cases={cases} name={name} take={(text) => setValues((before) => ({ ...before, [name]: text }))} />
          </div>
        ))}
        <div className="field">
          <span>
            {t("ledger.why")} {!rule.needsReason && <em>{t("run.optional")}</em>}
          </span>
          <Input.TextArea
            aria-label={t("ledger.why")}
            rows={2}
            maxLength={1000}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
        </div>
      </div>
    </FormDialog>
  );
}
