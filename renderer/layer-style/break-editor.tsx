import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useRef, useState } from "react";
import type { Layer, LayerColumn } from "../../contract/project.js";
import { change } from "../state/store.js";
import { formatMeasure } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { withMovedBreaks } from "./bar-pieces.js";
import { BreakFields } from "./break-fields.js";
import type { BreakActs } from "./break-handle.js";
import { breakScale, newBreak } from "./break-scale.js";
import { ColumnHistogram, histogramWidth } from "./histogram.js";
import { countsFor, type StyleChoice, withBreaks } from "./style-choice.js";
import { useHistogram } from "./use-histogram.js";

interface BreakEditorProps {
  readonly layer: Layer;
  readonly column: LayerColumn;
  readonly choice: StyleChoice;
  readonly take: (next: StyleChoice) => void;
}

const noBreaks: readonly number[] = [];

/**
 * The breaks of a column of numbers, on its histogram and as fields. While one is moved only what is here follows; the layer is
 * styled when it is let go. Breaks that were worked out become one's own as soon as one of them is moved, added or removed.
 */
export function BreakEditor({ layer, column, choice, take }: BreakEditorProps) {
  const { t, locale } = useSpeech();
  const found = useHistogram(layer.id, column.name);
  // The state is what is drawn; what is dropped may be newer than the last picture.
  const newest = useRef<readonly number[] | null>(null);
  const [moving, setMoving] = useState<readonly number[] | null>(null);
  const isManual = choice.method === "manual";
  const kept = isManual || layer.paint.column === column.name ? choice.breaks : noBreaks;
  const breaks = moving ?? kept;
  const scale = found === null ? null : breakScale(found.bins, column.type, histogramWidth);
  const text = (value: number | undefined) => formatMeasure(locale, column, value ?? 0);
  const hold = (next: readonly number[] | null) => {
    newest.current = next;
    setMoving(next);
  };
  const keep = (next: readonly number[], said: string) => {
    take(withBreaks(choice, next));
    change({ announcement: isManual ? said : t("style.breakManual", { said }) });
  };
  const acts: BreakActs = {
    move: (at, value) => hold((newest.current ?? kept).map((each, index) => (index === at ? value : each))),
    drop: () => {
      const next = newest.current;
      if (next === null) return;
      hold(null);
      const at = next.findIndex((each, index) => each !== kept[index]);
      if (at >= 0) keep(next, t("style.breakMoved", { at: at + 1, value: text(next[at]) }));
    },
    putBack: () => hold(null),
    remove: (at) => {
      if (!countsFor(choice).includes(kept.length)) {
        change({ announcement: t("style.breakMost", { count: kept.length }) });
        return false;
      }
      hold(null);
      const values = { value: text(kept[at]), count: kept.length };
      keep(
        kept.filter((_each, index) => index !== at),
        t("style.breakRemoved", values),
      );
      return true;
    },
  };
  const room = scale === null ? null : newBreak(kept, scale);
  const fits = countsFor(choice).includes(kept.length + 2);
  const add = (near?: number) => {
    const value = scale === null ? null : newBreak(kept, scale, near);
    if (value === null) return;
    keep([...kept, value], t("style.breakAdded", { value: text(value), count: kept.length + 2 }));
  };
  const isOfRanges = choice.method !== "categories";
  const why = fits
    ? room === null
      ? t("style.breakNoRoom")
      : undefined
    : t("style.breakMost", { count: kept.length + 2 });
  return (
    <>
      {found !== null && scale !== null ? (
        <ColumnHistogram
          column={column}
          found={found}
          scale={scale}
          paint={withMovedBreaks(layer.paint, breaks)}
          breaks={breaks}
          acts={acts}
          add={isOfRanges && fits ? add : null}
        />
      ) : (
        <div className="style-histogram" />
      )}
      {isOfRanges && (
        <div className="break-foot">
          <p className="quiet">{t("style.breakHint")}</p>
          <p className="quiet">{t("style.closed")}</p>
          <Button size="small" icon={<PlusOutlined />} disabled={why !== undefined} title={why} onClick={() => add()}>
            {t("style.breakAdd")}
          </Button>
        </div>
      )}
      {isManual && (
        <BreakFields layer={layer} column={column} choice={choice} breaks={breaks} remove={acts.remove} take={take} />
      )}
    </>
  );
}
