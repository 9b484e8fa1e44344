import { resolve } from "node:path";
import type { Reading } from "../../contract/api.js";
import type { KindEntry } from "../../contract/catalog.js";
import type { Inspection } from "../../contract/inspection.js";
import type { NamedDatum } from "../../contract/project.js";
import { commonOptions, type Parsed, readColumnOptions, readFileOptions, readingOptions, usage } from "./arguments.js";
import type { CommandContext, RunnableCommand } from "./command.js";
import { describeInspection } from "./describe-inspection.js";
import { loadTemplate } from "./load-template.js";

export const inspectCommand: RunnableCommand = {
  name: "inspect",
  usage: "FILE [FILE …] [--as KIND] [--project PROJECT] [--crs EPSG:n] [--encoding NAME] [--template NAME|FILE.json]",
  explanation: {
    zh: "不导入，只看文件里有什么：格式、图层、编码和坐标系及其依据、类型、字段对应和识别率、需留意之处、前几行。可给文件、文件夹或 zip。",
    en: "Says what files, folders or zips hold without importing them: format, layers, encoding and CRS with their evidence, kind, mapping with the share understood, problems, first rows.",
  },
  options: { as: { type: "string" }, project: { type: "string" }, ...readingOptions, ...commonOptions },
  positionals: 1,
  more: true,
  async run(parsed, context) {
    const { catalog, client, locale } = context;
    const wanted = parsed.text("as");
    const kind = catalog.kinds.find((each) => each.name === wanted);
    if (wanted !== undefined && kind === undefined) {
      const known = catalog.kinds.map((each) => each.name).join(", ");
      throw usage(`没有图层类型“${wanted}”。可用：${known}。`, `There is no layer kind "${wanted}". Known: ${known}.`);
    }
    const project = parsed.text("project");
    const opened = project === undefined ? null : await client.ask("project.open", { path: resolve(project) });
    const datums = opened?.datums ?? [];
    const inspections: Inspection[] = [];
    for (const path of parsed.positionals) inspections.push(await look(resolve(path), kind, parsed, datums, context));
    return {
      lines: inspections.flatMap((inspection, index) => [
        ...(index === 0 ? [] : [""]),
        ...describeInspection(inspection, catalog, locale),
      ]),
      json: inspections.length === 1 ? inspections[0] : inspections,
    };
  },
};

/** One file. Without `--as` the kind is found first, for only then is it known which columns `--map` and `--value` mean. */
async function look(
  path: string,
  kind: KindEntry | undefined,
  parsed: Parsed,
  datums: readonly NamedDatum[],
  { client, catalog, signal, progress }: CommandContext,
): Promise<Inspection> {
  const given = kind === undefined ? catalog.kinds : [kind];
  const [first] = given;
  if (first === undefined) throw new Error("the catalog has kinds");
  const file = readFileOptions(kind ?? first, given, parsed, true, datums);
  const ask = async (reading: Reading) => {
    const loaded = await loadTemplate(reading);
    return await client.ask("source.inspect", { path, ...loaded }, { signal, onProgress: progress });
  };
  const columns = (of: KindEntry) => ({ kind: of.name, ...readColumnOptions(of, [of], parsed) });
  if (kind !== undefined) return await ask({ ...file, ...columns(kind) });
  const guessed = await ask(file);
  const found = catalog.kinds.find((each) => each.name === guessed.kind.value);
  const asked = parsed.texts("map").length + parsed.texts("value").length > 0;
  return asked && found !== undefined ? await ask({ ...file, ...columns(found) }) : guessed;
}
