import { resolve } from "node:path";
import { commonOptions } from "./arguments.js";
import type { RunnableCommand } from "./command.js";
import { findLayer } from "./find-layer.js";

export const correctCommand: RunnableCommand = {
  name: "correct",
  usage: "PROJECT LAYER TABLE",
  explanation: {
    zh: "把更正后的待核行表格（由待核行图层导出的 xlsx 或 csv）读回图层。",
    en: "Takes rows back into their layer from a corrected table (xlsx or csv, exported from the quarantine layer).",
  },
  options: { ...commonOptions },
  positionals: 3,
  async run(parsed, { client, signal, progress, locale }) {
    const [project = "", named = "", table = ""] = parsed.positionals;
    const opened = await client.ask("project.open", { path: resolve(project) });
    const { id } = findLayer(opened, named);
    const ask = { layer: id, path: resolve(table) };
    const outcome = await client.ask("quarantine.correct", ask, { signal, onProgress: progress });
    const { corrected, remaining, unknown, repeated } = outcome;
    const line =
      locale === "zh"
        ? `已更正 ${corrected} 行，仍待核 ${remaining} 行；表中 ${unknown} 行对不上待核行，${repeated} 行重复未读`
        : `${corrected} rows corrected, ${remaining} still to be looked at; ${unknown} rows of the table are not among them, ${repeated} repeat one and were not read`;
    return { lines: [line], json: { corrected, remaining, unknown, repeated } };
  },
};
