import type { Condition } from "../../contract/conditions.js";
import type { Layer } from "../../contract/project.js";
import { ask } from "../engine/engine.js";
import { choose } from "../state/chosen.js";
import { notify, showError } from "../state/notices.js";
import { bothNumbered } from "../text/format.js";
import type { Order } from "./use-rows.js";

/** Rows between two marks that one act takes; all that the table shows have no such limit. */
const most = 20_000;
const page = 1000;

/** Adds rows to what is selected together, or takes them away. */
export async function markRows(layer: Layer, fids: readonly number[], on: boolean): Promise<void> {
  await choose(layer, on ? "add" : "remove", { fids: [...fids] });
}

/** All rows that the table shows under its filter. */
export async function markShown(layer: Layer, filter: readonly Condition[], on: boolean): Promise<void> {
  await choose(layer, on ? "add" : "remove", { filter: [...filter] });
}

/** The rows of the table from one place to another, both included, as it is sorted and filtered. */
export async function markBetween(
  layer: Layer,
  order: Order | null,
  filter: readonly Condition[],
  places: readonly [number, number],
  on: boolean,
): Promise<void> {
  const [first, last] = [Math.min(...places), Math.max(...places)];
  if (last - first >= most) {
    notify("note", bothNumbered("table.markLess", { count: most }));
    return;
  }
  const request = { layer: layer.id, columns: [], filter: [...filter], ...(order === null ? {} : { order }) };
  const fids: number[] = [];
  try {
    for (let offset = first; offset <= last; offset += page) {
      const { rows } = await ask("layer.rows", { ...request, offset, limit: Math.min(page, last - offset + 1) });
      fids.push(...rows.map(({ fid }) => fid));
    }
  } catch (thrown) {
    showError(thrown);
    return;
  }
  await markRows(layer, fids, on);
}
