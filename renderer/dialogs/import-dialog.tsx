import { Button, Modal, Spin } from "antd";
import { useEffect, useRef, useState } from "react";
import type { Reading } from "../../contract/api.js";
import { advanceImports, importFile } from "../state/imports.js";
import { change, type Dialog } from "../state/store.js";
import { fileName } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { ImportFacts } from "./import-facts.js";
import { ImportMapping } from "./import-mapping.js";
import { ImportPicture } from "./import-picture.js";
import { ImportPreview } from "./import-preview.js";
import { useInspection } from "./use-inspection.js";

interface ImportDialogProps {
  readonly path: string;
  readonly dialog: Extract<Dialog, { type: "import" }>;
}

/** What was recognised in a file, with its evidence; every guess can be corrected and is read again at once. */
export function ImportDialog({ path, dialog }: ImportDialogProps) {
  const { t, of } = useSpeech();
  const [reading, setReading] = useState<Reading>({});
  const { inspection, busy, error } = useInspection(path, reading);
  const crsMissing = inspection !== null && inspection.crs.value === null && reading.crs === undefined;
  const several = dialog.paths.length > 1;
  const confirmButton = useRef<HTMLButtonElement>(null);
  const isRead = inspection !== null;
  useEffect(() => {
    // Disabled until the file has been read, and a disabled button takes no focus.
    if (isRead) confirmButton.current?.focus();
  }, [isRead]);
  const close = () => change({ dialog: { type: "none" } });
  const confirm = () => {
    if (inspection === null || crsMissing) return;
    void importFile(path, reading.kind ?? inspection.kind.value, reading);
    advanceImports();
  };
  return (
    <Modal
      open
      centered
      width={960}
      mask={{ closable: false }}
      className="import-dialog"
      onCancel={close}
      title={
        <>
          {t("import.title")} <span className="quiet">{fileName(path)}</span>
          {several && <em>{t("import.several", { index: dialog.index + 1, count: dialog.paths.length })}</em>}
        </>
      }
      footer={[
        <Button key="cancel" onClick={close} className="footer-left" type="text">
          {t("import.cancel")}
        </Button>,
        ...(several
          ? [
              <Button key="skip" onClick={advanceImports}>
                {t("import.skip")}
              </Button>,
            ]
          : []),
        <Button
          key="confirm"
          ref={confirmButton}
          type="primary"
          disabled={inspection === null || crsMissing || error !== null}
          onClick={confirm}
          data-testid="confirm-import"
        >
          {t("import.confirm")}
        </Button>,
      ]}
    >
      {error !== null && (
        <p className="problem" role="alert">
          {of(error.message)}
        </p>
      )}
      {inspection === null && error === null && (
        <p className="quiet reading">
          <Spin size="small" /> {t("import.reading")}
        </p>
      )}
      {inspection !== null && (
        <div className="import-body" aria-busy={busy}>
          {dialog.ignored.length > 0 && (
            <p className="quiet">
              {t("import.ignored", { count: dialog.ignored.length, names: dialog.ignored.map(fileName).join(" ") })}
            </p>
          )}
          {(inspection.problems.length > 0 || crsMissing) && (
            <ul className="problems" aria-label={t("import.problems")}>
              {crsMissing && <li>{t("import.crsNeeded")}</li>}
              {inspection.problems.map((problem) => (
                <li key={problem.en}>{of(problem)}</li>
              ))}
            </ul>
          )}
          <div className="import-top">
            <ImportPicture inspection={inspection} />
            <ImportFacts inspection={inspection} reading={reading} correct={setReading} />
          </div>
          <ImportMapping inspection={inspection} reading={reading} correct={setReading} />
          <ImportPreview inspection={inspection} />
        </div>
      )}
    </Modal>
  );
}
