import { resolve } from "node:path";
import { listBackups } from "../keep/manifest.js";
import { projectPlaces, readProjectFile } from "../project/project-folder.js";
import { commonOptions, usage } from "./arguments.js";
import { backupLine } from "./backup.js";
import type { RunnableCommand } from "./command.js";

export const restoreCommand: RunnableCommand = {
  name: "restore",
  usage: "BACKUP --to PROJECT [--force] | PROJECT --list",
  explanation: {
    zh: "从备份（backups/ 中的文件夹或 zip）恢复项目；已有项目须加 --force，且先自动备份。--list 列出项目的备份。",
    en: "Restores a project from a backup (a folder in backups/, or a zip); over an existing project only with --force, and that is backed up first. --list shows a project's backups.",
  },
  options: { to: { type: "string" }, list: { type: "boolean" }, force: { type: "boolean" }, ...commonOptions },
  positionals: 1,
  async run(parsed, { client, signal, progress }) {
    const from = resolve(parsed.positionals[0] ?? "");
    if (parsed.flag("list")) {
      const { folder } = projectPlaces(from);
      await readProjectFile(folder);
      const backups = await listBackups(folder);
      return { lines: backups.map(backupLine), json: backups };
    }
    const to = parsed.text("to");
    if (to === undefined) throw usage("缺少 --to PROJECT（恢复到哪里）。", "--to PROJECT is missing.");
    const ask = { from, to: resolve(to), replace: parsed.flag("force") };
    const project = await client.ask("backup.restore", ask, { signal, onProgress: progress });
    const { entries } = await client.ask("ledger.read", {});
    const lost = await client.ask("layers.lost", {});
    const missing = lost.map(({ layer, kind, title, path, rows }) =>
      ["lost", layer, kind, title, rows, path].join("\t"),
    );
    return {
      lines: [`${project.path}\t${entries}\t${project.layers.length}`, ...missing],
      json: { project, entries, lost },
    };
  },
};
