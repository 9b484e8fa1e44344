import { Input, Modal } from "antd";
import { useState } from "react";
import { sign } from "../state/ledger.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";

/** Who decides: asked once a project, changed when another officer sits down. */
export function SignDialog() {
  const { t } = useSpeech();
  const known = useStore((state) => state.ledger?.operator ?? "");
  const [name, setName] = useState(known);
  const confirm = () => name.trim() !== "" && void sign(name.trim());
  return (
    <Modal
      open
      centered
      width={420}
      title={t("ledger.signTitle")}
      okText={t("common.ok")}
      cancelText={t("common.cancel")}
      okButtonProps={{ disabled: name.trim() === "" }}
      onOk={confirm}
      onCancel={() => void sign(null)}
    >
      <p className="quiet">{t("ledger.signWhy")}</p>
      <Input
        autoFocus
        className="spaced"
        maxLength={60}
        aria-label={t("ledger.name")}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={confirm}
      />
    </Modal>
  );
}
