import { CloseOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useMay } from "../panels/guarded.js";
import { type Chosen, clearChosen, isChosenFrom, selectableLayers, toolLayer } from "../state/chosen.js";
import { filterBy } from "../state/filter.js";
import { holdsHouses } from "../state/inside.js";
import { travel } from "../state/project.js";
import { change, useStore } from "../state/store.js";
import { formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";

/** How many rows are selected together, of which layer, and what can be done with them. */
export function ChosenChip() {
  const chosen = useStore((state) => state.chosen);
  const tool = useStore((state) => state.tool);
  if (chosen === null) return tool === "click" ? null : <ToolHint />;
  return <Chip chosen={chosen} />;
}

function Chip({ chosen }: { chosen: Chosen }) {
  const { t, of, locale } = useSpeech();
  const project = useStore((state) => state.project);
  const { may, why } = useMay("decision");
  const layer = project?.layers.find(({ id }) => id === chosen.layer);
  if (project === null || layer === undefined) return null;
  const { count, serial, bounds } = chosen;
  const filter = [{ set: "selection" as const, serial }];
  const words = t("select.count", { count: formatNumber(locale, count), name: of(layer.title) });
  return (
    <section className="chosen-chip" aria-label={t("select.title")}>
      <output data-testid="chosen-count" title={words}>
        {words}
      </output>
      <NextLayer />
      {bounds !== null && (
        <Button size="small" type="text" onClick={() => travel(bounds)}>
          {t("select.zoom")}
        </Button>
      )}
      {holdsHouses(project, layer) && (
        <Button
          size="small"
          type="text"
          disabled={!may}
          title={why}
          onClick={() => change({ dialog: { type: "pick", rows: { layer: layer.id, filter }, count } })}
        >
          {t("select.pick")}
        </Button>
      )}
      <Button size="small" type="text" onClick={() => filterBy(layer, "selection", filter)}>
        {t("select.filter")}
      </Button>
      <Button
        size="small"
        type="text"
        onClick={() => change({ dialog: { type: "export", layer: layer.id, chosen: true } })}
      >
        {t("menu.exportThese")}
      </Button>
      <button type="button" className="icon-button" aria-label={t("select.clear")} onClick={() => void clearChosen()}>
        <CloseOutlined />
      </button>
    </section>
  );
}

/**
 * The layer that picks to come are of, where the map shows several. What is selected stays until a pick of another layer
 * takes its place.
 */
function NextLayer() {
  const { t } = useSpeech();
  const several = useStore(({ project, hidden }) => selectableLayers(project?.layers ?? [], hidden).length > 1);
  const stays = useStore((state) => {
    const next = toolLayer(state);
    return next === null || isChosenFrom(state.chosen, next);
  });
  if (!several) return null;
  return (
    <span className="chosen-next" data-stays={stays} title={t("menu.nextWhy")}>
      <span className="quiet">{t("menu.next")}</span>
      <LayerOfTools label={t("menu.next")} />
    </span>
  );
}

/** Which layer's rows will be selected, until some are. */
function ToolHint() {
  const { t } = useSpeech();
  return (
    <section className="chosen-chip" aria-label={t("select.title")}>
      <span className="quiet">{t("select.of")}</span>
      <LayerOfTools label={t("select.of")} />
      <span className="quiet">{t("select.modifiers")}</span>
    </section>
  );
}

function LayerOfTools({ label }: { label: string }) {
  const { of } = useSpeech();
  const layer = useStore(toolLayer);
  const layers = useStore((state) => state.project?.layers);
  const hidden = useStore((state) => state.hidden);
  if (layer === null || layers === undefined) return null;
  return (
    <Select
      size="small"
      variant="borderless"
      aria-label={label}
      value={layer.id}
      onChange={(toolLayerId: number) => change({ toolLayerId })}
      options={selectableLayers(layers, hidden).map(({ id, title }) => ({ value: id, label: of(title) }))}
      popupMatchSelectWidth={false}
    />
  );
}
