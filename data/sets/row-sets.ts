import type { Condition, SetCondition } from "../../contract/conditions.js";
import { AppError } from "../../contract/errors.js";
import type { Layer } from "../../contract/project.js";
import { Queue } from "../jobs.js";
import type { RowSet } from "./row-set.js";

/** Earlier sets that can still be named by their serial: what was asked before the set changed is on its way. */
const rememberedSets = 16;

/** What limits a family of layers. */
export interface FamilyFilter {
  readonly serial: number;
  /** The layer on whose columns the conditions are. */
  readonly layer: number;
  readonly conditions: readonly Condition[];
  /** Sets that conditions named, as they were then. */
  readonly within: readonly RowSet[];
  /** What was read to find the rows; when the layer reads otherwise, they must be found again. */
  readonly read: string;
  /** Null: everything passes. */
  readonly rows: RowSet | null;
}

export interface Selection {
  readonly serial: number;
  readonly layer: number;
  readonly home: number;
  readonly read: string;
  readonly rows: RowSet;
}

interface Remembered {
  readonly set: SetCondition["set"];
  readonly serial: number;
  readonly home: number;
  readonly rows: RowSet;
}

/** The layer whose rows a layer has: its parent, or itself. Layers of one home are a family, and share fids. */
export function homeOf({ id, parent }: Layer): number {
  return parent ?? id;
}

/** The filters and the selection of an open project. They live as long as it is open; nothing is written. */
export class RowSets {
  private lastSerial = 0;
  private remembered: readonly Remembered[] = [];
  /** By home. */
  readonly filters = new Map<number, FamilyFilter>();
  /** Filters whose rows are being found again. */
  readonly searches = new Map<string, Promise<FamilyFilter>>();
  selection: Selection | null = null;
  /** Changes of the selection, in the order they were asked for. */
  readonly changes = new Queue();
  /** Serial of the selection while nothing is selected. */
  emptySerial = 0;

  /** Numbers of sets come from one row, so that none names two. */
  next(): number {
    this.lastSerial += 1;
    return this.lastSerial;
  }

  remember(set: SetCondition["set"], serial: number, home: number, rows: RowSet): void {
    this.remembered = [{ set, serial, home, rows }, ...this.remembered].slice(0, rememberedSets);
  }

  /** The rows that a condition on a layer names. Throws `usage` for a set that is gone or of another family. */
  find({ set, serial }: SetCondition, layer: Layer): RowSet {
    const found = this.remembered.find((each) => each.set === set && each.serial === serial);
    if (found === undefined) throw gone(set);
    if (found.home !== homeOf(layer)) throw ofAnotherFamily(set, layer);
    return found.rows;
  }
}

const names = { filter: { zh: "筛选", en: "filter" }, selection: { zh: "选择", en: "selection" } } as const;

function gone(set: SetCondition["set"]): AppError {
  return new AppError("usage", {
    zh: `${names[set].zh}已经改变或结束。请按现在的${names[set].zh}重试。`,
    en: `The ${names[set].en} has changed or ended meanwhile. Try again with the present one.`,
  });
}

function ofAnotherFamily(set: SetCondition["set"], layer: Layer): AppError {
  return new AppError("usage", {
    zh: `${names[set].zh}不在图层“${layer.title.zh}”上：其要素不同。请先在该图层上重新${names[set].zh}。`,
    en: `The ${names[set].en} is not of the layer "${layer.title.en}": its rows are others. Make one on that layer first.`,
  });
}
