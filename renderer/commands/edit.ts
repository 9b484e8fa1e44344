import type { Text } from "../../contract/text.js";
import { focusSearch } from "../search/focus-search.js";
import { step } from "../state/ledger.js";
import { refusal } from "../state/refusal.js";
import type { State } from "../state/store.js";
import type { Command, CommandGroup, Entry } from "./command.js";
import { selectCommands } from "./select.js";
import { isTyping } from "./typing.js";

/** In a text field the system's own undo; elsewhere the ledger's, by the name of what it takes back. */
function steps(state: State): readonly Entry[] {
  if (isTyping(document.activeElement)) {
    return [
      { role: "undo", title: { zh: "撤销输入", en: "Undo typing" } },
      { role: "redo", title: { zh: "重做输入", en: "Redo typing" } },
    ];
  }
  const stepCommand = (way: "undo" | "redo", word: Text, keys: readonly string[]): Command => {
    const what = state.ledger?.[way] ?? null;
    return {
      id: `edit.${way}`,
      title: what === null ? word : { zh: `${word.zh} ${what.zh}`, en: `${word.en}: ${what.en}` },
      keys,
      enabled: what !== null && refusal(state, "decision") === null,
      run: () => void step(way),
    };
  };
  return [
    stepCommand("undo", { zh: "撤销", en: "Undo" }, ["Ctrl+Z"]),
    stepCommand("redo", { zh: "重做", en: "Redo" }, ["Ctrl+Shift+Z", "Ctrl+Y"]),
  ];
}

export const editCommands: CommandGroup = {
  title: { zh: "编辑", en: "Edit" },
  entries: (state) => [
    ...steps(state),
    "rule",
    { role: "cut", title: { zh: "剪切", en: "Cut" } },
    { role: "copy", title: { zh: "复制", en: "Copy" } },
    { role: "paste", title: { zh: "粘贴", en: "Paste" } },
    { role: "selectAll", title: { zh: "全选", en: "Select all" } },
    "rule",
    {
      id: "edit.search",
      title: { zh: "查找房屋、地址或坐标", en: "Find a building, an address or a position" },
      keys: ["Ctrl+F"],
      otherWords: "search 搜索",
      run: focusSearch,
    },
    "rule",
    ...selectCommands(state),
  ],
};
