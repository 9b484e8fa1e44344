import { CloseOutlined } from "@ant-design/icons";
import { Checkbox, Input, InputNumber } from "antd";
import { useState } from "react";
import type { PaintClass } from "../../contract/catalog.js";
import type { Layer, LayerColumn } from "../../contract/project.js";
import { Swatch } from "../map/swatch.js";
import { useClassCounts } from "../map/use-class-counts.js";
import { formatMeasure, formatNumber, formatUnit } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { Field } from "./field.js";
import { breaksOf, countsFor, type StyleChoice, withBreaks } from "./style-choice.js";

interface BreakFieldsProps {
  readonly layer: Layer;
  readonly column: LayerColumn;
  readonly choice: StyleChoice;
  /** As they are drawn, perhaps while one of them is moved. */
  readonly breaks: readonly number[];
  readonly remove: (at: number) => void;
  readonly take: (next: StyleChoice) => void;
}

/** Breaks of one's own, each with the rows of the class that begins there, and where they are from. What is typed holds on Enter or when the field is left. */
export function BreakFields({ layer, column, choice, breaks, remove, take }: BreakFieldsProps) {
  const { t, of, locale } = useSpeech();
  const [source, setSource] = useState(choice.source);
  const counts = useClassCounts(layer);
  const drawn = breaksOf(layer);
  // The rows of classes that the layer does not have yet are not known.
  const isDrawn = layer.paint.column === column.name && drawn.join() === breaks.join();
  const classAt = (from: number | null) => layer.paint.classes.find(({ range }) => range?.from === from);
  const rows = (entry: PaintClass | undefined) => {
    const count = counts?.find(({ value }) => value === entry?.value)?.count;
    return <b>{isDrawn && entry !== undefined && count !== undefined ? formatNumber(locale, count) : "…"}</b>;
  };
  const swatch = (entry: PaintClass | undefined) =>
    entry === undefined ? <span /> : <Swatch geometry={layer.geometry} entry={entry} />;
  const [lowest, none] = [classAt(null), layer.paint.classes.find(({ value }) => value === null)];
  const isRemovable = countsFor(choice).includes(breaks.length);
  return (
    <>
      <Field label={t("style.breakSource")}>
        <Input
          aria-label={t("style.breakSource")}
          value={source}
          maxLength={200}
          placeholder={t("style.breakSourceHint")}
          onChange={({ target }) => setSource(target.value)}
          onBlur={() => source !== choice.source && take({ ...choice, source })}
          onPressEnter={({ currentTarget }) => currentTarget.blur()}
        />
      </Field>
      <Field label={t("style.breaks")}>
        <ol className="break-fields">
          <li>
            {swatch(lowest)}
            <span>{t("style.breakBelow")}</span>
            {rows(lowest)}
          </li>
          {breaks.map((value, at) => {
            const entry = classAt(drawn[at] ?? Number.NaN);
            const label = t("style.breakRemove", { value: formatMeasure(locale, column, value) });
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a break that is moved is still the same one.
              <li key={at}>
                {swatch(entry)}
                <InputNumber
                  key={value}
                  size="small"
                  aria-label={t("style.break", { at: at + 1 })}
                  defaultValue={value}
                  suffix={column.unit === undefined ? undefined : formatUnit(locale, column.unit)}
                  changeOnWheel={false}
                  onBlur={({ target }) => {
                    const typed = Number(target.value);
                    if (target.value === "" || !Number.isFinite(typed) || typed === value) return;
                    const next = breaks.map((each, index) => (index === at ? typed : each));
                    take(withBreaks({ ...choice, source }, next));
                  }}
                  onPressEnter={({ currentTarget }) => currentTarget.blur()}
                />
                {rows(entry)}
                <button
                  type="button"
                  className="icon-button"
                  aria-label={label}
                  title={isRemovable ? label : t("style.breakMost", { count: breaks.length })}
                  disabled={!isRemovable}
                  onClick={() => remove(at)}
                >
                  <CloseOutlined />
                </button>
              </li>
            );
          })}
          {none !== undefined && (
            <li>
              {swatch(none)}
              <span>{of(none.title)}</span>
              {rows(none)}
            </li>
          )}
        </ol>
      </Field>
      <Checkbox
        checked={choice.lowFirst}
        onChange={({ target }) => take({ ...choice, source, lowFirst: target.checked })}
      >
        {t("style.lowFirst")}
      </Checkbox>
    </>
  );
}
