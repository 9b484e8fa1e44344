import { resolve } from "node:path";
import { commonOptions } from "./arguments.js";
import type { RunnableCommand } from "./command.js";

export const listCommand: RunnableCommand = {
  name: "list",
  usage: "PROJECT",
  explanation: { zh: "列出项目的图层和运行记录。", en: "Lists the layers and runs of a project." },
  options: { ...commonOptions },
  positionals: 1,
  async run(parsed, { client, locale }) {
    const project = await client.ask("project.open", { path: resolve(parsed.positionals[0] ?? "") });
    const layers = project.layers.map((layer) =>
      [layer.id, layer.kind, layer.count, layer.title[locale], `r${layer.revision}`].join("\t"),
    );
    const runs = project.runs.map((run) => {
      const started = new Date(run.startedAt).toISOString();
      return [run.id, run.analysis, started, JSON.stringify(run.facts)].join("\t");
    });
    return { lines: [`${project.name}\t${project.crs ?? ""}`, ...layers, ...runs], json: project };
  },
};
