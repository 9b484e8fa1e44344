import { Button, Modal } from "antd";
import { useEffect, useRef } from "react";
import type { KindEntry } from "../../../contract/catalog.js";
import { canImport, doubts, leaveDrafts } from "../../state/import-drafts.js";
import { importDrafts } from "../../state/import-jobs.js";
import { change, type Dialog, type ImportDraft, useStore } from "../../state/store.js";
import { fileName } from "../../text/format.js";
import { useSpeech } from "../../text/say.js";
import { DraftList } from "./draft-list.js";
import { DraftView } from "./draft-view.js";
import { useInspection } from "./use-inspections.js";

const none: readonly KindEntry[] = [];

/** What was recognised in each file, with its evidence; every guess can be corrected and is read again at once. */
export function ImportDialog({ dialog }: { dialog: Extract<Dialog, { type: "import" }> }) {
  const { t } = useSpeech();
  const kinds = useStore((state) => state.catalog?.kinds ?? none);
  const { drafts, ignored } = dialog;
  const shown = drafts.find(({ id }) => id === dialog.shown) ?? drafts[0];
  const several = drafts.length > 1;
  const clear = drafts.filter((draft) => canImport(draft) && doubts(draft, kinds).length === 0);
  const confirmButton = useConfirmFocus(shown);
  if (shown === undefined) return null;
  const close = () => change({ dialog: { type: "none" } });
  return (
    <Modal
      open
      centered
      width="min(1240px, calc(100vw - 40px))"
      mask={{ closable: false }}
      className="import-dialog"
      onCancel={close}
      title={
        <>
          {t("import.title")} <span className="quiet">{fileName(shown.path)}</span>
        </>
      }
      footer={[
        <Button key="cancel" onClick={close} className="footer-left" type="text">
          {t("import.cancel")}
        </Button>,
        ...(several
          ? [
              <Button key="skip" onClick={() => leaveDrafts([shown.id])}>
                {t("import.skip")}
              </Button>,
            ]
          : []),
        ...(several && clear.length > 0
          ? [
              <Button key="clear" onClick={() => importDrafts(clear)}>
                {t("import.importClear", { count: clear.length })}
              </Button>,
            ]
          : []),
        <Button
          key="confirm"
          ref={confirmButton}
          type="primary"
          disabled={!canImport(shown)}
          onClick={() => importDrafts([shown])}
          data-testid="confirm-import"
        >
          {t(several ? "import.confirmThis" : "import.confirm")}
        </Button>,
      ]}
    >
      {drafts.map((draft) => (
        <DraftReader key={draft.id} draft={draft} shown={draft.id === shown.id} />
      ))}
      {ignored.length > 0 && (
        <p className="quiet ignored">
          {t("import.ignored", { count: ignored.length, names: ignored.map(fileName).join(" ") })}
        </p>
      )}
      <div className="import-panes" data-several={several}>
        {several && <DraftList drafts={drafts} shown={shown.id} />}
        <DraftView key={shown.id} draft={shown} />
      </div>
    </Modal>
  );
}

/** Keeps one draft read as it is corrected; draws nothing. */
function DraftReader({ draft, shown }: { draft: ImportDraft; shown: boolean }) {
  useInspection(draft, shown);
  return null;
}

/** Gives the keyboard to the confirming button once a file has been read: until then it is disabled and takes no focus. */
function useConfirmFocus(shown: ImportDraft | undefined) {
  const button = useRef<HTMLButtonElement>(null);
  const id = shown?.id;
  const isRead = shown?.inspection != null;
  useEffect(() => {
    if (isRead && id !== undefined) button.current?.focus();
  }, [isRead, id]);
  return button;
}
