import { resolve } from "node:path";
import type { RowChoice } from "../../contract/ledger-calls.js";
import type { ParameterValue } from "../../contract/parameters.js";
import type { Project } from "../../contract/project.js";
import { commonOptions, type Parsed, usage } from "./arguments.js";
import type { CommandContext, RunnableCommand } from "./command.js";
import { findLayer } from "./find-layer.js";

/** Options of every command that decides something. */
export const signedOptions = { operator: { type: "string" } } as const;

/** Opens the project and says who decides, where the command does. */
export async function openSigned(parsed: Parsed, { client }: CommandContext): Promise<Project> {
  const project = await client.ask("project.open", { path: resolve(parsed.positionals[0] ?? "") });
  const name = parsed.text("operator");
  if (name !== undefined) await client.ask("ledger.sign", { name });
  return project;
}

export const picksCommand: RunnableCommand = {
  name: "picks",
  usage: "PROJECT NAME [--from LAYER [--where column=value …] [--top N --by column] --why TEXT] [--operator NAME]",
  explanation: {
    zh: "把图层中的房屋列入清单（没有时新建），并列出清单。",
    en: "Puts buildings of a layer onto a pick list (made when there is none) and shows the list.",
  },
  options: {
    from: { type: "string" },
    where: { type: "string", multiple: true },
    top: { type: "string" },
    by: { type: "string" },
    why: { type: "string" },
    ...signedOptions,
    ...commonOptions,
  },
  positionals: 2,
  async run(parsed, context) {
    const { client } = context;
    const project = await openSigned(parsed, context);
    const name = parsed.positionals[1] ?? "";
    const { lists } = await client.ask("ledger.read", {});
    const known = lists.find((list) => list.name === name)?.id;
    const from = parsed.text("from");
    if (from === undefined && known === undefined)
      throw noList(
        name,
        lists.map((list) => list.name),
      );
    const list = known ?? (await client.ask("list.create", { name })).list;
    if (from !== undefined) {
      const rows = chooseRows(findLayer(project, from).id, parsed);
      await client.ask("list.add", { list, rows, reason: parsed.text("why") ?? from });
    }
    const picks = await client.ask("list.read", { list });
    return {
      lines: picks.map(({ building, code, address, reason }) =>
        [building, code ?? "", address ?? "", reason].join("\t"),
      ),
      json: picks,
    };
  },
};

function chooseRows(layer: number, parsed: Parsed): RowChoice {
  const filter = parsed.texts("where").map((pair) => {
    const at = pair.indexOf("=");
    if (at <= 0)
      throw usage(
        `--where 的写法应如 column=value，收到“${pair}”。`,
        `--where is written column=value; got "${pair}".`,
      );
    return { column: pair.slice(0, at), compare: "=" as const, value: pair.slice(at + 1) satisfies ParameterValue };
  });
  const [top, by] = [parsed.text("top"), parsed.text("by")];
  if ((top === undefined) !== (by === undefined))
    throw usage("--top 与 --by 须同时给出。", "--top and --by go together.");
  const limit = Number(top);
  if (top !== undefined && !(Number.isInteger(limit) && limit > 0)) {
    throw usage(`--top 应为正整数，收到“${top}”。`, `--top is a whole number above zero; got "${top}".`);
  }
  return { layer, filter, ...(by === undefined ? {} : { limit, order: { column: by, descending: true } }) };
}

function noList(name: string, known: readonly string[]): Error {
  return usage(
    `没有名为“${name}”的清单。现有：${known.join("、") || "无"}。用 --from 指明从哪个图层列入。`,
    `There is no list "${name}". Lists: ${known.join(", ") || "none"}. Name the layer to pick from with --from.`,
  );
}
