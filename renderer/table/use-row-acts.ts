import { type KeyboardEvent, type MouseEvent, useRef, useState } from "react";
import type { Condition } from "../../contract/conditions.js";
import type { Layer, LayerColumn } from "../../contract/project.js";
import { select, zoomToFeature } from "../state/selection.js";
import { copyRows } from "./copy-rows.js";
import { markBetween, markRows } from "./mark-rows.js";
import { useFollow } from "./use-follow.js";
import type { Order, Row } from "./use-rows.js";

/** What a table shows, and how its rows are known. */
interface Shown {
  readonly layer: Layer;
  readonly columns: readonly LayerColumn[];
  readonly order: Order | null;
  readonly filter: readonly Condition[];
  readonly count: number;
  readonly fitting: number;
  readonly marked: ReadonlySet<number>;
  readonly row: (index: number) => Row | undefined;
  readonly reveal: (index: number) => void;
}

export interface RowActs {
  /** The row that the keys act on. */
  readonly active: number;
  /** Selects a row with others, or no longer; `extend`: and all from the row before. */
  readonly mark: (index: number, extend: boolean) => void;
  readonly choose: (index: number, keys: Pick<MouseEvent, "ctrlKey" | "metaKey" | "shiftKey">) => void;
  readonly zoom: (index: number) => void;
  readonly onKey: (event: KeyboardEvent<HTMLElement>) => void;
}

/** Rows of what is about another layer are not on the map, so they are not selected with others. */
export function canMark({ about }: Layer): boolean {
  return about === null;
}

/** What mouse and keyboard do to the rows of a table. */
export function useRowActs(shown: Shown): RowActs {
  const { layer, columns, order, filter, count, fitting, marked, row, reveal } = shown;
  const [active, setActive] = useState(0);
  const lastMark = useRef({ index: 0, on: true });
  const go = (index: number) => {
    setActive(index);
    reveal(index);
  };
  useFollow(layer.id, order, filter, go);
  const open = (index: number) => {
    const found = row(index);
    if (found !== undefined) void select({ layer: layer.id, fid: found.fid });
  };
  const zoom = (index: number) => {
    const found = row(index);
    if (found !== undefined) void zoomToFeature({ layer: layer.id, fid: found.fid });
  };
  const mark = (index: number, extend: boolean) => {
    const fid = row(index)?.fid;
    if (!canMark(layer) || fid === undefined) return;
    const last = lastMark.current;
    const on = extend ? last.on : !marked.has(fid);
    lastMark.current = { index, on };
    setActive(index);
    if (extend) void markBetween(layer, order, filter, [last.index, index], on);
    else void markRows(layer, [fid], on);
  };
  const choose: RowActs["choose"] = (index, { ctrlKey, metaKey, shiftKey }) => {
    if (canMark(layer) && (ctrlKey || metaKey || shiftKey)) return mark(index, shiftKey);
    lastMark.current = { index, on: true };
    setActive(index);
    open(index);
  };
  const onKey: RowActs["onKey"] = (event) => {
    const page = Math.max(1, fitting - 1);
    const steps: Record<string, number> = {
      ...{ ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page },
      ...{ Home: -count, End: count },
    };
    const copies = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "c";
    const step = steps[event.key];
    if (step !== undefined) {
      const next = Math.min(count - 1, Math.max(0, active + step));
      go(next);
      open(next);
    } else if (copies && window.getSelection()?.isCollapsed !== false) void copyRows(layer, columns, order, filter);
    else if (event.key === "Enter" && row(active) !== undefined) zoom(active);
    else if (event.key === " " && canMark(layer) && !isInHead(event.target)) mark(active, event.shiftKey);
    else return;
    event.preventDefault();
  };
  return { active, mark, choose, zoom, onKey };
}

/** The head's own buttons take the space bar themselves. */
function isInHead(target: EventTarget): boolean {
  return target instanceof Element && target.closest(".grid-head") !== null;
}
