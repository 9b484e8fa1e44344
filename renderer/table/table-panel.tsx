import { CloseOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useMemo, useState } from "react";
import type { ColumnCondition } from "../../contract/conditions.js";
import type { Layer } from "../../contract/project.js";
import type { Locale } from "../../contract/text.js";
import { holdsHouses } from "../state/inside.js";
import { rowsVersion } from "../state/rows-version.js";
import { openTable } from "../state/selection.js";
import { change, type TableView, useStore } from "../state/store.js";
import { columnTitle, formatCell, formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { Grid } from "./grid.js";

/** The table of one layer below the map. */
export function TablePanel({ view }: { view: TableView }) {
  const { t, of, locale } = useSpeech();
  const layers = useStore((state) => state.project?.layers);
  const [shown, setShown] = useState<number | null>(null);
  const layer = layers?.find(({ id }) => id === view.layer);
  const filterText = useMemo(
    () =>
      view.filter.map((condition) =>
        "column" in condition
          ? conditionText(locale, layer, condition)
          : t(`filter.${"place" in condition ? condition.place : condition.set}`),
      ),
    [view.filter, layer, locale, t],
  );
  const project = useStore((state) => state.project);
  if (layer === undefined || layers === undefined || project === null) return null;
  const isOfHouses = holdsHouses(project, layer);
  return (
    <section className="table-panel" aria-label={t("table.title")}>
      <div className="table-head">
        <Select
          size="small"
          aria-label={t("table.layer")}
          value={view.layer}
          onChange={(id: number) => openTable(id)}
          options={layers.map(({ id, title }) => ({ value: id, label: of(title) }))}
          popupMatchSelectWidth={false}
        />
        <span className="quiet" data-testid="table-total">
          {view.filter.length > 0 && shown !== null
            ? `${t("table.filtered", { count: formatNumber(locale, shown) })} / ${formatNumber(locale, layer.count)}`
            : t("table.rows", { count: formatNumber(locale, layer.count) })}
        </span>
        {filterText.length > 0 && (
          <>
            <span className="filter-tag clip">{filterText.join(" · ")}</span>
            <Button size="small" onClick={() => openTable(view.layer)}>
              {t("table.clearFilter")}
            </Button>
          </>
        )}
        <span className="bar-space" />
        {isOfHouses && (
          <Button
            size="small"
            disabled={shown === 0}
            onClick={() => {
              const rows = { layer: view.layer, filter: [...view.filter] };
              change({ dialog: { type: "pick", rows, count: shown ?? layer.count } });
            }}
          >
            {t("ledger.pickRows")}
          </Button>
        )}
        <button
          type="button"
          className="icon-button"
          aria-label={t("table.close")}
          onClick={() => change({ table: null })}
        >
          <CloseOutlined />
        </button>
      </div>
      <Grid key={`${view.layer}/${rowsVersion(layer)}`} layer={layer} filter={view.filter} counted={setShown} />
    </section>
  );
}

/** `疑似违改 = 是`, in the words of the column and its classes. */
function conditionText(locale: Locale, layer: Layer | undefined, condition: ColumnCondition): string {
  const { column } = condition;
  const value = "value" in condition ? condition.value : undefined;
  const entry = layer?.columns.find(({ name }) => name === column);
  const painted = layer?.paint.column === column ? layer.paint.classes.find((known) => known.value === value) : null;
  const words = painted?.title[locale] ?? (entry && value !== undefined ? formatCell(locale, entry, value) : value);
  return `${entry === undefined ? column : columnTitle(locale, entry)} = ${words}`;
}
