import { resolve } from "node:path";
import type { LedgerImport, ReturnedForm } from "../../contract/returned-calls.js";
import { type Parsed, usage } from "./arguments.js";
import type { CommandContext } from "./command.js";

/** Verbs that take a file after them. */
export const tableVerbs = ["return", "import", "send"] as const;

/** Options of the verbs that take a file. */
export const tableOptions = {
  apply: { type: "boolean" },
  take: { type: "string" },
  map: { type: "string", multiple: true },
  row: { type: "string", multiple: true },
  replace: { type: "boolean" },
} as const;

interface Printed {
  readonly lines: readonly string[];
  readonly json: unknown;
}

/** Reads back a form, field by field; `--apply` writes it, `--take new|old` decides its conflicts, `--row` contradictions. */
export async function returnForm(parsed: Parsed, { client, locale }: CommandContext, list: number | undefined) {
  const given = {
    path: fileOf(parsed),
    ...mappingOf(parsed),
    ...(list === undefined ? {} : { list }),
  };
  const form = await client.ask("return.inspect", given);
  const lines = [...form.notes.map((note) => note[locale]), ...formLines(form, locale)];
  if (!parsed.flag("apply")) return { lines, json: form } satisfies Printed;
  const take = parsed.text("take");
  if (take !== undefined && take !== "new" && take !== "old")
    throw usage(`--take 可为 new 或 old，收到“${take}”。`, `--take is new or old; got "${take}".`);
  const { sha256, serial } = form;
  const done = await client.ask("return.apply", {
    ...given,
    sha256,
    serial,
    ...(take === undefined ? {} : { conflicts: take }),
    rows: parsed.texts("row").map(Number),
  });
  const words = {
    zh: `已写入 ${done.buildings} 栋 ${done.written} 项`,
    en: `${done.buildings} buildings, ${done.written} fields written`,
  };
  return { lines: [...lines, words[locale]], json: { ...form, ...done } } satisfies Printed;
}

function formLines({ rows, counts }: ReturnedForm, locale: "zh" | "en"): string[] {
  const lines = rows.map(({ row, code, problem, why, cells }) => {
    const said = cells.map(({ field, given, value, known, state, note }) => {
      const change = known === null || state === "same" ? (value ?? given) : `${known}→${value ?? given}`;
      return `${field} ${state} ${change}${note === null ? "" : ` (${note[locale]})`}`;
    });
    return [row, code ?? "", problem === null ? "ok" : `${problem}: ${why?.[locale] ?? ""}`, ...said].join("\t");
  });
  return [
    ...lines,
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join("  "),
  ];
}

/** Looks at a ledger kept before; `--apply` takes its fresh rows in. */
export async function importLedger(parsed: Parsed, { client, locale }: CommandContext) {
  const given = { path: fileOf(parsed), ...mappingOf(parsed) };
  const seen = await client.ask("ledger.inspect", given);
  const lines = [...seen.notes.map((note) => note[locale]), ...ledgerLines(seen, locale)];
  if (!parsed.flag("apply")) return { lines, json: seen } satisfies Printed;
  const { sha256, serial } = seen;
  const done = await client.ask("ledger.import", { ...given, sha256, serial });
  const words = { zh: `已导入 ${done.cases} 件`, en: `${done.cases} cases taken in` };
  return { lines: [...lines, words[locale]], json: { ...seen, ...done } } satisfies Printed;
}

function ledgerLines({ rows, counts }: LedgerImport, locale: "zh" | "en"): string[] {
  const lines = rows.map(({ row, code, hazard, state, problem, notes }) =>
    [row, code ?? "", problem ?? "ok", hazard, state ?? "?", ...notes.map((note) => note[locale])].join("\t"),
  );
  return [
    ...lines,
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join("  "),
  ];
}

/** Writes the form of a list for an agency. */
export async function sendForm(parsed: Parsed, { client }: CommandContext, list: number) {
  const sent = await client.ask("list.send", { list, path: fileOf(parsed), replace: parsed.flag("replace") });
  return { lines: [`${sent.path}\t${sent.rows}`], json: sent } satisfies Printed;
}

function fileOf(parsed: Parsed): string {
  const file = parsed.positionals[2];
  if (file !== undefined) return resolve(file);
  throw usage("请在动作之后写明文件。", "Name the file after the verb.");
}

function mappingOf(parsed: Parsed): { mapping?: Record<string, string> } {
  const pairs = parsed.texts("map").map((pair) => {
    const at = pair.indexOf("=");
    if (at <= 0)
      throw usage(`--map 的写法应如 grade=等级，收到“${pair}”。`, `--map is written grade=FIELD; got "${pair}".`);
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
  return pairs.length === 0 ? {} : { mapping: Object.fromEntries(pairs) };
}
