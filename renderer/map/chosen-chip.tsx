import { CloseOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useMay } from "../panels/guarded.js";
import { type Chosen, clearChosen, selectableLayers, toolLayer } from "../state/chosen.js";
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
  return (
    <section className="chosen-chip" aria-label={t("select.title")}>
      <output data-testid="chosen-count">
        {t("select.count", { count: formatNumber(locale, count), name: of(layer.title) })}
      </output>
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
      <button type="button" className="icon-button" aria-label={t("select.clear")} onClick={() => void clearChosen()}>
        <CloseOutlined />
      </button>
    </section>
  );
}

/** Which layer's rows will be selected, until some are. */
function ToolHint() {
  const { t, of } = useSpeech();
  const layer = useStore(toolLayer);
  const layers = useStore((state) => state.project?.layers);
  const hidden = useStore((state) => state.hidden);
  if (layer === null || layers === undefined) return null;
  const visible = selectableLayers(layers, hidden);
  return (
    <section className="chosen-chip" aria-label={t("select.title")}>
      <span className="quiet">{t("select.of")}</span>
      <Select
        size="small"
        variant="borderless"
        aria-label={t("select.of")}
        value={layer.id}
        onChange={(toolLayerId: number) => change({ toolLayerId })}
        options={visible.map(({ id, title }) => ({ value: id, label: of(title) }))}
        popupMatchSelectWidth={false}
      />
      <span className="quiet">{t("select.modifiers")}</span>
    </section>
  );
}
