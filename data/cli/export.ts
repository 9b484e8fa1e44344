import { resolve } from "node:path";
import { commonOptions, usage } from "./arguments.js";
import type { RunnableCommand } from "./command.js";
import { findLayer } from "./find-layer.js";

export const exportCommand: RunnableCommand = {
  name: "export",
  usage: "PROJECT LAYER --to FILE [--force]",
  explanation: {
    zh: "导出图层（按编号、名称或类型指明），格式由扩展名决定。",
    en: "Exports a layer (named by number, title or kind); the extension decides the format.",
  },
  options: { to: { type: "string" }, force: { type: "boolean" }, ...commonOptions },
  positionals: 2,
  async run(parsed, { client, locale, signal, progress }) {
    const [path = "", named = ""] = parsed.positionals;
    const to = parsed.text("to");
    if (to === undefined) throw usage("缺少 --to FILE（输出文件）。", "--to FILE is missing.");
    const project = await client.ask("project.open", { path: resolve(path) });
    const layer = findLayer(project, named).id;
    const ask = { layer, path: resolve(to), replace: parsed.flag("force"), language: locale };
    const written = await client.ask("layer.export", ask, { signal, onProgress: progress });
    return { lines: [`${written.path}\t${written.rows}`], json: written };
  },
};
