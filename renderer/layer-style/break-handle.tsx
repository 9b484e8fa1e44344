import { type PointerEvent, useRef } from "react";
import type { LayerColumn } from "../../contract/project.js";
import { formatMeasure } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { type BreakScale, draggedTo, limitsOf, pressedTo } from "./break-scale.js";

/** Px that a pointer may tremble before it drags: a click only takes the focus. */
const still = 2;

/** What may be done with the breaks of a histogram. What is moved is only looked at until it is dropped. */
export interface BreakActs {
  readonly move: (at: number, value: number) => void;
  readonly drop: () => void;
  /** Puts back what was moved and not dropped. */
  readonly putBack: () => void;
  /** Whether it is gone: the palette may have no colours for a class less. */
  readonly remove: (at: number) => boolean;
}

interface BreakHandleProps {
  readonly column: LayerColumn;
  readonly breaks: readonly number[];
  readonly at: number;
  readonly scale: BreakScale;
  readonly acts: BreakActs;
}

/** One break on the histogram: dragged by pointer, moved by keys. Stands in the plot, whose width is the scale's. */
export function BreakHandle({ column, breaks, at, scale, acts }: BreakHandleProps) {
  const { t, locale } = useSpeech();
  const grabbed = useRef<{ readonly x: number; readonly value: number; moved: boolean } | null>(null);
  const value = breaks[at] ?? scale.low;
  const { least, most } = limitsOf(breaks, at, scale);
  const share = ((value - scale.low) / (scale.high - scale.low)) * 100;
  const text = formatMeasure(locale, column, value);
  const drag = ({ currentTarget, clientX }: PointerEvent<HTMLElement>) => {
    const plot = currentTarget.parentElement?.getBoundingClientRect();
    const hold = grabbed.current;
    if (hold === null || plot === undefined) return;
    // From where it was grabbed, not from its middle: it must not jump under the pointer.
    const by = clientX - hold.x;
    if (!hold.moved && Math.abs(by) < still) return;
    hold.moved = true;
    const wanted = hold.value + (by / plot.width) * (scale.high - scale.low);
    const next = draggedTo(wanted, breaks, at, scale);
    if (next !== value) acts.move(at, next);
  };
  return (
    <>
      <div
        className="break-handle"
        role="slider"
        tabIndex={0}
        data-at={at}
        // Where several lie on each other the one that can go farther is on top.
        style={{ left: `${share}%`, zIndex: share < 50 ? at + 1 : breaks.length - at }}
        aria-label={t("style.break", { at: at + 1 })}
        aria-valuemin={least}
        aria-valuemax={most}
        aria-valuenow={value}
        aria-valuetext={text}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          grabbed.current = { x: event.clientX, value, moved: false };
        }}
        onPointerMove={drag}
        onPointerUp={() => {
          grabbed.current = null;
          acts.drop();
        }}
        onPointerCancel={() => {
          grabbed.current = null;
          acts.putBack();
        }}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          const next = pressedTo(event, breaks, at, scale);
          if (next !== null) {
            if (next !== value) acts.move(at, next);
          } else if (event.key === "Escape" && grabbed.current !== null) {
            grabbed.current = null;
            acts.putBack();
          } else if (event.key === "Delete" || event.key === "Backspace") {
            const before = event.currentTarget.parentElement?.querySelector<HTMLElement>(`[data-at="${at - 1}"]`);
            // The one behind it takes its place, and with it the focus; behind the last there is none.
            if (acts.remove(at) && at === breaks.length - 1) before?.focus();
          } else return;
          event.preventDefault();
          event.stopPropagation();
        }}
        // A key that is held down moves it many times, and styles the layer once.
        onKeyUp={acts.drop}
        onBlur={acts.drop}
      />
      <span className="break-value" style={{ left: `${share}%`, translate: `-${share}% 0` }} aria-hidden="true">
        {text}
      </span>
    </>
  );
}
