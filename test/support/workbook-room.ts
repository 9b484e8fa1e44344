import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ImportWorker } from "./import-worker.js";
import type { SheetCell } from "./write-workbook.js";

/** A folder for workbooks, and an import worker that reads them. */
export function openWorkbookRoom() {
  const root = mkdtempSync(join(tmpdir(), "工作簿-"));
  const worker = new ImportWorker();
  let number = 0;
  return {
    root,
    worker,
    /** Writes a file under a name of its own; its path. */
    write(content: Uint8Array, extension = "xlsx"): string {
      number += 1;
      const path = join(root, `台账${number}.${extension}`);
      writeFileSync(path, content);
      return path;
    },
    close(): void {
      worker.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** One sheet, whose last two columns place each row. */
export const sheet = (rows: readonly (readonly SheetCell[])[], name = "Sheet1") => ({ name, rows });
export const place: readonly SheetCell[] = [113.85, 27.62];
export const notes = (report: { notes: readonly { zh: string }[] }) => report.notes.map((note) => note.zh).join("\n");
