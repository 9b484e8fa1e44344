import type { Reading } from "../../contract/api.js";
import type { Catalog } from "../../contract/catalog.js";
import { AppError } from "../../contract/errors.js";
import type { Layer } from "../../contract/project.js";
import { ask } from "../engine/engine.js";
import { fileName, formatNumber } from "../text/format.js";
import { bothTexts, say } from "../text/say.js";
import { runJob } from "./jobs.js";
import { notify, showError } from "./notices.js";
import { ensureProject, showWhole } from "./project.js";
import { change, current } from "./store.js";

/** Files that can be imported by themselves, and those that come along with another (.dbf) or are not known. */
export function sortPaths(catalog: Catalog, paths: readonly string[]): { readable: string[]; ignored: string[] } {
  const known = new Set(catalog.readFormats.flatMap(({ extensions }) => extensions));
  const isReadable = (path: string) =>
    known.has(path.split(".").at(-1)?.toLowerCase() ?? "") || !/\.[^\\/.]+$/u.test(path);
  return { readable: paths.filter(isReadable), ignored: paths.filter((path) => !isReadable(path)) };
}

/** Opens the import dialog on files that were chosen or dropped. */
export function offerFiles(paths: readonly string[]): void {
  const { catalog, locale } = current();
  if (catalog === null || paths.length === 0) return;
  const { readable, ignored } = sortPaths(catalog, paths);
  if (readable.length > 0) {
    change({ dialog: { type: "import", paths: readable, index: 0, ignored } });
    return;
  }
  const formats = catalog.readFormats.map(({ title }) => title[locale]).join(locale === "zh" ? "、" : ", ");
  const names = ignored.map(fileName).join(" ");
  showError(
    new AppError("input-format", {
      zh: `不能直接导入 ${names}。可导入的格式：${formats}；Shapefile 请选择 .shp 文件。`,
      en: `${names} cannot be imported by itself. Readable formats: ${formats}; of a shapefile choose the .shp file.`,
    }),
  );
}

export async function chooseImports(): Promise<void> {
  const { catalog, locale } = current();
  if (catalog === null) return;
  const extensions = catalog.readFormats.flatMap(({ extensions }) => extensions);
  offerFiles(await window.desktop.chooseFiles({ title: say(locale, "import.title"), extensions, several: true }));
}

/** The next file of the import dialog, or none. */
export function advanceImports(): void {
  change(({ dialog }) => {
    if (dialog.type !== "import") return {};
    const index = dialog.index + 1;
    return { dialog: index < dialog.paths.length ? { ...dialog, index } : { type: "none" } };
  });
}

let queue: Promise<unknown> = Promise.resolve();

/** Imports run one after another in the order in which they were confirmed; the dialog need not wait for them. */
export function importFile(path: string, kind: string, reading: Reading): Promise<Layer | null> {
  const next = queue
    .then(() => importNow(path, kind, reading))
    .catch((thrown) => {
      showError(thrown);
      return null;
    });
  queue = next;
  return next;
}

async function importNow(path: string, kind: string, reading: Reading): Promise<Layer> {
  const name = fileName(path);
  const { project, layer, report } = await runJob(bothTexts("job.import", { name }), async (options) => {
    await ensureProject();
    return await ask("source.import", { path, kind, reading }, options);
  });
  await showWhole(project);
  const { imported, rows, skippedCount } = report;
  const done = (locale: "zh" | "en") =>
    [
      say(locale, "import.done", {
        name: layer.title[locale],
        imported: formatNumber(locale, imported),
        rows: formatNumber(locale, rows),
      }),
      ...(skippedCount > 0 ? [say(locale, "import.skippedRows", { count: skippedCount })] : []),
    ].join(locale === "zh" ? "。" : ". ");
  notify(skippedCount > 0 ? "note" : "good", { zh: done("zh"), en: done("en") });
  return layer;
}
