import type { Preferences } from "../../contract/preferences.js";
import type { Layer, LayerColumn } from "../../contract/project.js";
import { reasonColumn } from "../../contract/reasons.js";
import { arrange } from "../state/layout.js";
import { current } from "../state/store.js";
import { tableColumns } from "./columns.js";

/** How a user arranged the columns of a kind of layer: those that come first, in order, and those that are left out. */
type Arrangement = NonNullable<Preferences["columns"]>[string];

const asDelivered: Arrangement = { first: [], hidden: [] };

/** Long texts that the card tells as well. */
const offAtFirst: readonly string[] = [reasonColumn.name];

/** All columns of a layer in the order of the user, else in the usual one. */
export function orderedColumns(layer: Layer, columns: Preferences["columns"]): readonly LayerColumn[] {
  const { first } = columns?.[layer.kind] ?? asDelivered;
  const usual = tableColumns(layer);
  const ahead = first.flatMap((name) => usual.find((column) => column.name === name) ?? []);
  return [...ahead, ...usual.filter((column) => !ahead.includes(column))];
}

/** The columns of a kind of layer that are left out: those that the user took out, and the lines of reasons until they are wanted. */
export function hiddenColumns(kind: string, columns: Preferences["columns"]): ReadonlySet<string> {
  const { hidden = [], added = [] } = columns?.[kind] ?? {};
  return new Set([...hidden, ...offAtFirst.filter((name) => !added.includes(name))]);
}

/** The columns that the table shows; never none. */
export function shownColumns(layer: Layer, columns: Preferences["columns"]): readonly LayerColumn[] {
  const hidden = hiddenColumns(layer.kind, columns);
  const ordered = orderedColumns(layer, columns);
  const shown = ordered.filter(({ name }) => !hidden.has(name));
  return shown.length === 0 ? ordered : shown;
}

function rearrange(kind: string, change: (before: Arrangement) => Arrangement | null): void {
  const { columns = {} } = current().preferences;
  const others = Object.entries(columns).filter(([name]) => name !== kind);
  const next = change(columns[kind] ?? asDelivered);
  arrange({ columns: Object.fromEntries(next === null ? others : [...others, [kind, next]]) });
}

export function toggleColumn({ kind }: Layer, name: string): void {
  const toggled = (names: readonly string[]) =>
    names.includes(name) ? names.filter((each) => each !== name) : [...names, name];
  rearrange(kind, (before) =>
    offAtFirst.includes(name)
      ? { ...before, added: toggled(before.added ?? []) }
      : { ...before, hidden: toggled(before.hidden) },
  );
}

/** Moves a column by one place to the left (negative) or to the right. */
export function moveColumn(layer: Layer, name: string, by: 1 | -1): void {
  const order = orderedColumns(layer, current().preferences.columns).map((column) => column.name);
  const at = order.indexOf(name);
  const other = order[at + by];
  if (at < 0 || other === undefined) return;
  order[at] = other;
  order[at + by] = name;
  const moved = Math.max(at, at + by);
  rearrange(layer.kind, (before) => ({ ...before, first: order.slice(0, Math.max(before.first.length, moved + 1)) }));
}

export function resetColumns({ kind }: Layer): void {
  rearrange(kind, () => null);
}
