import { choosePassing, clearChosen, type Tool, takeTool } from "../state/chosen.js";
import { select } from "../state/selection.js";
import type { State } from "../state/store.js";
import type { Command } from "./command.js";

const titles: readonly { readonly tool: Tool; readonly zh: string; readonly en: string; readonly key: string }[] = [
  { tool: "click", zh: "点选", en: "Select by click", key: "V" },
  { tool: "box", zh: "框选", en: "Select by box", key: "B" },
  { tool: "lasso", zh: "套索选择", en: "Select by lasso", key: "L" },
  { tool: "radius", zh: "按半径选择", en: "Select by radius", key: "R" },
];

/** The tools of selection, and what selects or clears without drawing. */
export function selectCommands(state: State): Command[] {
  const { tool, project, filter, passing, chosen, selection } = state;
  const filtered = project?.layers.find(({ id }) => id === filter?.layer);
  return [
    ...titles.map(({ tool: name, zh, en, key }) => ({
      id: `edit.select-${name}`,
      title: { zh, en },
      keys: [key],
      checked: tool === name,
      enabled: (project?.layers.length ?? 0) > 0,
      run: () => takeTool(name),
    })),
    {
      id: "edit.select-passing",
      title: { zh: "选择全部符合筛选的行", en: "Select all that pass the filter" },
      enabled: filtered !== undefined && passing !== null,
      run: () => void choosePassing(),
    },
    {
      id: "edit.clear-selection",
      title: { zh: "清除选择", en: "Clear the selection" },
      enabled: selection !== null || chosen !== null,
      run: () => {
        void clearChosen();
        void select(null);
      },
    },
  ];
}
