import { resolve } from "node:path";
import type { BackupEntry } from "../../contract/keep-calls.js";
import { commonOptions } from "./arguments.js";
import type { RunnableCommand } from "./command.js";

/** One line of a list of backups: name, reason, decisions, photos, bytes, whether the layers are in it and whether it is good. */
export function backupLine({ name, reason, entries, photos, bytes, layers, good }: BackupEntry): string {
  return [name, reason, entries, photos, bytes, layers ? "layers" : "", good ? "ok" : "damaged"].join("\t");
}

export const backupCommand: RunnableCommand = {
  name: "backup",
  usage: "PROJECT [--to FILE.zip [--force]] [--with-layers]",
  explanation: {
    zh: "备份项目：台账日志、设置、模板、方案和附件；--with-layers 连同图层（GeoParquet）。不指明 --to 时存入项目的 backups/，否则写成可带走的 zip。",
    en: "Backs a project up: journal, settings, templates, schemes and attachments; --with-layers the layers too, as GeoParquet. Into backups/ of the project, or with --to into a zip to carry away.",
  },
  options: { to: { type: "string" }, "with-layers": { type: "boolean" }, force: { type: "boolean" }, ...commonOptions },
  positionals: 1,
  async run(parsed, { client, signal, progress }) {
    await client.ask("project.open", { path: resolve(parsed.positionals[0] ?? "") });
    const to = parsed.text("to");
    const target = to === undefined ? {} : { path: resolve(to), replace: parsed.flag("force") };
    const ask = { ...target, layers: parsed.flag("with-layers") };
    const made = await client.ask("backup.make", ask, { signal, onProgress: progress });
    return { lines: [made.path, backupLine(made)], json: made };
  },
};
