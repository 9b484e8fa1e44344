import { Input, Modal } from "antd";
import { useState } from "react";
import type { RowChoice } from "../../contract/ledger-calls.js";
import { ask } from "../engine/engine.js";
import { decide } from "../state/ledger.js";
import { change } from "../state/store.js";
import { useSpeech } from "../text/say.js";

/** Words about a building that are no grade and no case. */
export function NoteDialog({ rows }: { rows: RowChoice }) {
  const { t } = useSpeech();
  const [text, setText] = useState("");
  const close = () => change({ dialog: { type: "none" } });
  const confirm = async () => {
    if ((await decide(() => ask("building.note", { rows, text }))) !== null) close();
  };
  return (
    <Modal
      open
      centered
      width={420}
      title={t("ledger.note")}
      okText={t("common.ok")}
      cancelText={t("common.cancel")}
      okButtonProps={{ disabled: text.trim() === "" }}
      onOk={() => void confirm()}
      onCancel={close}
    >
      <Input.TextArea
        autoFocus
        aria-label={t("ledger.note")}
        rows={4}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </Modal>
  );
}
