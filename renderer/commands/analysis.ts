import { cancelNewestJob } from "../state/jobs.js";
import { refusal } from "../state/refusal.js";
import { mainAnalysis } from "../state/runs.js";
import { change } from "../state/store.js";
import type { CommandGroup } from "./command.js";

/** The analyses of the catalog, each by its form, and an end to the one that runs. */
export const analysisCommands: CommandGroup = {
  title: { zh: "分析", en: "Analysis" },
  entries: ({ catalog, project, ledger, jobs }) => [
    ...(catalog?.analyses ?? []).map(({ name, title }) => ({
      id: `analysis.${name}`,
      title: { zh: `${title.zh}…`, en: `${title.en}…` },
      ...(name === mainAnalysis ? { keys: ["Ctrl+H"] } : {}),
      enabled: (project?.layers.length ?? 0) > 0 && refusal({ project, ledger }, "change") === null,
      run: () => change({ dialog: { type: "run", analysis: name } }),
    })),
    "rule",
    {
      id: "analysis.cancel",
      title: { zh: "取消正在进行的任务", en: "Cancel the running job" },
      keys: ["Ctrl+."],
      always: true,
      enabled: jobs.some(({ state }) => state === "running"),
      run: cancelNewestJob,
    },
  ],
};
