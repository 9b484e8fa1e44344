import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import type { DecisionsKept, Relinked } from "../../contract/keep-calls.js";
import type { ChangeCounts } from "../../contract/project.js";
import type { Locale } from "../../contract/text.js";
import { commonOptions, readingOptions, readReading, usage } from "./arguments.js";
import type { RunnableCommand } from "./command.js";
import { findLayer } from "./find-layer.js";
import { loadTemplate } from "./load-template.js";

export const importCommand: RunnableCommand = {
  name: "import",
  usage:
    "PROJECT FILE --as KIND [--crs EPSG:n] [--encoding NAME] [--template NAME|FILE.json] [--map canonical=FIELD …] [--shift gcj02|bd09] [--datum NAME|four:…|seven:…] [--replaces LAYER]",
  explanation: {
    zh: "把一个文件作为图层导入项目；项目不存在时新建。用 --replaces 指明它是哪个图层的新版本。",
    en: "Imports a file into a project as a layer; makes the project when there is none. --replaces names the layer of which it is a newer version.",
  },
  options: {
    as: { type: "string" },
    title: { type: "string" },
    replaces: { type: "string" },
    ...readingOptions,
    ...commonOptions,
  },
  positionals: 2,
  async run(parsed, { client, catalog, signal, progress, say, closeEngine, locale }) {
    const [project = "", file = ""] = parsed.positionals.map((path) => resolve(path));
    const name = parsed.text("as");
    const kind = catalog.kinds.find((each) => each.name === name);
    if (kind === undefined) {
      const known = catalog.kinds.map((each) => each.name).join(", ");
      throw usage(`请用 --as 指明图层类型：${known}。`, `Name the layer kind with --as: ${known}.`);
    }
    const isNew = !existsSync(project);
    const replaced = parsed.text("replaces");
    if (isNew && replaced !== undefined) {
      throw usage(
        `${project} 还不存在，没有图层可更新。`,
        `${project} does not exist yet: it has no layer to replace.`,
      );
    }
    const there = isNew ? null : await client.ask("project.open", { path: project });
    const read = readReading(kind, [kind], parsed, true, there?.datums ?? []);
    const { reading, templates } = await loadTemplate(read);
    const opened = there ?? (await client.ask("project.create", { path: project }));
    const title = parsed.text("title");
    const ask = {
      path: file,
      kind: kind.name,
      reading,
      templates,
      ...(title === undefined ? {} : { name: title }),
      ...(replaced === undefined ? {} : { replaces: findLayer(opened, replaced).id }),
    };
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
    const { skippedCount: left, notedCount: noted, encoding, crs } = imported.report;
    const { changes, relinked, decided } = imported;
    const columns = [id, imported.layer.kind, count, encoding, crs, `-${left}`, `?${noted}`];
    return {
      lines: [
        columns.join("\t"),
        ...(changes === null ? [] : [changeLine(locale, imported.layer.revision, changes)]),
        ...(relinked === null ? [] : [relinkedLine(locale, relinked)]),
        ...(decided === null ? [] : [decidedLine(locale, decided)]),
      ],
      json: {
        ...imported.layer,
        ...(changes === null ? {} : { changes }),
        ...(relinked === null ? {} : { relinked }),
        ...(decided === null ? {} : { decided }),
      },
    };
  },
};

function changeLine(locale: Locale, revision: number, changes: ChangeCounts): string {
  const { added, gone, changed, same, matchedByCode, matchedByOverlap } = changes;
  return locale === "zh"
    ? `第 ${revision} 版：新增 ${added}，消失 ${gone}，变化 ${changed}，不变 ${same}（按编号对应 ${matchedByCode}，按位置 ${matchedByOverlap}）`
    : `version ${revision}: ${added} added, ${gone} gone, ${changed} changed, ${same} the same (${matchedByCode} matched by code, ${matchedByOverlap} by place)`;
}

function relinkedLine(locale: Locale, { byCode, byPlace, missing }: Relinked): string {
  return locale === "zh"
    ? `台账房屋重新对应 ${byCode + byPlace} 栋（按编号 ${byCode}，按位置 ${byPlace}），未找到 ${missing} 栋`
    : `buildings of the ledger: ${byCode + byPlace} tied again (${byCode} by code, ${byPlace} by place), ${missing} not found`;
}

function decidedLine(locale: Locale, { picks, cases }: DecisionsKept): string {
  return locale === "zh"
    ? `选房 ${picks.there} 条、案件 ${cases.there} 件仍有对应房屋；选房 ${picks.gone} 条、案件 ${cases.gone} 件的房屋不在这一图层中`
    : `${picks.there} picks and ${cases.there} cases have their building; ${picks.gone} picks and ${cases.gone} cases have none in this layer`;
}
