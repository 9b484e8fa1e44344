import { App, Input } from "antd";
import { createElement } from "react";
import type { Layer } from "../../contract/project.js";
import { isOrdered } from "../map/drawing-order.js";
import { chooseNewerVersion } from "../state/imports.js";
import { removeLayer, travel } from "../state/project.js";
import { exportQuarantine, readCorrections } from "../state/quarantine.js";
import { openScheme, scoredKind } from "../state/scheme.js";
import { openTable } from "../state/selection.js";
import { checkShift } from "../state/shift.js";
import { change, useStore } from "../state/store.js";
import { arrangeLayer, moveLayer, openStyle, orderLayers } from "../state/style.js";
import { useSpeech } from "../text/say.js";
import { useMay } from "./guarded.js";

/** What can be done with a layer, in groups: look at it, take it elsewhere, renew or correct it, remove it. */
export function useLayerMenu(layer: Layer) {
  const { t, of } = useSpeech();
  const { modal } = App.useApp();
  const name = of(layer.title);
  const ordered = useStore((state) => isOrdered(state.project?.layers ?? []));
  const fromFile = layer.source !== null && layer.about === null;
  const remove = () =>
    modal.confirm({
      title: t("layers.removeAsk", { name }),
      content: t("layers.removeWhy"),
      okText: t("common.ok"),
      cancelText: t("common.cancel"),
      onOk: () => removeLayer(layer.id),
    });
  const rename = () => {
    let typed = name;
    modal.confirm({
      title: t("tree.rename"),
      icon: null,
      content: createElement(Input, {
        "aria-label": t("tree.renameAsk"),
        autoFocus: true,
        defaultValue: name,
        maxLength: 200,
        onChange: ({ target }: { target: { value: string } }) => {
          typed = target.value;
        },
      }),
      okText: t("common.ok"),
      cancelText: t("common.cancel"),
      onOk: () => arrangeLayer(layer.id, { title: typed.trim() === "" ? null : typed }),
    });
  };
  const { why } = useMay("change");
  const guarded = why === undefined ? {} : { disabled: true, title: why };
  const rule = { type: "divider" as const };
  return [
    {
      key: "zoom",
      label: t("layers.zoom"),
      disabled: layer.bounds === null,
      onClick: () => layer.bounds !== null && travel(layer.bounds),
    },
    { key: "style", label: t("style.open"), onClick: () => openStyle(layer.id) },
    { key: "table", label: t("layers.table"), onClick: () => openTable(layer.id) },
    {
      key: "export",
      label: t("layers.export"),
      onClick: () => change({ dialog: { type: "export", layer: layer.id } }),
    },
    ...(layer.kind === scoredKind
      ? [{ key: "scheme", label: t("scheme.open"), onClick: () => void openScheme(layer.id) }]
      : []),
    ...(layer.run === null
      ? []
      : [{ key: "account", label: t("account.open"), onClick: () => openAccount(layer.run ?? 0) }]),
    {
      key: "source",
      label: t("layers.source"),
      disabled: layer.source === null,
      onClick: () => change({ dialog: { type: "source", layer: layer.id } }),
    },
    ...(layer.kind === "quarantine"
      ? [
          rule,
          { key: "rows", label: t("quarantine.export"), onClick: () => void exportQuarantine(layer) },
          { key: "corrected", ...guarded, label: t("quarantine.read"), onClick: () => void readCorrections(layer) },
        ]
      : []),
    ...(fromFile
      ? [
          rule,
          { key: "newer", ...guarded, label: t("layers.newer"), onClick: () => void chooseNewerVersion(layer.id) },
          { key: "shift", label: t("shift.check"), onClick: () => void checkShift(layer.id) },
        ]
      : []),
    rule,
    { key: "rename", ...guarded, label: t("tree.rename"), onClick: rename },
    { key: "up", label: t("tree.up"), onClick: () => void moveLayer(layer, 1) },
    { key: "down", label: t("tree.down"), onClick: () => void moveLayer(layer, -1) },
    ...(ordered ? [{ key: "order", label: t("tree.reset"), onClick: () => void orderLayers(null) }] : []),
    rule,
    { key: "remove", ...guarded, label: t("layers.remove"), danger: true, onClick: remove },
  ];
}

function openAccount(run: number): void {
  change({ dialog: { type: "account", run } });
}
