import { Modal } from "antd";
import { rebuild } from "../state/keep.js";
import { change } from "../state/store.js";
import { fileName } from "../text/format.js";
import { useSpeech } from "../text/say.js";

/** A project whose files are damaged: the way on, instead of a dead end. */
export function RebuildDialog({ path }: { path: string }) {
  const { t } = useSpeech();
  return (
    <Modal
      open
      centered
      width={520}
      title={t("keep.damaged", { name: fileName(path) })}
      okText={t("keep.rebuild")}
      cancelText={t("common.cancel")}
      onOk={() => void rebuild(path)}
      onCancel={() => change({ dialog: { type: "none" } })}
    >
      <p>{t("keep.rebuildWhat")}</p>
      <p className="quiet">{t("keep.rebuildKept")}</p>
    </Modal>
  );
}
