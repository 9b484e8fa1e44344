import type { zhKeep } from "./zh-keep.js";

/** The same in English. */
export const enKeep: Readonly<Record<keyof typeof zhKeep, string>> = {
  "bar.backups": "Backups…",
  "keep.title": "Backups",
  "keep.rule":
    "Made once a day when the project is opened and something was decided, and before a repair or a restore. Kept: the last 10, one a day for 30 days, one a week for half a year; those made by hand for good. A photo is kept once for all.",
  "keep.none": "There are no backups yet",
  "keep.now": "Back up now",
  "keep.toZip": "Save as zip, with layers…",
  "keep.wrote": "The backup {{name}} was written",
  "keep.backingUp": "Back up the project",
  "keep.holds": "{{entries}} decisions · {{photos}} attachments · {{size}} KB",
  "keep.withLayers": "with layers",
  "keep.bad": "journal damaged",
  "keep.reason.daily": "daily",
  "keep.reason.hand": "by hand",
  "keep.reason.repair": "before a repair",
  "keep.reason.restore": "before a restore",
  "keep.reason.migration": "before an upgrade",
  "keep.here": "Restore here",
  "keep.hereAsk": "Bring this project back to this backup?",
  "keep.hereWhy":
    "What was decided since will not be in the project; it is backed up first and can be brought back. Layers stay.",
  "keep.elsewhere": "Restore as a new project…",
  "keep.restoring": "Restore the project",
  "keep.restored": "“{{name}}” was restored",
  "keep.readOnly": "Read-only.",
  "keep.openAgain": "Open again",
  "keep.lost":
    "These layers are not in the project and have to be imported again. Lists, cases and files are all there, and find their buildings again when that is done.",
  "keep.lostLayer": "({{file}}, {{rows}} rows)",
  "keep.lostDecided": "({{file}}, {{rows}} rows, {{buildings}} buildings with decisions)",
  "keep.import": "Import again…",
  "keep.importAgain": "Import {{name}} again",
  "keep.damaged": "Files of the project “{{name}}” are damaged",
  "keep.rebuild": "Rebuild the project",
  "keep.rebuilding": "Rebuild the project",
  "keep.rebuildWhat":
    "It can be rebuilt from its journal: every list, case, grade, note and attachment comes back. Where the layers are damaged, they have to be imported again from their files.",
  "keep.rebuildKept": "What is damaged is not deleted: it moves to the project's backups folder.",
  "keep.relinked":
    "Buildings with decisions were found again: {{byCode}} by code, {{byPlace}} by place, {{missing}} not found",
  "keep.goneDecided": "{{picks}} picks and {{cases}} cases have no building in this layer; the ledger keeps them",
  "keep.seen": "Understood",
  "keep.looksOnly": "How layers are shown can be changed; it holds in this window only and is not kept.",
};
