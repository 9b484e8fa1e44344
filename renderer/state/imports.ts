import type { Catalog } from "../../contract/catalog.js";
import { AppError } from "../../contract/errors.js";
import { fileName } from "../text/format.js";
import { say } from "../text/say.js";
import { newDraft } from "./import-drafts.js";
import { showError } from "./notices.js";
import { change, current } from "./store.js";

/** Files that can be imported by themselves, and those that come along with another (.dbf) or are not known. */
export function sortPaths(catalog: Catalog, paths: readonly string[]): { readable: string[]; ignored: string[] } {
  const known = new Set(catalog.readFormats.flatMap(({ extensions }) => extensions));
  const isReadable = (path: string) =>
    known.has(path.split(".").at(-1)?.toLowerCase() ?? "") || !/\.[^\\/.]+$/u.test(path);
  return { readable: paths.filter(isReadable), ignored: paths.filter((path) => !isReadable(path)) };
}

interface Offer {
  /** Paths that are known to be folders: each is read whole, whatever its name. */
  readonly folders?: readonly string[];
  /** The layer of which the file is a newer version. */
  readonly replaces?: number | null;
}

/** Opens the import dialog on files that were chosen or dropped, or adds them to the one that is open. */
export function offerFiles(paths: readonly string[], { folders = [], replaces = null }: Offer = {}): void {
  const { catalog, locale, dialog, project } = current();
  if (catalog === null || paths.length + folders.length === 0) return;
  const { readable: files, ignored } = sortPaths(catalog, paths);
  const readable = [...folders, ...files];
  const older = project?.layers.find(({ id }) => id === replaces);
  const reading = older === undefined ? {} : { kind: older.kind };
  const drafts = readable.map((path) => ({ ...newDraft(path, reading), replaces }));
  const [first] = drafts;
  if (first !== undefined) {
    const before = dialog.type === "import" ? dialog : { drafts: [], shown: first.id, ignored: [] };
    change({
      dialog: {
        type: "import",
        drafts: [...before.drafts, ...drafts],
        shown: before.shown,
        ignored: [...before.ignored, ...ignored],
      },
    });
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
  offerFiles(await chooseFiles(true));
}

/** Asks for the newer version of a layer's file and opens the import dialog on it. */
export async function chooseNewerVersion(layer: number): Promise<void> {
  offerFiles(await chooseFiles(false), { replaces: layer });
}

/** Asks for a folder of shapefiles or a file geodatabase. */
export async function chooseFolderImport(): Promise<void> {
  const path = await window.desktop.chooseFolder({ title: say(current().locale, "bar.importFolder") });
  if (path !== null) offerFiles([], { folders: [path] });
}

async function chooseFiles(several: boolean): Promise<string[]> {
  const { catalog, locale } = current();
  const extensions = (catalog?.readFormats ?? []).flatMap((format) => format.extensions);
  return await window.desktop.chooseFiles({ title: say(locale, "import.title"), extensions, several });
}
