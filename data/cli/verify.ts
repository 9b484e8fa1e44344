import { checkJournal } from "../ledger/journal.js";
import { journalPath } from "../ledger/ledger.js";
import { projectPlaces, readProjectFile } from "../project/project-folder.js";
import { commonOptions } from "./arguments.js";
import type { RunnableCommand } from "./command.js";

/** Reads the journal only; a project that is open elsewhere can be verified. */
export const verifyCommand: RunnableCommand = {
  name: "verify",
  usage: "PROJECT",
  explanation: {
    zh: "检查项目的台账日志：每条记录、先后次序、有无删改。",
    en: "Checks a project's journal of decisions: every entry, their order, and whether anything was changed or removed.",
  },
  options: { ...commonOptions },
  positionals: 1,
  async run(parsed, { locale }) {
    const { folder } = projectPlaces(parsed.positionals[0] ?? "");
    await readProjectFile(folder);
    const { entries, damage, torn } = await checkJournal(journalPath(folder));
    const outcome = { entries: entries.length, torn, damage, clean: damage.length === 0 };
    const lines = damage.map(({ line, what }) =>
      locale === "zh" ? `第 ${line} 行：${what.zh}` : `line ${line}: ${what.en}`,
    );
    return {
      lines: [`${entries.length}\t${outcome.clean ? "ok" : "damaged"}\t${torn}`, ...lines],
      json: outcome,
      status: outcome.clean ? 0 : 3,
    };
  },
};
