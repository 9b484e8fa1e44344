import { resolve } from "node:path";
import { type Locale, locales } from "../contract/text.js";

/** What the program can be started with; paths are absolute. */
export interface StartArguments {
  readonly openProject: string | null;
  /** A folder with buildings.shp, pipes.shp, sites.shp, boundaries.shp. */
  readonly openSample: string | null;
  /** Does the main job by itself, leaves list and picture in this folder and quits. */
  readonly headlessJob: string | null;
  readonly locale: Locale | null;
  /** Settings, default project and single-instance lock live here instead of the user's usual place. */
  readonly userData: string | null;
}

/** Reads `--name value` and `--name=value`. Other arguments are left alone: Chromium's switches stand among them. */
export function readArguments(argv: readonly string[], folder = process.cwd()): StartArguments {
  const given = (name: string): string | null => {
    for (const [index, argument] of argv.entries()) {
      if (argument.startsWith(`${name}=`)) return argument.slice(name.length + 1);
      const next = argv[index + 1];
      if (argument === name && next !== undefined && !next.startsWith("--")) return next;
    }
    return null;
  };
  const pathOf = (name: string): string | null => {
    const value = given(name);
    return value === null || value === "" ? null : resolve(folder, value);
  };
  const language = given("--lang");
  return {
    openProject: pathOf("--open-project"),
    openSample: pathOf("--open-sample"),
    headlessJob: pathOf("--headless-job"),
    locale: locales.find((locale) => locale === language) ?? null,
    userData: pathOf("--user-data"),
  };
}
