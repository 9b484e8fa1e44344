import { resolve } from "node:path";
import type { AnalysisEntry } from "../../contract/catalog.js";
import type { Project } from "../../contract/project.js";
import { commonOptions, type Parsed, readSettings, usage } from "./arguments.js";
import type { RunnableCommand } from "./command.js";
import { findLayer } from "./find-layer.js";

export const runCommand: RunnableCommand = {
  name: "run",
  usage: "PROJECT ANALYSIS [--input name=LAYER …] [--set name=value …]",
  explanation: {
    zh: "在项目中运行一个分析；输入图层不指明时，用同类图层中最新的一个。",
    en: "Runs an analysis in a project; an input that is not named is the newest layer of its kind.",
  },
  options: { input: { type: "string", multiple: true }, set: { type: "string", multiple: true }, ...commonOptions },
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
    const ask = { analysis: analysis.name, inputs, parameters };
    const outcome = await client.ask("analysis.run", ask, { signal, onProgress: progress });
    const run = outcome.project.runs.find((each) => each.id === outcome.run);
    const facts = Object.entries(run?.facts ?? {}).map(([fact, value]) => `${fact}\t${value}`);
    return { lines: [...facts, ...(run?.messages ?? []).map((message) => message[locale])], json: run ?? null };
  },
};

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
  const chosen = analysis.inputs.flatMap((input) => {
    const id = named.get(input.name) ?? project.layers.findLast((layer) => input.accepts.includes(layer.kind))?.id;
    return id === undefined ? [] : [[input.name, id] as const];
  });
  return Object.fromEntries(chosen);
}
