import { type CaseAction, type CaseValues, caseActions, caseValues } from "../../contract/ledger.js";
import type { CaseEntry } from "../../contract/ledger-calls.js";
import { commonOptions, type Parsed, usage } from "./arguments.js";
import { importLedger, returnForm, sendForm, tableOptions, tableVerbs } from "./case-tables.js";
import type { RunnableCommand } from "./command.js";
import { openSigned, signedOptions } from "./picks.js";

/** What the second word can be, beside the actions of the state machine. */
const verbs = [...new Set(["list", "open", "edit", ...caseActions, ...tableVerbs])];

export const caseCommand: RunnableCommand = {
  name: "case",
  usage:
    "PROJECT VERB [FILE] [--list NAME --hazard CLASS] [--case N …] [--set name=value …] [--why TEXT] [--apply [--take new|old] [--row N …]] [--map column=FIELD …] [--operator NAME]",
  explanation: {
    zh: `案件台账。VERB 可为：${verbs.join("、")}；open 从清单立案；send、return、import 后写文件：向鉴定机构发表、核对回表、核对原有台账（加 --apply 才写入）；其余用 --case 指明案件。`,
    en: `The ledger of cases. VERB is one of: ${verbs.join(", ")}; open makes cases of a list; send, return and import take a FILE: a form for an agency, a form that came back, a ledger kept before (written with --apply only); the others take --case.`,
  },
  options: {
    list: { type: "string" },
    hazard: { type: "string" },
    case: { type: "string", multiple: true },
    set: { type: "string", multiple: true },
    why: { type: "string" },
    ...tableOptions,
    ...signedOptions,
    ...commonOptions,
  },
  positionals: 2,
  more: true,
  async run(parsed, context) {
    const { client } = context;
    const verb = parsed.positionals[1] ?? "";
    if (!verbs.includes(verb)) throw unknownVerb(verb);
    await openSigned(parsed, context);
    const why = parsed.text("why");
    const reason = why === undefined ? {} : { why };
    if (verb === "list") return shown(await client.ask("case.list", {}));
    const { lists } = await client.ask("ledger.read", {});
    const list = lists.find(({ name }) => name === parsed.text("list"))?.id;
    if (list === undefined && parsed.text("list") !== undefined) throw noList();
    // With a file it is a form that comes back, without one a case that is returned.
    if (verb === "return" && parsed.positionals.length > 2) return await returnForm(parsed, context, list);
    if (verb === "import") return await importLedger(parsed, context);
    if (verb === "send") {
      if (list === undefined) throw noList();
      return await sendForm(parsed, context, list);
    }
    if (verb === "open") {
      if (list === undefined) throw noList();
      const hazard = parsed.text("hazard") ?? "other";
      const { cases } = await client.ask("case.open", { list, hazard, description: why ?? "" });
      return shown((await client.ask("case.list", {})).filter(({ id }) => cases.includes(id)));
    }
    const cases = readCases(parsed.texts("case"));
    const values = readValues(parsed);
    if (verb === "edit") return shown(await client.ask("case.edit", { cases, values, ...reason }));
    return shown(await client.ask("case.act", { cases, action: verb as CaseAction, values, ...reason }));
  },
};

function shown(cases: readonly CaseEntry[]) {
  return {
    lines: cases.map(({ id, state, hazard, of, values }) =>
      [id, state, hazard, of.code ?? "", of.address ?? "", values.unit ?? "", values.deadline ?? ""].join("\t"),
    ),
    json: cases,
  };
}

function noList(): Error {
  return usage("请用 --list 指明清单的名称。", "Name the list with --list.");
}

function readCases(texts: readonly string[]): number[] {
  const numbers = texts.flatMap((text) => text.split(",")).map(Number);
  if (numbers.length > 0 && numbers.every((number) => Number.isInteger(number) && number > 0)) return numbers;
  throw usage(
    "请用 --case 指明案件编号（如 --case 3 或 --case 3,4）。",
    "Name the cases with --case (such as --case 3 or --case 3,4).",
  );
}

function readValues(parsed: Parsed): Partial<CaseValues> {
  const pairs = parsed.texts("set").map((pair) => {
    const [name = "", value = ""] = pair.split(/=(.*)/su);
    return [name, value === "" ? null : value] as const;
  });
  const read = caseValues.partial().safeParse(Object.fromEntries(pairs));
  if (read.success) return Object.fromEntries(pairs);
  const known = Object.keys(caseValues.shape).join(", ");
  throw usage(
    `--set 的写法应如 unit=安源镇；可用：${known}；日期如 2026-04-01。`,
    `--set is written like unit=NAME; known: ${known}; dates like 2026-04-01.`,
  );
}

function unknownVerb(verb: string): Error {
  return usage(
    `case 后面可为：${verbs.join("、")}，收到“${verb}”。`,
    `After "case" comes one of: ${verbs.join(", ")}; got "${verb}".`,
  );
}
