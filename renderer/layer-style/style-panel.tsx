import { CloseOutlined } from "@ant-design/icons";
import { Button, Select, Slider } from "antd";
import { useState } from "react";
import { palettes } from "../../contract/palettes.js";
import type { Layer } from "../../contract/project.js";
import { useMay } from "../panels/guarded.js";
import { useStore } from "../state/store.js";
import { arrangeLayer, openStyle, styleLayer } from "../state/style.js";
import { columnTitle } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { BreakEditor } from "./break-editor.js";
import { Field } from "./field.js";
import { PaletteStrip } from "./palette-strip.js";
import { presetsFor } from "./presets.js";
import {
  choiceOf,
  countsFor,
  isNumeric,
  methodsFor,
  palettesFor,
  type StyleChoice,
  styleOf,
  withColumn,
  withMethod,
  withPalette,
} from "./style-choice.js";

/** How a layer is put into classes and coloured. Every choice shows on the map at once and is kept. */
export function StylePanel({ layer }: { layer: Layer }) {
  const { t, of } = useSpeech();
  const catalog = useStore((state) => state.catalog);
  const { may } = useMay("change");
  const { view } = layer;
  const presets = presetsFor(layer, catalog);
  return (
    <section className="style-panel" aria-label={t("style.title", { name: of(layer.title) })}>
      <div className="panel-head card-head">
        <button
          type="button"
          className="icon-button"
          title={t("style.close")}
          aria-label={t("style.close")}
          onClick={() => openStyle(null)}
        >
          <CloseOutlined />
        </button>
        <h2>{t("style.title", { name: of(layer.title) })}</h2>
      </div>
      <div className="panel-body style-body">
        {view?.note !== null && view?.note !== undefined && (
          <p className="style-note" role="status">
            {of(view.note)}
          </p>
        )}
        {!may && <p className="style-note">{t("keep.looksOnly")}</p>}
        {presets.length > 0 && (
          <fieldset className="style-presets">
            <legend>{t("style.preset")}</legend>
            {presets.map(({ word, style }) => (
              <Button key={word} size="small" onClick={() => void styleLayer(layer.id, style)}>
                {t(word)}
              </Button>
            ))}
          </fieldset>
        )}
        <StyleFields key={`${layer.id}.${layer.revision}`} layer={layer} />
        <Field label={t("style.opacity")}>
          <Slider
            min={0}
            max={100}
            step={5}
            defaultValue={Math.round((view?.opacity ?? 1) * 100)}
            ariaLabelForHandle={t("style.opacity")}
            onChangeComplete={(percent) => void arrangeLayer(layer.id, { opacity: percent / 100 })}
          />
        </Field>
        <Button disabled={(view?.style ?? null) === null} onClick={() => void styleLayer(layer.id, null)}>
          {t("style.reset")}
        </Button>
      </div>
    </section>
  );
}

function StyleFields({ layer }: { layer: Layer }) {
  const { t, locale, of } = useSpeech();
  // What is chosen until the layer has it.
  const [draft, setDraft] = useState<StyleChoice | null>(null);
  const choice = draft ?? choiceOf(layer);
  if (choice === null) return <p className="quiet">{t("style.none")}</p>;
  const column = layer.columns.find(({ name }) => name === choice.column);
  const take = (next: StyleChoice) => {
    setDraft(next);
    const style = styleOf(next);
    if (style === null) return;
    void styleLayer(layer.id, style).then(() => setDraft((latest) => (latest === next ? null : latest)));
  };
  const counted = choice.method === "natural" || choice.method === "quantile" || choice.method === "equal";
  return (
    <>
      <Field label={t("style.column")}>
        <Select
          aria-label={t("style.column")}
          showSearch={{ optionFilterProp: "label" }}
          value={choice.column}
          options={layer.columns.map((each) => ({ value: each.name, label: columnTitle(locale, each) }))}
          onChange={(name) => {
            const next = layer.columns.find((each) => each.name === name);
            if (next !== undefined) take(withColumn(choice, next));
          }}
        />
      </Field>
      <Field label={t("style.method")}>
        <Select
          aria-label={t("style.method")}
          value={choice.method}
          options={(column === undefined ? [] : methodsFor(column)).map((method) => ({
            value: method,
            label: t(`style.${method}`),
          }))}
          onChange={(method) => take(withMethod(choice, method))}
        />
      </Field>
      {counted && (
        <Field label={t("style.classes")}>
          <Select
            aria-label={t("style.classes")}
            value={choice.classes}
            options={countsFor(choice).map((count) => ({ value: count, label: String(count) }))}
            onChange={(classes) => take({ ...choice, classes })}
          />
        </Field>
      )}
      <Field label={t("style.palette")}>
        <Select
          aria-label={t("style.palette")}
          value={choice.palette}
          options={palettesFor(choice.method).map(({ name, title }) => ({ value: name, label: of(title) }))}
          optionRender={({ value, label }) => (
            <span className="palette-option">
              <PaletteStrip palette={palettes.find(({ name }) => name === value)} />
              {label}
            </span>
          )}
          onChange={(name) => take(withPalette(choice, name))}
        />
      </Field>
      {column !== undefined && isNumeric(column) && (
        <BreakEditor key={column.name} layer={layer} column={column} choice={choice} take={take} />
      )}
    </>
  );
}
