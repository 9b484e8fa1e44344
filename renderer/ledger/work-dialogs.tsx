import type { WorkDialog } from "../state/work-dialogs.js";
import { DistributeDialog } from "./distribute-dialog.js";
import { EditCasesDialog } from "./edit-cases-dialog.js";
import { JudgeDialog } from "./judge-dialog.js";
import { LedgerImportDialog } from "./ledger-import-dialog.js";
import { CombineListDialog, RenameListDialog } from "./list-dialogs.js";
import { OpenCasesDialog } from "./open-cases-dialog.js";
import { PhotoDialog } from "./photo-dialog.js";
import { RecheckDialog } from "./recheck-dialog.js";
import { ReturnDialog } from "./return-dialog.js";
import { RulesDialog } from "./rules-dialog.js";

/** The dialog of the ledger's work that is open. */
export function WorkDialogs({ dialog }: { dialog: WorkDialog }) {
  switch (dialog.type) {
    case "return":
      return <ReturnDialog path={dialog.path} list={dialog.list} />;
    case "ledger-import":
      return <LedgerImportDialog path={dialog.path} />;
    case "distribute":
      return <DistributeDialog cases={dialog.cases} />;
    case "edit-cases":
      return <EditCasesDialog cases={dialog.cases} />;
    case "rename-list":
      return <RenameListDialog list={dialog.list} name={dialog.name} />;
    case "combine-list":
      return <CombineListDialog list={dialog.list} />;
    case "photo":
      return <PhotoDialog building={dialog.building} sha256={dialog.sha256} />;
    case "rules":
      return <RulesDialog />;
    case "judge":
      return <JudgeDialog rows={dialog.rows} />;
    case "recheck":
      return <RecheckDialog rows={dialog.rows} />;
    case "open-case":
      return <OpenCasesDialog of={{ rows: dialog.rows }} count={1} />;
  }
}
