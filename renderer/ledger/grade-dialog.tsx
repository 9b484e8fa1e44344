import { Input, Modal, Segmented } from "antd";
import { useState } from "react";
import type { DangerGrade } from "../../contract/ledger.js";
import type { RowChoice } from "../../contract/ledger-calls.js";
import { ask } from "../engine/engine.js";
import { decide } from "../state/ledger.js";
import { change } from "../state/store.js";
import { useSpeech } from "../text/say.js";

const grades: readonly DangerGrade[] = ["A", "B", "C", "D"];

/** The grade of an assessment by JGJ 125, with its report: never one by eye. */
export function GradeDialog({ rows }: { rows: RowChoice }) {
  const { t } = useSpeech();
  const [grade, setGrade] = useState<DangerGrade>("C");
  const [facts, setFacts] = useState({ agency: "", report: "", date: "" });
  const close = () => change({ dialog: { type: "none" } });
  const confirm = async () => {
    const { agency, report, date } = facts;
    const given = { rows, grade, agency, report, date: date === "" ? null : date };
    if ((await decide(() => ask("building.grade", given))) !== null) close();
  };
  return (
    <Modal
      open
      centered
      width={420}
      title={t("ledger.gradeTitle")}
      okText={t("ledger.gradeGo")}
      cancelText={t("common.cancel")}
      okButtonProps={{ disabled: facts.agency.trim() === "" || facts.report.trim() === "" }}
      onOk={() => void confirm()}
      onCancel={close}
    >
      <div className="form-grid single">
        <Segmented block value={grade} options={[...grades]} onChange={setGrade} />
        <small className="quiet">{t(`grade.${grade}`)}</small>
        {(["agency", "report", "date"] as const).map((name) => (
          <div className="field" key={name}>
            <span>{t(`ledger.${name}`)}</span>
            <Input
              type={name === "date" ? "date" : "text"}
              aria-label={t(`ledger.${name}`)}
              maxLength={200}
              value={facts[name]}
              onChange={(event) => setFacts((before) => ({ ...before, [name]: event.target.value }))}
            />
          </div>
        ))}
      </div>
    </Modal>
  );
}
