import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, rmdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { KindEntry } from "../../contract/catalog.js";
import { renamePatiently, unwritable } from "../files.js";
import { replacesResults } from "../project/result-folder.js";
import type { Parsed } from "./arguments.js";
import { commonOptions, readingOptions, readReading, readSettings, usage } from "./arguments.js";
import type { CommandContext, RunnableCommand } from "./command.js";
import { loadTemplate } from "./load-template.js";

/** The kinds that the main job takes, in the order in which they are imported: buildings decide the project's CRS. */
const inputNames = ["buildings", "pipes", "sites"] as const;

export const hotspotsCommand: RunnableCommand = {
  name: "hotspots",
  usage: "--buildings FILE [--pipes FILE] [--sites FILE] --out DIR [--set name=value …] [--scheme FILE]",
  explanation: {
    zh: "从原始文件到热点清单：导入、叠加、聚类、导出，一步完成。带 --scheme 时按该方案评分，热点按风险值之和排名，否则按栋数。DIR 内得到项目、hotspots.csv、hotspots.geojson、buildings.csv 和 report.json。",
    en: "From raw files to the hot-spot list in one go: import, overlay, cluster, export. With --scheme hot spots are ranked by the sum of their buildings' scores, else by number. DIR receives the project, hotspots.csv, hotspots.geojson, buildings.csv and report.json.",
  },
  options: {
    buildings: { type: "string" },
    pipes: { type: "string" },
    sites: { type: "string" },
    out: { type: "string" },
    set: { type: "string", multiple: true },
    scheme: { type: "string" },
    force: { type: "boolean" },
    ...readingOptions,
    ...commonOptions,
  },
  positionals: 0,
  async run(parsed, context) {
    const { files, out } = readFiles(parsed);
    const analysis = context.catalog.analyses.find((each) => each.name === "hotspots");
    const parameters = readSettings(analysis?.parameters ?? [], parsed.texts("set"));
    const given = files.map(({ kind }) => findKind(context, kind));
    const readings = await Promise.all(given.map((kind) => loadTemplate(readReading(kind, given, parsed, false))));
    const replaced = await replacesResults(out, parsed.flag("force"), ["project.fangan"]);

    const work = join(dirname(out), `.${basename(out)}.${process.pid}.unfinished`);
    const made = await mkdir(work, { recursive: true }).catch((error: unknown) => {
      throw unwritable(out, error);
    });
    try {
      const project = join(work, "project.fangan");
      const lists = join(work, "lists");
      await doTheJob(context, { project, name: basename(out), lists }, files, readings, {
        parameters,
        scheme: parsed.text("scheme"),
      });
      await context.closeEngine();
      await putInPlace(work, project, lists, out, replaced).catch((error: unknown) => {
        throw unwritable(out, error);
      });
    } finally {
      await context.closeEngine();
      await rm(work, { recursive: true, force: true });
      await removeEmpty(dirname(work), made ?? work);
    }
    const report: unknown = JSON.parse(await readFile(join(out, "report.json"), "utf8"));
    return { lines: summary(report, out, context), json: report };
  },
};

/** What was there before comes back when the new result cannot take its place. */
async function putInPlace(work: string, project: string, lists: string, out: string, replaced: boolean): Promise<void> {
  const earlier = join(work, "replaced");
  await rename(project, join(lists, "project.fangan"));
  if (replaced) await renamePatiently(out, earlier);
  else if (existsSync(out)) await rmdir(out);
  try {
    await renamePatiently(lists, out);
  } catch (error) {
    if (replaced) await rename(earlier, out);
    throw error;
  }
}

/** Takes back the folders that were made on the way to the output, from `folder` up to `topmost`, as far as nothing is in them. */
async function removeEmpty(folder: string, topmost: string): Promise<void> {
  if (folder.length < topmost.length) return;
  const removed = await rmdir(folder).then(
    () => true,
    () => false,
  );
  if (removed) await removeEmpty(dirname(folder), topmost);
}

interface InputFile {
  readonly kind: (typeof inputNames)[number];
  readonly path: string;
}

