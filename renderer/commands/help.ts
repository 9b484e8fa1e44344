import { arrange } from "../state/layout.js";
import { change } from "../state/store.js";
import type { CommandGroup } from "./command.js";

export const helpCommands: CommandGroup = {
  title: { zh: "帮助", en: "Help" },
  entries: ({ preferences }) => [
    {
      id: "help.palette",
      title: { zh: "查找命令…", en: "Find a command…" },
      keys: ["Ctrl+K"],
      run: () => change({ dialog: { type: "palette" } }),
    },
    {
      id: "help.keys",
      title: { zh: "快捷键", en: "Keyboard shortcuts" },
      keys: ["F1", "?"],
      run: () => change({ dialog: { type: "keys" } }),
    },
    {
      id: "help.single-keys",
      title: { zh: "启用单字母快捷键", en: "Single-letter shortcuts" },
      checked: preferences.singleKeys,
      run: () => arrange({ singleKeys: !preferences.singleKeys }),
    },
    {
      id: "help.welcome",
      title: { zh: "入门三步…", en: "First steps…" },
      run: () => change({ dialog: { type: "welcome" } }),
    },
    "rule",
    { role: "about", title: { zh: "关于房安图", en: "About Fang'an Atlas" } },
  ],
};
