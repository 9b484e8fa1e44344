import { Input, Modal, Select } from "antd";
import { useState } from "react";
import type { RowChoice } from "../../contract/ledger-calls.js";
import { ask } from "../engine/engine.js";
import { decide } from "../state/ledger.js";
import { notify } from "../state/notices.js";
import { change } from "../state/store.js";
import { bothNumbered, formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { useActions } from "./use-actions.js";

type Whose = { readonly list: number } | { readonly rows: RowChoice };

/** A case for each building of a list, or of rows: what it is about, and in words. */
export function OpenCasesDialog({ of: whose, count }: { of: Whose; count: number }) {
  const { t, of, locale } = useSpeech();
  const { hazards } = useActions();
  const [hazard, setHazard] = useState<string | null>(null);
  const [description, setDescription] = useState("");
  const close = () => change({ dialog: { type: "none" } });
  const confirm = async () => {
    if (hazard === null) return;
    const done = await decide(() => ask("case.open", { ...whose, hazard, description }));
    if (done === null) return;
    change({ dialog: { type: "none" }, work: { tab: "cases", states: ["to_verify"] } });
    notify("good", bothNumbered("ledger.opened", { opened: done.cases.length, there: done.there }));
  };
  return (
    <Modal
      open
      centered
      width={460}
      title={t("ledger.openTitle", { count: formatNumber(locale, count) })}
      okText={t("ledger.openCasesGo")}
      cancelText={t("common.cancel")}
      okButtonProps={{ disabled: hazard === null }}
      onOk={() => void confirm()}
      onCancel={close}
    >
      <div className="form-grid single">
        <div className="field">
          <span>{t("ledger.hazard")}</span>
          <Select
            aria-label={t("ledger.hazard")}
            value={hazard}
            options={hazards.map(({ value, title }) => ({ value, label: of(title) }))}
            onChange={setHazard}
          />
        </div>
        <div className="field">
          <span>{t("ledger.description")}</span>
          <Input.TextArea
            aria-label={t("ledger.description")}
            rows={3}
            maxLength={2000}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        </div>
      </div>
    </Modal>
  );
}
