import { Modal } from "antd";
import type { ReactNode } from "react";
import type { Text } from "../../contract/text.js";
import { useSpeech } from "../text/say.js";
import { closeDialog } from "./form-dialog.js";

/** A wide dialog over a file that is compared with the ledger; `children` when it has been read. */
export function CompareDialog({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useSpeech();
  return (
    <Modal open centered width="min(1180px, 94vw)" title={title} footer={null} onCancel={closeDialog}>
      {children || <p className="quiet">{t("import.reading")}</p>}
    </Modal>
  );
}

/** What the reader of the file had to say. */
export function FileNotes({ notes }: { notes: readonly Text[] }) {
  const { of } = useSpeech();
  return notes.map((note) => (
    <p key={note.en} className="quiet">
      {of(note)}
    </p>
  ));
}
