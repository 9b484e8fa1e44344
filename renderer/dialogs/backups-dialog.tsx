import { Button, Modal, Popconfirm, Tag } from "antd";
import { useCallback, useEffect, useState } from "react";
import type { BackupEntry } from "../../contract/keep-calls.js";
import { ask } from "../engine/engine.js";
import { GuardedButton, useMay } from "../panels/guarded.js";
import { backUpNow, carryAway, restoreElsewhere, restoreHere } from "../state/keep.js";
import { showError } from "../state/notices.js";
import { change } from "../state/store.js";
import { formatMoment, formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";

/** The project's backups: make one, carry one away, bring one back. */
export function BackupsDialog() {
  const { t } = useSpeech();
  const [backups, setBackups] = useState<readonly BackupEntry[] | null>(null);
  const load = useCallback(() => ask("backup.list", {}).then(setBackups, showError), []);
  useEffect(() => {
    void load();
  }, [load]);
  const close = () => change({ dialog: { type: "none" } });
  return (
    <Modal
      open
      centered
      width={720}
      title={t("keep.title")}
      onCancel={close}
      footer={[
        <Button key="zip" className="footer-left" onClick={() => void carryAway()}>
          {t("keep.toZip")}
        </Button>,
        <GuardedButton key="now" act="change" onClick={() => void backUpNow().then(load)}>
          {t("keep.now")}
        </GuardedButton>,
        <Button key="close" type="primary" onClick={close}>
          {t("card.close")}
        </Button>,
      ]}
    >
      <p className="quiet">{t("keep.rule")}</p>
      {backups?.length === 0 && <p className="quiet">{t("keep.none")}</p>}
      <ul className="backup-list">
        {(backups ?? []).map((backup) => (
          <BackupRow key={backup.name} backup={backup} />
        ))}
      </ul>
    </Modal>
  );
}

function BackupRow({ backup }: { backup: BackupEntry }) {
  const { may } = useMay("change");
  const { t, locale } = useSpeech();
  const { at, reason, entries, photos, bytes, layers, good } = backup;
  const number = (value: number) => formatNumber(locale, value);
  return (
    <li>
      <div>
        <strong>{formatMoment(locale, Date.parse(at))}</strong> <Tag>{t(`keep.reason.${reason}`)}</Tag>
        {layers && <Tag>{t("keep.withLayers")}</Tag>}
        {!good && <Tag color="error">{t("keep.bad")}</Tag>}
        <span className="quiet">
          {t("keep.holds", { entries: number(entries), photos: number(photos), size: number(Math.ceil(bytes / 1024)) })}
        </span>
      </div>
      <Button size="small" disabled={!good} onClick={() => void restoreElsewhere(backup)}>
        {t("keep.elsewhere")}
      </Button>
      <Popconfirm
        title={t("keep.hereAsk")}
        description={t("keep.hereWhy")}
        okText={t("keep.here")}
        cancelText={t("common.cancel")}
        disabled={!may || !good}
        onConfirm={() => void restoreHere(backup)}
      >
        <GuardedButton act="change" size="small" danger disabled={!good}>
          {t("keep.here")}
        </GuardedButton>
      </Popconfirm>
    </li>
  );
}
