// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid places its rows itself, which a <table> would not let it.
import { useEffect, useMemo, useState } from "react";
import type { Condition } from "../../contract/api.js";
import { paintColumns } from "../../contract/classify.js";
import type { Layer } from "../../contract/project.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { shownColumns } from "./chosen-columns.js";
import { columnWidth, markWidth } from "./columns.js";
import { GridHead } from "./grid-head.js";
import { GridRow } from "./grid-row.js";
import { markShown } from "./mark-rows.js";
import { contentHeight } from "./row-window.js";
import { useMarks } from "./use-marks.js";
import { useRowActs } from "./use-row-acts.js";
import { type Order, useRows } from "./use-rows.js";
import { useScroller } from "./use-scroller.js";

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
  /** What is shown, and after it what a row's class is told by. */
  const names = useMemo(
    () => [...new Set([...columns.map(({ name }) => name), ...paintColumns(layer.paint)])],
    [columns, layer.paint],
  );
  const { total, row, need } = useRows(layer.id, names, order, filter);
  const selection = useStore((state) => state.selection);
  const count = total ?? 0;
  const { box, scrollTop, fitting, view, scrolled, reveal } = useScroller(count);
  const marks = useMarks(layer, filter, row, view);
  const acts = useRowActs({ layer, columns, order, filter, count, fitting, marked: marks.among, row, reveal });
  useEffect(() => counted(total), [total, counted]);
  useEffect(() => need(view.first, view.count), [need, view.first, view.count]);
  const width = markWidth(layer) + columns.reduce((sum, column) => sum + columnWidth(column, locale), 0);
  return (
    <div
      ref={box}
      className="grid"
      role="grid"
      tabIndex={0}
      aria-label={layer.title[locale]}
      aria-rowcount={count + 1}
      aria-colcount={columns.length + 1}
      data-rows={count}
      onScroll={scrolled}
      onKeyDown={acts.onKey}
    >
      <GridHead
        layer={layer}
        columns={columns}
        width={width}
        order={order}
        sort={setOrder}
        total={count}
        marked={marks.count}
        markAll={(on) => void markShown(layer, filter, on)}
      />
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
                layer={layer}
                columns={columns}
                names={names}
                marked={found !== undefined && marks.among.has(found.fid)}
                selected={found !== undefined && selection?.layer === layer.id && selection.fid === found.fid}
                active={index === acts.active}
                acts={acts}
              />
            );
          })}
        </div>
      </div>
      {total === 0 && <p className="quiet pad">{t("table.empty")}</p>}
    </div>
  );
}
