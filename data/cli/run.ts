import { resolve } from "node:path";
import { accountLines } from "../../contract/account.js";
import type { CallOutput } from "../../contract/api.js";
import type { AnalysisEntry } from "../../contract/catalog.js";
import { newestInputs } from "../../contract/newest-inputs.js";
import type { Project } from "../../contract/project.js";
import type { Locale } from "../../contract/text.js";
import { commonOptions, type Parsed, readSettings, usage } from "./arguments.js";
import type { CommandContext, Outcome, RunnableCommand } from "./command.js";
import { findLayer } from "./find-layer.js";

export const runCommand: RunnableCommand = {
  name: "run",
  usage: "PROJECT ANALYSIS [--input name=LAYER …] [--set name=value …] [--scheme FILE]",
  explanation: {
    zh: "在项目中运行一个分析；输入图层不指明时，用同类图层中最新的一个。--scheme 读入评分方案文件并存入项目。",
    en: "Runs an analysis in a project; an input that is not named is the newest layer of its kind. --scheme keeps a scheme file in the project and uses it.",
  },
  options: {
    input: { type: "string", multiple: true },
    set: { type: "string", multiple: true },
    scheme: { type: "string" },
    ...commonOptions,
  },
  positionals: 2,
  async run(parsed, { client, catalog, locale, signal, progress }) {
    const [path = "", name = ""] = parsed.positionals;
    const analysis = catalog.analyses.find((each) => each.name === name);
    if (analysis === undefined) {
      const known = catalog.analyses.map((each) => each.name).join(", ");
      throw usage(`没有名为“${name}”的分析。可用：${known}。`, `There is no analysis "${name}". Known: ${known}.`);
    }
    const parameters = readSettings(analysis.parameters, parsed.texts("set"));
    const before = await client.ask("project.open", { path: resolve(path) });
    const inputs = chooseLayers(analysis, before, parsed);
    const file = parsed.text("scheme");
    if (file !== undefined) parameters.scheme = await takeScheme(analysis, client, file);
    const ask = { analysis: analysis.name, inputs, parameters };
    const outcome = await client.ask("analysis.run", ask, { signal, onProgress: progress });
    return tellRun(outcome, locale);
  },
};

export const rerunCommand: RunnableCommand = {
  name: "rerun",
  usage: "PROJECT RUN",
  explanation: {
    zh: "把一次运行原样再做一遍：同样的输入版本、参数和方案版本，结果逐字节相同。",
    en: "Does a run again as it was: the same revisions of its inputs, parameters and version of its scheme give the same bytes.",
  },
  options: { ...commonOptions },
  positionals: 2,
  async run(parsed, { client, locale, signal, progress }) {
    const [path = "", number = ""] = parsed.positionals;
    const run = Number(number);
    if (!Number.isInteger(run) || run < 1)
      throw usage(`运行编号应为正整数，收到“${number}”。`, `A run is a whole number above 0, not "${number}".`);
    await client.ask("project.open", { path: resolve(path) });
    return tellRun(await client.ask("run.again", { run }, { signal, onProgress: progress }), locale);
  },
};

function tellRun({ project, run: id }: CallOutput<"analysis.run">, locale: Locale): Outcome {
  const run = project.runs.find((each) => each.id === id);
  const facts = Object.entries(run?.facts ?? {}).map(([fact, value]) => `${fact}\t${value}`);
  const account = [...(run?.messages ?? []), ...(run?.tables ?? [])];
  return { lines: [...facts, ...accountLines(account, locale)], json: run ?? null };
}

/** Keeps the scheme of a file in the open project; returns its name and version. */
async function takeScheme(analysis: AnalysisEntry, client: CommandContext["client"], file: string): Promise<string> {
  if (!analysis.parameters.some((parameter) => parameter.type === "name" && parameter.of === "scheme"))
    throw usage(
      `分析“${analysis.name}”不用评分方案，不能带 --scheme。`,
      `The analysis "${analysis.name}" takes no --scheme.`,
    );
  const { name, version } = await client.ask("scheme.read", { path: resolve(file) });
  return `${name}@${version}`;
}

function chooseLayers(analysis: AnalysisEntry, project: Project, parsed: Parsed): Record<string, number> {
  const named = new Map(
    parsed.texts("input").map((pair) => {
      const [name = "", layer = ""] = pair.split(/=(.*)/su);
      if (!analysis.inputs.some((input) => input.name === name)) {
        const known = analysis.inputs.map((input) => input.name).join(", ");
        throw usage(
          `--input 的写法是 name=LAYER，name 可为：${known}。`,
          `--input is written name=LAYER with a name out of: ${known}.`,
        );
      }
      return [name, findLayer(project, layer).id] as const;
    }),
  );
  return newestInputs(analysis, project.layers, named);
}
