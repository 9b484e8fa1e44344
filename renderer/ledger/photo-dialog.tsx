import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Button, Modal } from "antd";
import { useEffect, useState } from "react";
import { showError } from "../state/notices.js";
import { mayBePicture, pictureAddress } from "../state/pictures.js";
import { change } from "../state/store.js";
import { showFile } from "../state/work-dialogs.js";
import { useSpeech } from "../text/say.js";
import { closeDialog } from "./form-dialog.js";
import { useAnswer } from "./use-answer.js";

/** A house's photo as large as the window lets it; arrow keys lead to the others, Escape closes it. */
export function PhotoDialog({ building, sha256 }: { building: number; sha256: string }) {
  const { t } = useSpeech();
  const file = useAnswer("building.read", { building });
  const photos = (file?.files ?? []).filter(({ name }) => mayBePicture(name));
  const at = photos.findIndex((each) => each.sha256 === sha256);
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let wanted = true;
    setShown(null);
    pictureAddress(building, sha256).then((address) => {
      if (!wanted) return URL.revokeObjectURL(address);
      made = address;
      setShown(address);
    }, showError);
    return () => {
      wanted = false;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [building, sha256]);
  const step = (by: 1 | -1) => {
    const next = photos[at + by];
    if (next !== undefined) change({ dialog: { type: "photo", building, sha256: next.sha256 } });
  };
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === "ArrowRight") step(1);
      if (key === "ArrowLeft") step(-1);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
  const name = photos[at]?.name ?? "";
  return (
    <Modal
      open
      centered
      width="min(1100px, 92vw)"
      className="photo-dialog"
      title={photos.length < 2 ? name : `${name} · ${at + 1} / ${photos.length}`}
      onCancel={closeDialog}
      footer={[
        <Button
          key="before"
          icon={<LeftOutlined />}
          disabled={at < 1}
          title={t("cases.photoBefore")}
          onClick={() => step(-1)}
        />,
        <Button
          key="next"
          icon={<RightOutlined />}
          disabled={at >= photos.length - 1}
          title={t("cases.photoNext")}
          onClick={() => step(1)}
        />,
        <Button key="folder" onClick={() => void showFile(building, sha256)}>
          {t("export.show")}
        </Button>,
        <Button key="close" type="primary" autoFocus onClick={closeDialog}>
          {t("card.close")}
        </Button>,
      ]}
    >
      <div className="photo-large">{shown !== null && <img src={shown} alt={name} decoding="async" />}</div>
    </Modal>
  );
}
