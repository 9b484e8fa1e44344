import { chooseFolderImport, chooseImports } from "../state/imports.js";
import { chooseNewProject, chooseProject } from "../state/project-files.js";
import { refusal } from "../state/refusal.js";
import { change } from "../state/store.js";
import type { CommandGroup } from "./command.js";

export const fileCommands: CommandGroup = {
  title: { zh: "文件", en: "File" },
  entries: ({ catalog, project, ledger }) => [
    {
      id: "file.new",
      title: { zh: "新建项目…", en: "New project…" },
      keys: ["Ctrl+N"],
      run: () => void chooseNewProject(),
    },
    {
      id: "file.open",
      title: { zh: "打开项目…", en: "Open project…" },
      keys: ["Ctrl+O"],
      run: () => void chooseProject(),
    },
    "rule",
    {
      id: "file.import",
      title: { zh: "导入数据…", en: "Import data…" },
      keys: ["Ctrl+I"],
      enabled: catalog !== null && refusal({ project, ledger }, "change") === null,
      run: () => void chooseImports(),
    },
    {
      id: "file.import-folder",
      title: { zh: "导入文件夹…", en: "Import a folder…" },
      enabled: catalog !== null && refusal({ project, ledger }, "change") === null,
      run: () => void chooseFolderImport(),
    },
    {
      id: "file.templates",
      title: { zh: "字段对应模板…", en: "Templates…" },
      run: () => change({ dialog: { type: "templates" } }),
    },
    {
      id: "file.backups",
      title: { zh: "备份与恢复…", en: "Backups…" },
      enabled: project !== null,
      run: () => change({ dialog: { type: "backups" } }),
    },
    "rule",
    { role: "quit", title: { zh: "退出", en: "Quit" } },
  ],
};
