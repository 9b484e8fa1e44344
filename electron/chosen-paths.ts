import { isAbsolute, relative, resolve } from "node:path";

/**
 * Files and folders that the user pointed at since the start. The page may have only these shown in the file manager:
 * a path out of a file's contents could make the system call a server.
 */
export class ChosenPaths {
  readonly #paths = new Set<string>();

  add(path: string): void {
    this.#paths.add(resolve(path));
  }

  /** True for a chosen path and for everything inside a chosen folder. */
  covers(path: string): boolean {
    if (!isAbsolute(path)) return false;
    return [...this.#paths].some((chosen) => {
      const rest = relative(chosen, resolve(path));
      return rest === "" || (!isAbsolute(rest) && !rest.startsWith(".."));
    });
  }
}
