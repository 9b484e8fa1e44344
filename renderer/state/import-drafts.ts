import type { Reading } from "../../contract/api.js";
import type { KindEntry } from "../../contract/catalog.js";
import type { Inspection } from "../../contract/inspection.js";
import type { Layer } from "../../contract/project.js";
import type { Word } from "../text/words.js";
import { change, type Dialog, type ImportDraft } from "./store.js";

let nextId = 1;

export function newDraft(path: string, reading: Reading = {}): ImportDraft {
  return { id: nextId++, path, reading, replaces: null, inspection: null, busy: true, error: null };
}

/** Changes one draft of the import dialog that is open; one that has left is left alone. */
export function changeDraft(id: number, next: Partial<ImportDraft>): void {
  changeImport((dialog) => ({
    ...dialog,
    drafts: dialog.drafts.map((draft) => (draft.id === id ? { ...draft, ...next } : draft)),
  }));
}

/** Shows another draft of the dialog. */
export function showDraft(id: number): void {
  changeImport((dialog) => ({ ...dialog, shown: id }));
}

/** Takes drafts out of the dialog; where the shown one goes, the next comes up, and with the last one the dialog closes. */
export function leaveDrafts(ids: readonly number[]): void {
  changeImport((dialog) => {
    const rest = dialog.drafts.filter(({ id }) => !ids.includes(id));
    const place = dialog.drafts.findIndex(({ id }) => id === dialog.shown);
    const after = dialog.drafts.slice(place).find(({ id }) => !ids.includes(id));
    const next = after ?? rest.at(-1);
    return next === undefined ? { type: "none" } : { ...dialog, drafts: rest, shown: next.id };
  });
}

/** Puts the other layers of a draft's file behind it, each as a draft of its own. */
export function addOtherLayers(draft: ImportDraft): void {
  changeImport((dialog) => {
    const there = new Set(
      dialog.drafts
        .filter(({ path }) => path === draft.path)
        .map((each) => each.reading.layer ?? each.inspection?.layer),
    );
    const others = (draft.inspection?.layers ?? []).filter(({ name }) => !there.has(name));
    const place = dialog.drafts.findIndex(({ id }) => id === draft.id) + 1;
    const added = others.map(({ name }) => newDraft(draft.path, { layer: name }));
    return { ...dialog, drafts: [...dialog.drafts.slice(0, place), ...added, ...dialog.drafts.slice(place)] };
  });
}

/** A file can be imported when it could be read and it is known where on earth it lies. */
export function canImport({ inspection, error, busy }: ImportDraft): boolean {
  return inspection !== null && error === null && !busy && !needsCrs(inspection) && inspection.coordinates !== null;
}

/** Shapes without a known CRS; rows without shapes need none. */
export function needsCrs({ crs, geometry }: Inspection): boolean {
  return crs.value === null && geometry !== null;
}

/** A column is worth a look where less than this share of its values is understood. */
export const goodShare = 0.95;

/**
 * Why a person should look at a draft before it is imported; empty: nothing is in doubt. What the user has chosen is not
 * in doubt any more.
 */
export function doubts({ reading, inspection, error }: ImportDraft, kinds: readonly KindEntry[]): Word[] {
  if (error !== null) return ["import.doubt.error"];
  if (inspection === null) return [];
  const { kind, encoding, crs, mapping, understood, oldDatum } = inspection;
  const entry = kinds.find(({ name }) => name === kind.value);
  const asked: readonly (readonly [Word, boolean])[] = [
    ["import.doubt.kind", reading.kind === undefined && !kind.sure],
    ["import.doubt.encoding", reading.encoding === undefined && !encoding.sure],
    [
      "import.doubt.crs",
      needsCrs(inspection) || (reading.crs === undefined && !crs.sure && inspection.geometry !== null),
    ],
    ["import.doubt.geometry", inspection.geometry === null],
    ["import.doubt.datum", oldDatum && reading.datum === undefined],
    ["import.doubt.required", (entry?.columns ?? []).some((column) => column.required && !(column.name in mapping))],
    ["import.doubt.fields", inspection.unsure.some((column) => reading.mapping?.[column] === undefined)],
    ["import.doubt.codes", inspection.proposals.some(({ column }) => reading.values?.[column] === undefined)],
    ["import.doubt.values", understood.some((each) => shareOf(each) < goodShare)],
  ];
  return asked.filter(([, doubtful]) => doubtful).map(([word]) => word);
}

/** Share of a column's values that are understood; 1 where there are none. */
export function shareOf({ values, understood }: { readonly values: number; readonly understood: number }): number {
  return values === 0 ? 1 : understood / values;
}

/**
 * The layer of which a file is likely a newer version: of the same kind, from a file of the same name apart from dates and
 * version marks. Only ever proposed.
 */
export function olderVersion({ path, inspection, reading }: ImportDraft, layers: readonly Layer[]): Layer | null {
  if (inspection === null) return null;
  const kind = reading.kind ?? inspection.kind.value;
  const name = plainFileName(path);
  if (name === "") return null;
  const fitting = replaceable(layers, kind).filter(({ source }) => plainFileName(source?.path ?? "") === name);
  return fitting.at(-1) ?? null;
}

/** The layer that a draft replaces as it stands; null where it became of another kind since, or the layer is gone. */
export function targetOf({ replaces, reading, inspection }: ImportDraft, layers: readonly Layer[]): number | null {
  const kind = reading.kind ?? inspection?.kind.value ?? "";
  return replaceable(layers, kind).some(({ id }) => id === replaces) ? replaces : null;
}

/** Layers of a kind that came from a file: a newer version can take their place. */
export function replaceable(layers: readonly Layer[], kind: string): Layer[] {
  return layers.filter((layer) => layer.kind === kind && layer.source !== null && layer.about === null);
}

/** `房屋_2024年6月.shp`, `房屋 (2).zip` and `房屋-v3.shp` are `房屋`; a name of nothing but a date is empty. */
export function plainFileName(path: string): string {
  const name = path.split(/[\\/]/u).at(-1) ?? path;
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\.[^.]*$/u, "")
    .replace(/(第?\d+(?:年|月|日|版|期|季度|轮|次)|v?\d+(?:[.-]\d+)*|副本|copy|最新|更新|新版|new)/gu, "")
    .replace(/[\s_\-—.()[\]【】]+/gu, "");
}

type ImportState = Extract<Dialog, { type: "import" }>;

function changeImport(next: (dialog: ImportState) => Dialog): void {
  change(({ dialog }) => (dialog.type === "import" ? { dialog: next(dialog) } : {}));
}
