import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { commonOptions, readingOptions, readReading, usage } from "./arguments.js";
import type { RunnableCommand } from "./command.js";
import { loadTemplate } from "./load-template.js";

export const importCommand: RunnableCommand = {
  name: "import",
  usage:
    "PROJECT FILE --as KIND [--crs EPSG:n] [--encoding NAME] [--template NAME|FILE.json] [--map canonical=FIELD …] [--shift gcj02|bd09] [--datum NAME|four:…|seven:…]",
  explanation: {
    zh: "把一个文件作为图层导入项目；项目不存在时新建。",
    en: "Imports a file into a project as a layer; makes the project when there is none.",
  },
  options: { as: { type: "string" }, title: { type: "string" }, ...readingOptions, ...commonOptions },
  positionals: 2,
  async run(parsed, { client, catalog, signal, progress, say, closeEngine }) {
    const [project = "", file = ""] = parsed.positionals.map((path) => resolve(path));
    const name = parsed.text("as");
    const kind = catalog.kinds.find((each) => each.name === name);
    if (kind === undefined) {
      const known = catalog.kinds.map((each) => each.name).join(", ");
      throw usage(`请用 --as 指明图层类型：${known}。`, `Name the layer kind with --as: ${known}.`);
    }
    const isNew = !existsSync(project);
    const datums = isNew ? [] : (await client.ask("project.open", { path: project })).datums;
    const { reading, templates } = await loadTemplate(readReading(kind, [kind], parsed, true, datums));
    if (isNew) await client.ask("project.create", { path: project });
    const title = parsed.text("title");
    const ask = { path: file, kind: kind.name, reading, templates, ...(title === undefined ? {} : { name: title }) };
    const imported = await client
      .ask("source.import", ask, { signal, onProgress: progress })
      .catch(async (error: unknown) => {
        // A project made for a file that could not be read is nothing anyone asked for.
        if (isNew) {
          closeEngine();
          await rm(project, { recursive: true, force: true });
        }
        throw error;
      });
    for (const note of [...imported.report.corrections, ...imported.report.notes]) say(note);
    const { id, count } = imported.layer;
    const left = imported.report.skippedCount;
    return {
      lines: [`${id}\t${imported.layer.kind}\t${count}\t${imported.report.encoding}\t${imported.report.crs}\t-${left}`],
      json: imported.layer,
    };
  },
};
