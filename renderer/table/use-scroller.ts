import { type RefObject, type UIEvent, useEffect, useRef, useState } from "react";
import { type RowWindow, rowHeight, rowWindow, scrollStep, scrollTopFor } from "./row-window.js";

interface Scroller {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly scrollTop: number;
  /** Rows that fit below the head. */
  readonly fitting: number;
  readonly view: RowWindow;
  readonly scrolled: (event: UIEvent<HTMLElement>) => void;
  /** Scrolls as little as brings a row into view. */
  readonly reveal: (index: number) => void;
}

/** The scrolled box of `count` rows below a head of one row's height. */
export function useScroller(count: number): Scroller {
  const box = useRef<HTMLDivElement>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const [viewHeight, setViewHeight] = useState(200);
  const bodyHeight = Math.max(rowHeight, viewHeight - rowHeight);
  const view = rowWindow(scrollTop, bodyHeight, count);
  const fitting = Math.floor(bodyHeight / rowHeight);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setViewHeight(element.clientHeight));
    observer.observe(element);
    // In proportion a wheel notch would skip hundreds of rows: it moves rows, not px. React's listener is passive.
    const wheel = (event: WheelEvent) => {
      const step = scrollStep(event.deltaY, element.clientHeight - rowHeight, Number(element.dataset.rows));
      if (event.deltaY === 0 || Math.abs(step) >= Math.abs(event.deltaY)) return;
      event.preventDefault();
      element.scrollTop += step;
      setScrollTop((before) => Math.max(0, Math.min(element.scrollHeight - element.clientHeight, before + step)));
    };
    element.addEventListener("wheel", wheel, { passive: false });
    return () => {
      observer.disconnect();
      element.removeEventListener("wheel", wheel);
    };
  }, []);
  return {
    ...{ box, scrollTop, fitting, view },
    scrolled: ({ currentTarget: { scrollTop: top } }) => {
      // The browser rounds what it is told; a position that differs by less is our own.
      if (Math.abs(top - scrollTop) >= 1) setScrollTop(top);
    },
    reveal(index) {
      const top = index < view.first + 1 ? index : index >= view.first + fitting ? index - fitting + 1 : null;
      if (top === null) return;
      const target = scrollTopFor(top, bodyHeight, count);
      setScrollTop(target);
      box.current?.scrollTo({ top: target });
    },
  };
}
