import { useStore } from "../state/store.js";
import { ExportDialog } from "./export-dialog.js";
import { ImportDialog } from "./import-dialog.js";
import { RunDialog } from "./run-dialog.js";
import { SourceDialog } from "./source-dialog.js";

/** The dialog that is open, out of the union of all. */
export function Dialogs() {
  const dialog = useStore((state) => state.dialog);
  switch (dialog.type) {
    case "none":
      return null;
    case "import": {
      const path = dialog.paths[dialog.index];
      return path === undefined ? null : <ImportDialog key={`${dialog.index}/${path}`} path={path} dialog={dialog} />;
    }
    case "run":
      return <RunDialog analysis={dialog.analysis} />;
    case "export":
      return <ExportDialog layer={dialog.layer} />;
    case "source":
      return <SourceDialog layer={dialog.layer} />;
  }
}
