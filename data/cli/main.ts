#!/usr/bin/env node
import { type AppError, cancelled, type ErrorCode, reportError } from "../../contract/errors.js";
import type { Locale, Text } from "../../contract/text.js";
import type { Progress } from "../../contract/wire.js";
import { openLocalEngine } from "../local-engine.js";
import { programVersion } from "../version.js";
import { parseCommand, usage } from "./arguments.js";
import { backupCommand } from "./backup.js";
import { caseCommand } from "./case.js";
import type { CommandContext, RunnableCommand } from "./command.js";
import { correctCommand } from "./correct.js";
import { exportCommand } from "./export.js";
import { helpText } from "./help.js";
import { hotspotsCommand } from "./hotspots.js";
import { importCommand } from "./import.js";
import { inspectCommand } from "./inspect.js";
import { listCommand } from "./list.js";
import { picksCommand } from "./picks.js";
import { restoreCommand } from "./restore.js";
import { rerunCommand, runCommand } from "./run.js";
import { verifyCommand } from "./verify.js";

const commands: readonly RunnableCommand[] = [
  hotspotsCommand,
  inspectCommand,
  importCommand,
  runCommand,
  listCommand,
  exportCommand,
  picksCommand,
  caseCommand,
  verifyCommand,
  correctCommand,
  rerunCommand,
  backupCommand,
  restoreCommand,
];

/** Exit status: 0 done, 2 wrong usage, 3 something given that cannot be used, 1 our fault, 130 interrupted. */
function exitStatus(code: ErrorCode): number {
  if (code === "usage" || code === "output-exists" || code === "layer-missing") return 2;
  if (code === "cancelled") return 130;
  if (code === "internal" || code === "engine-stopped" || code === "refused" || code === "runtime-missing") return 1;
  return 3;
}

async function main(argv: readonly string[]): Promise<number> {
  const since = Date.now();
  const [name, ...rest] = argv;
  const locale = chooseLocale(argv);
  const asJson = argv.includes("--json");
  const controller = new AbortController();
  process.on("SIGINT", () => controller.abort());
  process.on("SIGTERM", () => controller.abort());
  const progressLine = new ProgressLine(locale);
  const engine = openLocalEngine();
  try {
    if (name === "--version") {
      process.stdout.write(`${programVersion}\n`);
      return 0;
    }
    const catalog = await engine.client.ask("catalog.read", {});
    const command = commands.find((each) => each.name === name);
    const askedForHelp =
      name === undefined || ["help", "--help", "-h"].includes(name) || rest.includes("--help") || rest.includes("-h");
    if (askedForHelp) {
      process.stdout.write(`${helpText(command === undefined ? commands : [command], catalog, locale)}\n`);
      return name === undefined ? 2 : 0;
    }
    if (command === undefined) throw unknownCommand(name);
    const context: CommandContext = {
      client: engine.client,
      catalog,
      locale,
      signal: controller.signal,
      since,
      closeEngine: engine.close,
      say: (text) => progressLine.say(text),
      progress: (progress) => progressLine.show(progress),
    };
    const outcome = await command.run(parseCommand(command, rest), context);
    progressLine.clear();
    process.stdout.write(asJson ? `${JSON.stringify(outcome.json, null, 2)}\n` : `${outcome.lines.join("\n")}\n`);
    return outcome.status ?? 0;
  } catch (thrown) {
    progressLine.clear();
    const error = reportError(controller.signal.aborted ? cancelled() : thrown);
    process.stderr.write(`fangan: ${error.message[locale]}\n`);
    if (error.code === "internal" && error.detail !== undefined) process.stderr.write(`${error.detail}\n`);
    if (asJson) process.stdout.write(`${JSON.stringify({ error: { code: error.code, message: error.message } })}\n`);
    return exitStatus(error.code);
  } finally {
    await engine.close();
  }
}

/** One line on a terminal that is overwritten; nothing where stderr is a file. */
class ProgressLine {
  private shown = false;

  constructor(private readonly locale: Locale) {}

  show({ phase, done, total }: Progress): void {
    if (!process.stderr.isTTY) return;
    const share =
      done !== undefined && total !== undefined && total > 0 ? ` ${Math.round((100 * done) / total)} %` : "";
    process.stderr.write(`\r\u001b[K${phase[this.locale]}${share}`);
    this.shown = true;
  }

  say(text: Text): void {
    this.clear();
    process.stderr.write(`${text[this.locale]}\n`);
  }

  clear(): void {
    if (this.shown) process.stderr.write("\r\u001b[K");
    this.shown = false;
  }
}

function chooseLocale(argv: readonly string[]): Locale {
  const asked = argv[argv.indexOf("--lang") + 1];
  if (argv.includes("--lang")) return asked === "zh" ? "zh" : "en";
  return Intl.DateTimeFormat().resolvedOptions().locale.startsWith("zh") ? "zh" : "en";
}

function unknownCommand(name: string): AppError {
  const known = commands.map((command) => command.name).join(", ");
  return usage(`没有命令“${name}”。可用的命令：${known}。`, `There is no command "${name}". Commands: ${known}.`);
}

process.exitCode = await main(process.argv.slice(2));
