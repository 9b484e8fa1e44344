import { CloseOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useMemo, useState } from "react";
import { conditionWords } from "../../contract/condition-words.js";
import { GuardedButton } from "../panels/guarded.js";
import { holdsHouses } from "../state/inside.js";
import { passingConditions } from "../state/passing.js";
import { rowsVersion } from "../state/rows-version.js";
import { openTable } from "../state/selection.js";
import { change, type TableView, useStore } from "../state/store.js";
import { formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { ColumnChooser } from "./column-chooser.js";
import { Grid } from "./grid.js";
import { TableSwitches } from "./table-switches.js";
import { useSwitches } from "./use-switches.js";

/** The table of one layer below the map. */
export function TablePanel({ view }: { view: TableView }) {
  const { t, of, locale } = useSpeech();
  const layers = useStore((state) => state.project?.layers);
  const [shown, setShown] = useState<number | null>(null);
  const layer = layers?.find(({ id }) => id === view.layer);
  const titleOf = (id: number) => layers?.find((each) => each.id === id)?.title ?? null;
  const passing = useStore((state) => state.passing);
  const switches = useSwitches(layer ?? null);
  const filter = useMemo(
    () => [...view.filter, ...(layer === undefined ? [] : passingConditions(passing, layer)), ...switches.conditions],
    [view.filter, layer, passing, switches.conditions],
  );
  const filterText = view.filter.map((condition) =>
    layer === undefined ? "" : of(conditionWords(layer, condition, titleOf)),
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
          {filter.length > 0 && shown !== null
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
        <ColumnChooser layer={layer} />
        <TableSwitches switches={switches} />
        <span className="bar-space" />
        {isOfHouses && (
          <GuardedButton
            size="small"
            disabled={shown === 0}
            onClick={() => {
              const rows = { layer: view.layer, filter };
              change({ dialog: { type: "pick", rows, count: shown ?? layer.count } });
            }}
          >
            {t("ledger.pickRows")}
          </GuardedButton>
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
      <Grid key={`${view.layer}/${rowsVersion(layer)}`} layer={layer} filter={filter} counted={setShown} />
    </section>
  );
}
