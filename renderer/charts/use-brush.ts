import type { EChartsType } from "echarts/core";
import { useEffect, useRef } from "react";
import { noPicks, type Picks, span, toggled } from "./picks.js";

/** What a pointer on a drawing needs to know; the newest is read at every move. */
export interface Brushed {
  /** Bins in the order in which they stand. */
  readonly shown: readonly number[];
  readonly upright: boolean;
  readonly picks: Picks;
  readonly pick: (picks: Picks) => void;
}

interface Pointer {
  readonly offsetX: number;
  readonly offsetY: number;
  readonly event?: unknown;
}

/**
 * Picks bins by pointer: a click takes one (a second click lets it go), a drag takes all that it crosses at every step, Ctrl
 * or Shift add. The whole height of a column, or length of a row, is taken for its bar.
 */
export function useBrush(chart: EChartsType | null, brushed: Brushed): void {
  const newest = useRef(brushed);
  newest.current = brushed;
  useEffect(() => {
    if (chart === null) return;
    let drag: { readonly from: number; to: number; readonly stay: ReadonlySet<number>; moved: boolean } | null = null;
    const placeOf = ({ offsetX, offsetY }: Pointer): number | null => {
      const { shown, upright } = newest.current;
      const found: unknown = chart.convertFromPixel({ gridIndex: 0 }, [offsetX, offsetY]);
      const place = Array.isArray(found) ? Number(found[upright ? 0 : 1]) : Number.NaN;
      return place >= 0 && place < shown.length ? place : null;
    };
    const adds = ({ event }: Pointer) =>
      event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey);
    const down = (pointer: Pointer) => {
      const from = placeOf(pointer);
      const stay = adds(pointer) ? newest.current.picks.bars : noPicks.bars;
      drag = from === null ? null : { from, to: from, stay, moved: false };
    };
    const move = (pointer: Pointer) => {
      const to = placeOf(pointer);
      if (drag === null || to === null || to === drag.to) return;
      Object.assign(drag, { to, moved: true });
      const { shown, picks, pick } = newest.current;
      pick({ ...picks, bars: span(shown, drag.from, to, drag.stay) });
    };
    const up = (pointer: Pointer) => {
      const ended = drag;
      drag = null;
      if (ended === null || ended.moved) return;
      const { shown, picks, pick } = newest.current;
      const bin = shown[ended.from] ?? -1;
      const isOnly = picks.bars.size === 1 && picks.bars.has(bin);
      pick({ ...picks, bars: adds(pointer) ? toggled(picks.bars, bin) : new Set(isOnly ? [] : [bin]) });
    };
    const leave = () => {
      drag = null;
    };
    const area = chart.getZr();
    area.on("mousedown", down);
    area.on("mousemove", move);
    area.on("mouseup", up);
    area.on("globalout", leave);
    return () => {
      if (chart.isDisposed()) return;
      area.off("mousedown", down);
      area.off("mousemove", move);
      area.off("mouseup", up);
      area.off("globalout", leave);
    };
  }, [chart]);
}
