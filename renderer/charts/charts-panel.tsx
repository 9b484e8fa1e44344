import { BarChartOutlined, CloseOutlined, OrderedListOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { chartPart } from "../../contract/chart-calls.js";
import {
  areaLayers,
  type ChartsView,
  chartLayer,
  chartSpecs,
  clearCharts,
  houseLayers,
  partsFor,
  showCharts,
  toggleCharts,
} from "../state/charts.js";
import { filterBy } from "../state/filter.js";
import { change, useStore } from "../state/store.js";
import { formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { ChartCard } from "./chart-card.js";
import { conditionsOfPicks, noPicks, type Picks, picksOfConditions } from "./picks.js";
import { useChartList, useCharts } from "./use-charts.js";

/** Charts side by side that filter each other, the map and the table. */
export function ChartsPanel({ view }: { view: ChartsView }) {
  const { t, of, locale } = useSpeech();
  const project = useStore((state) => state.project);
  const filter = useStore((state) => state.filter);
  const [asList, setAsList] = useState(false);
  const list = useChartList();
  const layer = project === null ? null : chartLayer(project, view, filter);
  const houses = project === null ? [] : houseLayers(project);
  const areas = useMemo(() => (project === null ? [] : areaLayers(project)), [project]);
  const names = useMemo(() => list.map(({ name }) => name), [list]);
  const specs = useMemo(() => chartSpecs(names, view, areas), [names, view, areas]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: which layers are a family is said by the project
  const parts = useMemo(() => (layer === null ? {} : partsFor(layer, filter)), [layer, filter, project]);
  const answer = useCharts(layer, specs, parts);
  const number = (value: number) => formatNumber(locale, value);
  const isFiltering = names.some((name) => parts[chartPart(name)] !== undefined);
  const home = layer?.parent ?? layer?.id ?? null;
  const boundaries = specs[0]?.boundaries;
  const settings: Readonly<Record<string, ReactNode>> = {
    years: (
      <Select
        size="small"
        variant="borderless"
        aria-label={t("charts.width")}
        value={view.width}
        onChange={(width: 5 | 10) => showCharts({ width })}
        options={([5, 10] as const).map((value) => ({ value, label: t("charts.years", { count: value }) }))}
      />
    ),
    "district-level": areas.length > 1 && boundaries !== undefined && (
      <Select
        size="small"
        variant="borderless"
        aria-label={t("charts.boundaries")}
        value={boundaries}
        onChange={(id: number) => showCharts({ boundaries: id })}
        options={areas.map(({ id, title }) => ({ value: id, label: of(title) }))}
        popupMatchSelectWidth={false}
      />
    ),
  };
  return (
    <section className="charts-panel" aria-label={t("charts.title")}>
      <div className="table-head">
        <h2>{t("charts.title")}</h2>
        {houses.length > 1 && home !== null && (
          <Select
            size="small"
            aria-label={t("charts.layer")}
            value={home}
            onChange={(id: number) => showCharts({ home: id })}
            options={houses.map(({ id, title }) => ({ value: id, label: of(title) }))}
            popupMatchSelectWidth={false}
          />
        )}
        {answer !== null && (
          <span className="quiet fixed" data-testid="charts-count">
            {t("charts.shown", { count: number(answer.count), total: number(answer.total) })}
          </span>
        )}
        {layer !== null && isFiltering && (
          <Button size="small" onClick={() => clearCharts(layer, names)}>
            {t("charts.clear")}
          </Button>
        )}
        <span className="bar-space" />
        <span className="quiet clip" title={t("charts.hint")}>
          {t("charts.hint")}
        </span>
        <Button
          size="small"
          icon={asList ? <BarChartOutlined /> : <OrderedListOutlined />}
          onClick={() => setAsList(!asList)}
        >
          {t(asList ? "charts.drawing" : "charts.list")}
        </Button>
        <button type="button" className="icon-button" aria-label={t("charts.close")} onClick={toggleCharts}>
          <CloseOutlined />
        </button>
      </div>
      {layer === null ? (
        <p className="quiet pad">{t("charts.none")}</p>
      ) : (
        <div className="chart-cards">
          {list.map((entry) => {
            const chart = answer?.charts.find(({ name }) => name === entry.name) ?? null;
            const figures = chart?.figures ?? null;
            const conditions = parts[chartPart(entry.name)] ?? [];
            const pick = (picks: Picks) => {
              if (figures === null) return;
              filterBy(layer, chartPart(entry.name), conditionsOfPicks(figures, picks));
              const bins = picks.bars.size + picks.stack.size;
              change({ announcement: t("charts.picked", { name: of(entry.title), bins }) });
            };
            return (
              <ChartCard
                key={entry.name}
                entry={entry}
                answer={chart}
                picks={figures === null ? noPicks : picksOfConditions(figures, conditions)}
                asList={asList}
                pick={pick}
              >
                {settings[entry.name]}
              </ChartCard>
            );
          })}
        </div>
      )}
    </section>
  );
}
