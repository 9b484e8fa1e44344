import type { CallInput, Imported } from "../../contract/api.js";
import type { Layer, Project } from "../../contract/project.js";
import type { Locale } from "../../contract/text.js";
import { ask } from "../engine/engine.js";
import { fileName, formatNumber } from "../text/format.js";
import { bothTexts, say } from "../text/say.js";
import { canImport, leaveDrafts, targetOf } from "./import-drafts.js";
import { runJob } from "./jobs.js";
import { notify, showError } from "./notices.js";
import { ensureProject, showWhole } from "./project.js";
import { current, type ImportDraft } from "./store.js";

let queue: Promise<unknown> = Promise.resolve();

/** Imports drafts as they stand and takes them out of the dialog, which need not wait for them. */
export function importDrafts(drafts: readonly ImportDraft[]): void {
  const ready = drafts.filter(canImport);
  leaveDrafts(ready.map(({ id }) => id));
  for (const draft of ready) {
    // One after another, in the order in which they were confirmed.
    queue = queue.then(() => importNow(draft)).catch(showError);
  }
}

async function importNow(draft: ImportDraft): Promise<void> {
  const { path, reading, inspection } = draft;
  const replaces = targetOf(draft, current().project?.layers ?? []);
  const kind = reading.kind ?? inspection?.kind.value ?? "generic";
  const request: CallInput<"source.import"> = {
    path,
    kind,
    reading,
    ...(reading.layer === undefined || replaces !== null ? {} : { name: reading.layer }),
    ...(replaces === null ? {} : { replaces }),
  };
  const imported = await runJob(bothTexts("job.import", { name: fileName(path) }), async (options) => {
    await ensureProject();
    return await ask("source.import", request, options);
  });
  await showWhole(imported.project);
  const about = layersAbout(imported.project, imported.layer);
  const isClean = imported.report.skippedCount === 0 && about.length === 0;
  notify(
    isClean ? "good" : "note",
    { zh: reportOf("zh", imported), en: reportOf("en", imported) },
    { layers: about.map(({ id }) => id), source: imported.layer.id },
  );
}

/** What the import came to: imported, left out, doubtful, and how it compares with the version before. */
export function reportOf(locale: Locale, { layer, report, changes, relinked, decided }: Imported): string {
  const { imported, rows, skippedCount, notedCount } = report;
  const number = (value: number) => formatNumber(locale, value);
  const sentences = [
    say(locale, "import.done", { name: layer.title[locale], imported: number(imported), rows: number(rows) }),
    ...(changes === null
      ? []
      : [
          say(locale, "import.changes", {
            revision: layer.revision,
            added: number(changes.added),
            gone: number(changes.gone),
            changed: number(changes.changed),
            same: number(changes.same),
          }),
        ]),
    ...(relinked === null ? [] : [say(locale, "keep.relinked", { ...relinked })]),
    ...(decided === null || decided.picks.gone + decided.cases.gone === 0
      ? []
      : [say(locale, "keep.goneDecided", { picks: decided.picks.gone, cases: decided.cases.gone })]),
    ...(skippedCount > 0 ? [say(locale, "import.skippedRows", { count: number(skippedCount) })] : []),
    ...(notedCount > 0 ? [say(locale, "import.notedRows", { count: number(notedCount) })] : []),
  ];
  return sentences.join(locale === "zh" ? "。" : ". ");
}

/** The layers that tell what became of an import's rows: its quarantine, and what a newer version changed. */
export function layersAbout(project: Project, { id }: Layer): Layer[] {
  return project.layers.filter(({ about, count }) => about === id && count > 0);
}
