// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid places its rows itself, which a <table> would not let it.
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import type { Condition } from "../../contract/api.js";
import type { Layer } from "../../contract/project.js";
import { select, zoomToFeature } from "../state/selection.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { shownColumns } from "./chosen-columns.js";
import { columnWidth } from "./columns.js";
import { copyRows } from "./copy-rows.js";
import { GridHead } from "./grid-head.js";
import { GridRow } from "./grid-row.js";
import { contentHeight, rowHeight, rowWindow, scrollStep, scrollTopFor } from "./row-window.js";
import { useFollow } from "./use-follow.js";
import { type Order, useRows } from "./use-rows.js";

interface GridProps {
  readonly layer: Layer;
  readonly filter: readonly Condition[];
  readonly counted: (total: number | null) => void;
}

/** A virtual grid over any number of rows; sorted by the engine, walked by keyboard, one selection with the map. */
export function Grid({ layer, filter, counted }: GridProps) {
  const { t, locale } = useSpeech();
  const [order, setOrder] = useState<Order | null>(null);
  const arranged = useStore((state) => state.preferences.columns);
  const columns = useMemo(() => shownColumns(layer, arranged), [layer, arranged]);
  const names = useMemo(() => columns.map(({ name }) => name), [columns]);
  const { total, row, need } = useRows(layer.id, names, order, filter);
  const selection = useStore((state) => state.selection);
  const scroller = useRef<HTMLDivElement>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const [viewHeight, setViewHeight] = useState(200);
  const [active, setActive] = useState(0);
  const count = total ?? 0;
  const bodyHeight = Math.max(rowHeight, viewHeight - rowHeight);
  const view = rowWindow(scrollTop, bodyHeight, count);
  useEffect(() => counted(total), [total, counted]);
  useEffect(() => need(view.first, view.count), [need, view.first, view.count]);
  useEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const observer = new ResizeObserver(() => setViewHeight(box.clientHeight));
    observer.observe(box);
    // In proportion a wheel notch would skip hundreds of rows: it moves rows, not px. React's listener is passive.
    const wheel = (event: WheelEvent) => {
      const rows = scroller.current?.dataset.rows;
      const step = scrollStep(event.deltaY, box.clientHeight - rowHeight, Number(rows));
      if (event.deltaY === 0 || Math.abs(step) >= Math.abs(event.deltaY)) return;
      event.preventDefault();
      box.scrollTop += step;
      setScrollTop((before) => Math.max(0, Math.min(box.scrollHeight - box.clientHeight, before + step)));
    };
    box.addEventListener("wheel", wheel, { passive: false });
    return () => {
      observer.disconnect();
      box.removeEventListener("wheel", wheel);
    };
  }, []);
  const reveal = (index: number) => {
    setActive(index);
    const fitting = Math.floor(bodyHeight / rowHeight);
    const top = index < view.first + 1 ? index : index >= view.first + fitting ? index - fitting + 1 : null;
    if (top === null) return;
    const target = scrollTopFor(top, bodyHeight, count);
    setScrollTop(target);
    scroller.current?.scrollTo({ top: target });
  };
  useFollow(layer.id, order, filter, (index) => {
    reveal(index);
  });
  const onKey = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(bodyHeight / rowHeight) - 1);
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -count,
      End: count,
    };
    const copies = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "c";
    const step = steps[event.key];
    const found = row(active);
    if (step !== undefined) {
      const next = Math.min(count - 1, Math.max(0, active + step));
      reveal(next);
      const target = row(next);
      if (target !== undefined) void select({ layer: layer.id, fid: target.fid });
    } else if (copies && window.getSelection()?.isCollapsed !== false) void copyRows(layer, columns, order, filter);
    else if (event.key === "Enter" && found !== undefined) void zoomToFeature({ layer: layer.id, fid: found.fid });
    else return;
    event.preventDefault();
  };
  const width = columns.reduce((sum, column) => sum + columnWidth(column, locale), 0);
  return (
    <div
      ref={scroller}
      className="grid"
      role="grid"
      tabIndex={0}
      aria-label={layer.title[locale]}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      data-rows={count}
      onScroll={(event) => {
        const top = event.currentTarget.scrollTop;
        // The browser rounds what it is told; a position that differs by less is our own.
        if (Math.abs(top - scrollTop) >= 1) setScrollTop(top);
      }}
      onKeyDown={onKey}
    >
      <GridHead columns={columns} width={width} order={order} sort={setOrder} />
      <div className="grid-content" style={{ height: contentHeight(count), width }}>
        <div className="grid-rows" style={{ transform: `translateY(${scrollTop + view.offset}px)` }}>
          {Array.from({ length: view.count }, (_, place) => {
            const index = view.first + place;
            const found = row(index);
            return (
              <GridRow
                key={index}
                index={index}
                row={found}
                columns={columns}
                selected={found !== undefined && selection?.layer === layer.id && selection.fid === found.fid}
                active={index === active}
                choose={() => {
                  setActive(index);
                  if (found !== undefined) void select({ layer: layer.id, fid: found.fid });
                }}
                zoom={() => found !== undefined && void zoomToFeature({ layer: layer.id, fid: found.fid })}
              />
            );
          })}
        </div>
      </div>
      {total === 0 && <p className="quiet pad">{t("table.empty")}</p>}
    </div>
  );
}
