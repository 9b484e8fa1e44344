import { type Account, tablesOf } from "../../contract/account.js";
import type { Layer, Run } from "../../contract/project.js";
import type { Text } from "../../contract/text.js";
import { analyses } from "../analyses/index.js";
import type { OpenProject } from "./open-project.js";

/** Says what a result rests on, line by line: the run, its layers and their revisions, its parameters, what it decided and why, and the tables of rules that it judged by. */
export function accountOf(project: OpenProject, layer: Layer): Account {
  const { runs, layers } = project.describe();
  const run = runs.find(({ id }) => id === layer.run);
  if (run === undefined) return [];
  const analysis = analyses.find(({ name }) => name === run.analysis);
  // Runs of earlier versions do not say who.
  const by =
    run.operator === undefined
      ? { zh: "", en: "" }
      : { zh: `，登录用户 ${run.operator}`, en: `, by the login ${run.operator}` };
  const title = analysis?.title ?? { zh: run.analysis, en: run.analysis };
  const inputs = Object.entries(run.inputs).map(([name, id]): Text => {
    const input = analysis?.inputs.find((each) => each.name === name)?.title ?? { zh: name, en: name };
    const given = layers.find((each) => each.id === id)?.title ?? { zh: `图层 ${id}`, en: `layer ${id}` };
    const revision = run.inputRevisions[name] ?? 1;
    return {
      zh: `${input.zh}：${given.zh}（第 ${revision} 版）`,
      en: `${input.en}: ${given.en} (revision ${revision})`,
    };
  });
  return [
    {
      zh: `${layer.title.zh}——${title.zh}，第 ${run.id} 次运行，${dayOf(run)}，程序版本 ${run.version}${by.zh}`,
      en: `${layer.title.en}: ${title.en}, run ${run.id}, ${dayOf(run)}, version ${run.version}${by.en}`,
    },
    ...inputs,
    ...Object.entries(run.parameters).map(([name, value]): Text => {
      const parameter = analysis?.parameters.find((each) => each.name === name)?.title ?? { zh: name, en: name };
      const shown = Array.isArray(value) ? value.join(", ") : String(value);
      return { zh: `${parameter.zh}（${name}）＝${shown}`, en: `${parameter.en} (${name}) = ${shown}` };
    }),
    ...run.messages,
    ...tablesOf({ runs, layers }, run),
  ];
}

/** When it was run, UTC: the same wherever the file is read. */
function dayOf({ startedAt }: Run): string {
  return `${new Date(startedAt).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
