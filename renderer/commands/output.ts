import { change } from "../state/store.js";
import type { CommandGroup } from "./command.js";

export const outputCommands: CommandGroup = {
  title: { zh: "输出", en: "Output" },
  entries: ({ project }) => [
    {
      id: "output.export",
      title: { zh: "导出…", en: "Export…" },
      keys: ["Ctrl+E"],
      enabled: (project?.layers.length ?? 0) > 0,
      run: () => change({ dialog: { type: "export", layer: null } }),
    },
  ],
};