async function doTheJob(
  context: CommandContext,
  { project, name, lists }: { project: string; name: string; lists: string },
  files: readonly InputFile[],
  readings: readonly Awaited<ReturnType<typeof loadTemplate>>[],
  { parameters, scheme }: { parameters: ReturnType<typeof readSettings>; scheme: string | undefined },
): Promise<void> {
  const { client, signal } = context;
  const options = { signal, onProgress: context.progress };
  await client.ask("project.create", { path: project, name }, options);
  const inputs: Record<string, number> = {};
  for (const [index, file] of files.entries()) {
    const ask = { path: file.path, kind: file.kind, ...readings[index] };
    const { layer, report } = await client.ask("source.import", ask, options);
    inputs[file.kind] = layer.id;
    for (const note of [...report.corrections, ...report.notes])
      context.say({ zh: `${file.path}：${note.zh}`, en: `${file.path}: ${note.en}` });
  }
  if (scheme !== undefined) inputs.scored = await scoreBy(context, scheme, inputs, parameters);
  const { run } = await client.ask("analysis.run", { analysis: "hotspots", inputs, parameters }, options);
  await client.ask("run.export", { run, folder: lists, language: context.locale, since: context.since }, options);
}

/** Scores the buildings by a scheme file, with what of the settings scoring has too; returns the scored layer. */
async function scoreBy(
  { client, catalog, signal, progress }: CommandContext,
  file: string,
  inputs: Readonly<Record<string, number>>,
  settings: ReturnType<typeof readSettings>,
): Promise<number> {
  const { name, version } = await client.ask("scheme.read", { path: resolve(file) });
  const known = catalog.analyses.find((each) => each.name === "score")?.parameters ?? [];
  const shared = Object.entries(settings).filter(([setting]) => known.some((each) => each.name === setting));
  const parameters = { ...Object.fromEntries(shared), scheme: `${name}@${version}` };
  const ask = { analysis: "score", inputs, parameters };
  const { project, run } = await client.ask("analysis.run", ask, { signal, onProgress: progress });
  const layer = project.runs.find(({ id }) => id === run)?.layers[0];
  if (layer === undefined) throw new Error("scoring makes a layer");
  return layer;
}

function readFiles(parsed: Parsed): { files: InputFile[]; out: string } {
  const files = inputNames.flatMap((kind) => {
    const path = parsed.text(kind);
    return path === undefined ? [] : [{ kind, path: resolve(path) }];
  });
  const out = parsed.text("out");
  if (files[0]?.kind !== "buildings")
    throw usage("缺少 --buildings FILE（房屋图层）。", "--buildings FILE is missing.");
  if (files.length < 2)
    throw usage(
      "缺少 --pipes FILE 或 --sites FILE：至少要有一个。",
      "--pipes FILE or --sites FILE is missing: at least one is needed.",
    );
  if (out === undefined) throw usage("缺少 --out DIR（输出文件夹）。", "--out DIR is missing.");
  return { files, out: resolve(out) };
}

function findKind(context: CommandContext, name: string): KindEntry {
  const kind = context.catalog.kinds.find((each) => each.name === name);
  if (kind === undefined) throw new Error(`the catalog has no kind ${name}`);
  return kind;
}

function summary(report: unknown, out: string, context: CommandContext): string[] {
  const { counts, crs } = report as { counts: Record<string, number>; crs: string };
  const zh = `房屋 ${counts.buildings}，老旧 ${counts.old}，年代不明 ${counts.unknown_year}，近管线 ${counts.near_pipe}，近工地 ${counts.near_site}，候选 ${counts.candidates}；热点 ${counts.clusters} 处，含 ${counts.clustered} 栋，零散 ${counts.noise} 栋（${crs}）。`;
  const en = `${counts.buildings} buildings: ${counts.old} old, ${counts.unknown_year} of unknown year, ${counts.near_pipe} near a pipe, ${counts.near_site} near a site, ${counts.candidates} candidates; ${counts.clusters} hot spots with ${counts.clustered} buildings, ${counts.noise} scattered (${crs}).`;
  return [context.locale === "zh" ? zh : en, out];
}
