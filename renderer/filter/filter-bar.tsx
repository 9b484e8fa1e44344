import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Popover, Select } from "antd";
import { useState } from "react";
import { conditionWords } from "../../contract/condition-words.js";
import type { Condition } from "../../contract/conditions.js";
import type { Layer } from "../../contract/project.js";
import { choosePassing } from "../state/chosen.js";
import { clearFilter, filterBy, filterLayer } from "../state/filter.js";
import { change, useStore } from "../state/store.js";
import { formatNumber, formatShare } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { ConditionForm } from "./condition-form.js";
import { SavedFilters } from "./saved-filters.js";

const none: readonly Layer[] = [];

/** One line above the map: what limits map, table, charts and exports, part by part, and how much passes. */
export function FilterBar() {
  const { t, of } = useSpeech();
  const layers = useStore((state) => state.project?.layers ?? none);
  const filter = useStore((state) => state.filter);
  const layer = useStore(filterLayer);
  const [open, setOpen] = useState(false);
  if (layer === null) return null;
  const own = filter?.parts.bar ?? [];
  const add = (condition: Condition) => {
    filterBy(layer, "bar", [...own, condition]);
    setOpen(false);
  };
  return (
    <section className="filter-bar" aria-label={t("filter.title")}>
      <Select
        size="small"
        aria-label={t("filter.layer")}
        value={layer.id}
        onChange={(id: number) => change({ filterLayer: id, filter: null })}
        options={layers.filter(({ count }) => count > 0).map(({ id, title }) => ({ value: id, label: of(title) }))}
        popupMatchSelectWidth={false}
      />
      <ul className="filter-chips">
        {Object.entries(filter?.parts ?? {}).flatMap(([part, conditions]) =>
          conditions.map((condition, index) => (
            <Chip
              key={`${part}/${JSON.stringify(condition)}`}
              layer={layer}
              condition={condition}
              remove={() => filterBy(layer, part, conditions.toSpliced(index, 1))}
            />
          )),
        )}
        <li>
          <Popover
            open={open}
            onOpenChange={setOpen}
            trigger="click"
            placement="bottomLeft"
            destroyOnHidden
            content={<ConditionForm layer={layer} add={add} />}
          >
            <Button size="small" icon={<PlusOutlined />}>
              {t("filter.more")}
            </Button>
          </Popover>
        </li>
      </ul>
      <div className="filter-outcome">
        <Passes />
        {filter !== null && <SelectPassing />}
        {filter !== null && (
          <Button size="small" onClick={clearFilter}>
            {t("filter.clear")}
          </Button>
        )}
        <SavedFilters layer={layer} />
        <button
          type="button"
          className="icon-button"
          aria-label={t("filter.close")}
          title={t("filter.closeWhy")}
          disabled={filter !== null}
          onClick={() => change({ filterBar: false })}
        >
          <CloseOutlined />
        </button>
      </div>
    </section>
  );
}

function Chip({ layer, condition, remove }: { layer: Layer; condition: Condition; remove: () => void }) {
  const { t, of } = useSpeech();
  const layers = useStore((state) => state.project?.layers ?? none);
  const words = of(conditionWords(layer, condition, (id) => layers.find((each) => each.id === id)?.title ?? null));
  return (
    <li className="filter-chip">
      <span className="clip" title={words}>
        {words}
      </span>
      <button type="button" aria-label={t("filter.remove", { words })} onClick={remove}>
        <CloseOutlined />
      </button>
    </li>
  );
}

/** All that passes becomes what is selected. */
function SelectPassing() {
  const { t } = useSpeech();
  const ready = useStore(({ passing }) => passing !== null && passing.count > 0);
  return (
    <Button size="small" title={t("menu.selectPassingWhy")} disabled={!ready} onClick={() => void choosePassing()}>
      {t("menu.selectPassing")}
    </Button>
  );
}

/** `12,004 of 812,345 (1 %)`, said to screen readers as it changes. */
function Passes() {
  const { t, locale } = useSpeech();
  const passing = useStore((state) => state.passing);
  if (passing === null) return null;
  const { count, total } = passing;
  const share = formatShare(locale, total === 0 ? 0 : count / total);
  return (
    <output className="filter-count" data-testid="filter-count">
      {t("filter.count", { count: formatNumber(locale, count), total: formatNumber(locale, total), share })}
    </output>
  );
}
