import { Button, Checkbox, Modal, Radio, Select } from "antd";
import { useState } from "react";
import type { Condition } from "../../contract/conditions.js";
import type { Layer } from "../../contract/project.js";
import { isChosenFrom } from "../state/chosen.js";
import { exportLayer, exportRun, runFolder } from "../state/exports.js";
import { passingConditions } from "../state/passing.js";
import { change, useStore } from "../state/store.js";
import { formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";

const none: readonly Layer[] = [];

/** What to write (the run's whole set, or one layer in a format), then the system's dialog says where. */
export function ExportDialog({ layer: given, chosenOnly }: { layer: number | null; chosenOnly: boolean }) {
  const { t, of, locale } = useSpeech();
  const layers = useStore((state) => state.project?.layers ?? none);
  const run = useStore((state) => state.ranking?.run ?? null);
  const ranked = useStore((state) => state.ranking?.layer.id);
  const formats = useStore((state) => state.catalog?.writeFormats) ?? [];
  const [whole, setWhole] = useState(given === null && run !== null);
  const [layerId, setLayer] = useState(given ?? ranked ?? layers[0]?.id ?? null);
  const [formatName, setFormat] = useState(formats[0]?.name ?? "");
  const layer = layers.find(({ id }) => id === layerId);
  const format = formats.find(({ name }) => name === formatName);
  const passing = useStore((state) => state.passing);
  const chosen = useStore((state) => state.chosen);
  const [filtered, setFiltered] = useState(!chosenOnly);
  const [selected, setSelected] = useState(chosenOnly);
  const conditions = layer === undefined ? [] : passingConditions(passing, layer);
  const picked = layer !== undefined && isChosenFrom(chosen, layer) ? chosen : null;
  const rows: readonly Condition[] = [
    ...(filtered ? conditions : []),
    ...(selected && picked !== null ? [{ set: "selection" as const, serial: picked.serial }] : []),
  ];
  const close = () => change({ dialog: { type: "none" } });
  const go = async () => {
    if (whole && run !== null) {
      if (await exportRun(run)) close();
    } else if (layer !== undefined && format !== undefined) {
      if (await exportLayer(layer, format, rows)) close();
    }
  };
  return (
    <Modal
      open
      centered
      width={520}
      title={t("export.title")}
      onCancel={close}
      okText={t("export.choose")}
      cancelText={t("common.cancel")}
      footer={[
        <Button key="cancel" onClick={close}>
          {t("common.cancel")}
        </Button>,
        <Button key="go" type="primary" autoFocus onClick={() => void go()}>
          {t("export.choose")}
        </Button>,
      ]}
    >
      {run !== null && (
        <Radio.Group
          className="export-what"
          aria-label={t("export.what")}
          value={whole}
          onChange={({ target }) => setWhole(target.value === true)}
          options={[
            { value: true, label: t("export.run") },
            { value: false, label: t("export.layer", { name: layer === undefined ? "" : of(layer.title) }) },
          ]}
        />
      )}
      {whole && run !== null ? (
        <p className="quiet">{t("export.subfolder", { name: runFolder(run) })}</p>
      ) : (
        <div className="form-grid">
          <div className="field">
            <span>{t("table.layer")}</span>
            <Select
              aria-label={t("table.layer")}
              value={layerId}
              onChange={setLayer}
              options={layers.map(({ id, title }) => ({ value: id, label: of(title) }))}
            />
          </div>
          <div className="field">
            <span>{t("export.format")}</span>
            <Select
              aria-label={t("export.format")}
              value={formatName}
              onChange={setFormat}
              options={formats.map(({ name, title, extensions }) => ({
                value: name,
                label: `${title[locale]} (.${extensions[0] ?? ""})`,
              }))}
            />
          </div>
          {passing !== null && conditions.length > 0 && (
            <Checkbox checked={filtered} onChange={({ target }) => setFiltered(target.checked)}>
              {t("filter.export", { count: formatNumber(locale, passing.count) })}
            </Checkbox>
          )}
          {picked !== null && (
            <Checkbox checked={selected} onChange={({ target }) => setSelected(target.checked)}>
              {t("menu.exportChosen", { count: formatNumber(locale, picked.count) })}
            </Checkbox>
          )}
          {format?.extensions.includes("csv") === true && <p className="quiet">{t("export.csvHint")}</p>}
        </div>
      )}
    </Modal>
  );
}
