import { AutoComplete, Input, Modal } from "antd";
import { useState } from "react";
import type { RowChoice } from "../../contract/ledger-calls.js";
import { ask } from "../engine/engine.js";
import { decide } from "../state/ledger.js";
import { notify } from "../state/notices.js";
import { change, current, useStore } from "../state/store.js";
import { bothNumbered, formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";

/** Puts rows onto a list: one that is there, or a new one by a new name; with the reason. */
export function PickDialog({ rows, count }: { rows: RowChoice; count: number }) {
  const { t, locale } = useSpeech();
  const lists = useStore((state) => state.ledger?.lists) ?? [];
  const run = useStore((state) => state.project?.layers.find(({ id }) => id === rows.layer)?.run ?? null);
  const [name, setName] = useState(lists.at(-1)?.name ?? "");
  const [reason, setReason] = useState("");
  const close = () => change({ dialog: { type: "none" } });
  const ready = name.trim() !== "" && reason.trim() !== "";
  const confirm = async () => {
    const done = await decide(async () => {
      const known = current().ledger?.lists.find((list) => list.name === name.trim())?.id;
      const list = known ?? (await ask("list.create", { name: name.trim() })).list;
      return await ask("list.add", { list, rows, reason: reason.trim(), run });
    });
    if (done === null) return;
    close();
    notify("good", bothNumbered("ledger.picked", { added: done.added, there: done.there }));
  };
  return (
    <Modal
      open
      centered
      width={460}
      title={t("ledger.pickTitle", { count: formatNumber(locale, count) })}
      okText={t("ledger.pickGo")}
      cancelText={t("common.cancel")}
      okButtonProps={{ disabled: !ready }}
      onOk={() => void confirm()}
      onCancel={close}
    >
      <div className="form-grid single">
        <div className="field">
          <span>{t("ledger.list")}</span>
          <AutoComplete
            autoFocus
            aria-label={t("ledger.list")}
            placeholder={t("ledger.listHint")}
            value={name}
            onChange={(typed: string) => setName(typed.slice(0, 200))}
            options={lists.map((list) => ({ value: list.name }))}
          />
        </div>
        <div className="field">
          <span>{t("ledger.reason")}</span>
          <Input
            aria-label={t("ledger.reason")}
            placeholder={t("ledger.reasonHint")}
            maxLength={400}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
      </div>
    </Modal>
  );
}
