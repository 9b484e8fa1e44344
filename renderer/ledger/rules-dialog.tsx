import { Input, InputNumber } from "antd";
import { useState } from "react";
import type { LedgerRules } from "../../contract/ledger.js";
import { ask } from "../engine/engine.js";
import { decide } from "../state/ledger.js";
import { useSpeech } from "../text/say.js";
import { closeDialog, FormDialog } from "./form-dialog.js";
import { useAnswer } from "./use-answer.js";

const grades = ["D", "C", "B", "A"] as const;

/** The project's own rules: what a grade proposes, and after how many months a house is looked at again. */
export function RulesDialog() {
  const known = useAnswer("rules.read", {});
  return known === null ? null : <RulesForm known={known} />;
}

function RulesForm({ known }: { known: LedgerRules }) {
  const { t } = useSpeech();
  const [rules, setRules] = useState(known);
  const { measures, recheck } = rules;
  const confirm = async () => {
    if ((await decide(() => ask("rules.save", { rules }))) !== null) closeDialog();
  };
  const setMonths = (name: keyof LedgerRules["recheck"], months: number | null) =>
    setRules({ ...rules, recheck: { ...recheck, [name]: months } });
  return (
    <FormDialog title={t("cases.rulesTitle")} go={t("common.ok")} ready width={640} confirm={confirm}>
      <p className="quiet">{t("cases.rulesWhy")}</p>
      <table className="rules-table">
        <thead>
          <tr>
            <th>{t("cases.grade")}</th>
            <th>{t("value.management_measure")}</th>
            <th>{t("value.engineering_measure")}</th>
            <th>{t("cases.months")}</th>
          </tr>
        </thead>
        <tbody>
          {grades.map((grade) => (
            <tr key={grade}>
              <th scope="row">{grade}</th>
              {(["management", "engineering"] as const).map((name) => (
                <td key={name}>
                  <Input
                    aria-label={`${grade} ${t(`value.${name}_measure`)}`}
                    maxLength={400}
                    placeholder={t("cases.none")}
                    value={measures[grade][name] ?? ""}
                    onChange={(event) => {
                      const next = { ...measures[grade], [name]: event.target.value || null };
                      setRules({ ...rules, measures: { ...measures, [grade]: next } });
                    }}
                  />
                </td>
              ))}
              <td>
                <Months
                  label={`${grade} ${t("cases.months")}`}
                  value={recheck[grade]}
                  set={(value) => setMonths(grade, value)}
                />
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row" colSpan={3}>
              {t("cases.afterClosing")}
            </th>
            <td>
              <Months
                label={t("cases.afterClosing")}
                value={recheck.closed}
                set={(value) => setMonths("closed", value)}
              />
            </td>
          </tr>
        </tbody>
      </table>
    </FormDialog>
  );
}

function Months({ label, value, set }: { label: string; value: number | null; set: (value: number | null) => void }) {
  const { t } = useSpeech();
  return (
    <InputNumber<number>
      aria-label={label}
      min={1}
      max={600}
      precision={0}
      placeholder={t("cases.never")}
      value={value}
      onChange={set}
    />
  );
}
