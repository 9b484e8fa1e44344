import type { Api } from "../../contract/api.js";
import type { Client } from "../../contract/wire.js";
import { random } from "../sample/random.js";
import { type Measure, percentilesLine } from "./measures.js";

const [searches, limit, longest] = [30, 20, 100];

/** The search box: whole codes, ends of codes, parts of addresses and names, as they are typed, each for the first time. */
export async function measureSearch(client: Client<Api>, buildings: number): Promise<Measure[]> {
  const dice = random(11, 1);
  const { total } = await client.ask("layer.rows", { layer: buildings, offset: 0, limit: 1 });
  const texts: Record<"code" | "end of a code" | "address" | "name", string[]> = {
    code: [],
    "end of a code": [],
    address: [],
    name: [],
  };
  for (let turn = 0; turn < searches; turn++) {
    const offset = dice.whole(0, total - 1);
    const { columns, rows } = await client.ask("layer.rows", { layer: buildings, offset, limit: 1 });
    const cell = (name: string) => String(rows[0]?.cells[columns.indexOf(name)] ?? "");
    texts.code.push(cell("code"));
    texts["end of a code"].push(cell("code").slice(-5));
    texts.address.push(cell("address").slice(0, 2 + (turn % 8)));
    texts.name.push((cell("name") || cell("address")).slice(-(2 + (turn % 4))));
  }
  const measures: Measure[] = [];
  for (const [kind, all] of Object.entries(texts)) {
    const spent: number[] = [];
    for (const text of all.filter((each) => each !== "")) {
      const started = performance.now();
      await client.ask("search.find", { text, limit });
      spent.push(performance.now() - started);
    }
    if (spent.length > 0) measures.push(percentilesLine(`search by ${kind} (${spent.length})`, spent, longest));
  }
  return measures;
}
