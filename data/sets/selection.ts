import type { CallInput } from "../../contract/api.js";
import { AppError } from "../../contract/errors.js";
import type { SelectionAnswer } from "../../contract/set-calls.js";
import type { Session } from "../database.js";
import type { OpenProject } from "../project/open-project.js";
import type { TilePlace } from "../tiles/tile-box.js";
import type { TileReader } from "../tiles/tile-reader.js";
import { findRows } from "./find-rows.js";
import { homeOf, type RowSets, type Selection } from "./row-sets.js";

/** What a call about the selection works with. */
export interface SelectionRoom {
  readonly project: OpenProject;
  readonly tiles: TileReader;
  readonly session: Session;
}

/** Throws like `filterSql`, and `usage` for rows of another family. */
export async function changeSelection(
  room: SelectionRoom,
  { layer: id, how, rows: { layer: from, ...choice } }: CallInput<"selection.change">,
): Promise<SelectionAnswer> {
  const { project, session } = room;
  const { sets } = project;
  const [source, chosenFrom] = [project.source(id), project.source(from)];
  const home = homeOf(source.layer);
  if (homeOf(chosenFrom.layer) !== home) throw otherRows(chosenFrom.layer.title, source.layer.title);
  const found = await findRows(session, chosenFrom, choice, (each) => project.source(each));
  const before = await selectionOf(room);
  const same = before?.home === home;
  if (before !== null && !same && (how === "remove" || how === "intersect"))
    throw selectedElsewhere(project.layer(before.layer).title);
  const present = same ? before.rows : null;
  const rows =
    how === "replace"
      ? found
      : how === "add"
        ? (present?.union(found) ?? found)
        : how === "remove"
          ? (present?.difference(found) ?? found.difference(found))
          : (present?.intersection(found) ?? found.difference(found));
  const serial = sets.next();
  sets.selection = { serial, layer: id, home, read: source.geometryRelation, rows };
  sets.remember("selection", serial, home, rows);
  return await readSelection(room);
}

export function clearSelection(sets: RowSets): SelectionAnswer {
  sets.selection = null;
  sets.emptySerial = sets.next();
  return { layer: null, count: 0, serial: sets.emptySerial, bounds: null };
}

export async function readSelection(room: SelectionRoom): Promise<SelectionAnswer> {
  const selection = await selectionOf(room);
  if (selection === null) return { layer: null, count: 0, serial: room.project.sets.emptySerial, bounds: null };
  const { layer, rows, serial } = selection;
  const bounds = await room.tiles.bounds(room.session, room.project.source(layer), rows);
  return { layer, count: rows.count, serial, bounds };
}

export async function selectionTile(room: SelectionRoom, place: TilePlace): Promise<Uint8Array> {
  const selection = await selectionOf(room);
  if (selection === null || selection.rows.count === 0) return new Uint8Array();
  return await room.tiles.read(room.session, room.project.source(selection.layer), place, selection.rows, true);
}

/** The selection; without the rows that are gone since, and on the family's home where its layer is gone. */
async function selectionOf({ project, session }: SelectionRoom): Promise<Selection | null> {
  const { sets } = project;
  const { selection } = sets;
  if (selection === null) return null;
  const layer = [selection.layer, selection.home].find((id) => project.has(id));
  if (layer === undefined) {
    sets.selection = null;
    sets.emptySerial = sets.next();
    return null;
  }
  const source = project.source(layer);
  if (layer === selection.layer && source.geometryRelation === selection.read) return selection;
  const there = await findRows(session, source, {}, (id) => project.source(id));
  const serial = sets.next();
  const rows = selection.rows.intersection(there);
  const kept = { ...selection, serial, layer, read: source.geometryRelation, rows };
  if (sets.selection === selection) sets.selection = kept;
  sets.remember("selection", serial, kept.home, rows);
  return kept;
}

function otherRows(from: { zh: string; en: string }, layer: { zh: string; en: string }): AppError {
  return new AppError("usage", {
    zh: `图层“${from.zh}”与“${layer.zh}”的要素不同，不能在其中选择。请直接在“${from.zh}”上选择。`,
    en: `The layers "${from.en}" and "${layer.en}" have different rows. Select on "${from.en}" itself.`,
  });
}

function selectedElsewhere(layer: { zh: string; en: string }): AppError {
  return new AppError("usage", {
    zh: `现有选择在图层“${layer.zh}”上。请先清除选择，或在该图层上增减。`,
    en: `The selection is on the layer "${layer.en}". Clear it first, or change it on that layer.`,
  });
}
