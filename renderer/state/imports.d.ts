import type { Reading } from "../../contract/api.js";
import type { Catalog } from "../../contract/catalog.js";
import type { Layer } from "../../contract/project.js";
/** Files that can be imported by themselves, and those that come along with another (.dbf) or are not known. */
export declare function sortPaths(
  catalog: Catalog,
  paths: readonly string[],
): {
  readable: string[];
  ignored: string[];
};
/** Opens the import dialog on files that were chosen or dropped. */
export declare function offerFiles(paths: readonly string[]): void;
export declare function chooseImports(): Promise<void>;
/** The next file of the import dialog, or none. */
export declare function advanceImports(): void;
/** Imports run one after another in the order in which they were confirmed; the dialog need not wait for them. */
export declare function importFile(path: string, kind: string, reading: Reading): Promise<Layer | null>;
/** Resolves when every import that was confirmed so far is over. */
export declare function importsDone(): Promise<void>;
