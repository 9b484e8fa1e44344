import { useEffect } from "react";
import { KeySheet } from "../commands/key-sheet.js";
import { Palette } from "../commands/palette.js";
import { ActDialog } from "../ledger/act-dialog.js";
import { GradeDialog } from "../ledger/grade-dialog.js";
import { NoteDialog } from "../ledger/note-dialog.js";
import { OpenCasesDialog } from "../ledger/open-cases-dialog.js";
import { PickDialog } from "../ledger/pick-dialog.js";
import { SignDialog } from "../ledger/sign-dialog.js";
import { WorkDialogs } from "../ledger/work-dialogs.js";
import { change, useStore } from "../state/store.js";
import { AccountDialog } from "./account-dialog.js";
import { BackupsDialog } from "./backups-dialog.js";
import { BaseMapDialog } from "./base-map-dialog.js";
import { ExportDialog } from "./export-dialog.js";
import { ImportDialog } from "./import/import-dialog.js";
import { NearDialog } from "./near-dialog.js";
import { RebuildDialog } from "./rebuild-dialog.js";
import { RunDialog } from "./run-dialog.js";
import { SourceDialog } from "./source-dialog.js";
import { TemplateManager } from "./template-manager.js";
import { WelcomeDialog } from "./welcome-dialog.js";

/** The dialog that is open, out of the union of all. */
export function Dialogs() {
  const dialog = useStore((state) => state.dialog);
  useEffect(keepFocus, []);
  switch (dialog.type) {
    case "none":
      return null;
    case "import":
      return <ImportDialog dialog={dialog} />;
    case "run":
      return <RunDialog analysis={dialog.analysis} />;
    case "export":
      return <ExportDialog layer={dialog.layer} chosenOnly={dialog.chosen === true} />;
    case "near":
      return <NearDialog of={dialog.of} act={dialog.act} />;
    case "source":
      return <SourceDialog layer={dialog.layer} />;
    case "account":
      return <AccountDialog run={dialog.run} />;
    case "sign":
      return <SignDialog />;
    case "pick":
      return <PickDialog rows={dialog.rows} count={dialog.count} />;
    case "open-cases":
      return <OpenCasesDialog of={{ list: dialog.list }} count={dialog.count} />;
    case "act":
      return <ActDialog cases={dialog.cases} action={dialog.action} />;
    case "grade":
      return <GradeDialog rows={dialog.rows} />;
    case "note":
      return <NoteDialog rows={dialog.rows} />;
    case "welcome":
      return <WelcomeDialog />;
    case "palette":
      return <Palette />;
    case "keys":
      return <KeySheet />;
    case "base-map":
      return <BaseMapDialog />;
    case "backups":
      return <BackupsDialog />;
    case "rebuild":
      return <RebuildDialog path={dialog.path} />;
    case "templates":
      return <TemplateManager open close={() => change({ dialog: { type: "none" } })} />;
    default:
      return <WorkDialogs dialog={dialog} />;
  }
}

/** Gives the focus back, when the last dialog has closed, to what opened the first one. */
function keepFocus(): () => void {
  let opener: Element | null = null;
  return useStore.subscribe(({ dialog }, before) => {
    if (before.dialog.type === dialog.type) return;
    if (before.dialog.type === "none") opener = document.activeElement;
    if (dialog.type !== "none") return;
    const target = opener;
    // After React has taken the dialog away, and with it what had the focus.
    window.setTimeout(() => {
      if (document.activeElement === document.body && target instanceof HTMLElement) target.focus();
    });
  });
}
