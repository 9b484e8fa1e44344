import { showWork, toggleWork } from "../state/ledger.js";
import { refusal } from "../state/refusal.js";
import { change } from "../state/store.js";
import type { CommandGroup } from "./command.js";

export const ledgerCommands: CommandGroup = {
  title: { zh: "台账", en: "Ledger" },
  entries: (state) => {
    const { project, work } = state;
    const enabled = project !== null;
    return [
      {
        id: "ledger.panel",
        title: { zh: "台账面板", en: "Ledger panel" },
        keys: ["Ctrl+L"],
        checked: work !== null,
        enabled,
        run: toggleWork,
      },
      "rule",
      {
        id: "ledger.today",
        title: { zh: "今日待办", en: "My work today" },
        enabled,
        run: () => showWork({ tab: "today" }),
      },
      {
        id: "ledger.lists",
        title: { zh: "选房清单", en: "Lists" },
        enabled,
        run: () => showWork({ tab: "lists", list: null }),
      },
      {
        id: "ledger.cases",
        title: { zh: "案件", en: "Cases" },
        enabled,
        run: () => showWork({ tab: "cases", states: [] }),
      },
      "rule",
      {
        id: "ledger.sign",
        title: { zh: "经办人…", en: "Operator…" },
        enabled: enabled && refusal(state, "decision") === null,
        run: () => change({ dialog: { type: "sign" } }),
      },
    ];
  },
};
