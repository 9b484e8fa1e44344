import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { baseMapList } from "../contract/base-maps.js";
import { preferences } from "../contract/preferences.js";
import { locales } from "../contract/text.js";

const bounds = z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() });

const settings = z.object({
  locale: z.enum(locales).optional(),
  bounds: bounds.optional(),
  maximized: z.boolean().optional(),
  preferences: preferences.optional().catch(undefined),
  baseMaps: baseMapList.optional().catch(undefined),
});

/** What the window remembers between starts. In screen pixels independent of scale. */
export type Settings = z.infer<typeof settings>;

export interface SettingsFile {
  readonly current: Settings;
  change(part: Partial<Settings>): void;
}

/** A missing or damaged file counts as no settings: the program must start all the same. */
export function openSettings(path: string): SettingsFile {
  let current = readSettings(path);
  return {
    get current() {
      return current;
    },
    change(part) {
      current = { ...current, ...part };
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(`${path}.unfinished`, JSON.stringify(current, null, 2));
        renameSync(`${path}.unfinished`, path);
      } catch (error) {
        console.error(`settings were not saved: ${String(error)}`);
      }
    },
  };
}

function readSettings(path: string): Settings {
  try {
    return settings.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return {};
  }
}
