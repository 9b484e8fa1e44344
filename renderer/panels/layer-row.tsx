import { EllipsisOutlined, EyeInvisibleOutlined, EyeOutlined } from "@ant-design/icons";
import { App, Dropdown } from "antd";
import type { PaintClass } from "../../contract/catalog.js";
import type { Layer } from "../../contract/project.js";
import { Swatch } from "../map/swatch.js";
import { useClassCounts } from "../map/use-class-counts.js";
import { removeLayer, travel } from "../state/project.js";
import { openTable } from "../state/selection.js";
import { change, useStore } from "../state/store.js";
import { formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";

/** One layer: eye, swatch, name and count, menu. The buttons stand beside each other, none inside another. */
export function LayerRow({ layer }: { layer: Layer }) {
  const { t, of, locale } = useSpeech();
  const { modal } = App.useApp();
  const hidden = useStore((state) => state.hidden.has(layer.id));
  const name = of(layer.title);
  const remove = () =>
    modal.confirm({
      title: t("layers.removeAsk", { name }),
      content: t("layers.removeWhy"),
      okText: t("common.ok"),
      cancelText: t("common.cancel"),
      onOk: () => removeLayer(layer.id),
    });
  const items = [
    {
      key: "zoom",
      label: t("layers.zoom"),
      disabled: layer.bounds === null,
      onClick: () => layer.bounds !== null && travel(layer.bounds),
    },
    { key: "table", label: t("layers.table"), onClick: () => openTable(layer.id) },
    {
      key: "export",
      label: t("layers.export"),
      onClick: () => change({ dialog: { type: "export", layer: layer.id } }),
    },
    ...(layer.run === null
      ? []
      : [{ key: "account", label: t("account.open"), onClick: () => openAccount(layer.run ?? 0) }]),
    {
      key: "source",
      label: t("layers.source"),
      disabled: layer.source === null,
      onClick: () => change({ dialog: { type: "source", layer: layer.id } }),
    },
    { type: "divider" as const },
    { key: "remove", label: t("layers.remove"), danger: true, onClick: remove },
  ];
  return (
    <li className="layer-row" data-hidden={hidden}>
      <button
        type="button"
        className="icon-button"
        aria-pressed={!hidden}
        aria-label={t(hidden ? "layers.show" : "layers.hide", { name })}
        onClick={() => toggle(layer.id)}
      >
        {hidden ? <EyeInvisibleOutlined /> : <EyeOutlined />}
      </button>
      <LayerSwatch layer={layer} />
      <span className="layer-name" title={name}>
        {name}
      </span>
      <span className="layer-count" title={t("layers.count", { count: formatNumber(locale, layer.count) })}>
        {formatNumber(locale, layer.count)}
      </span>
      <Dropdown trigger={["click"]} placement="bottomRight" menu={{ items }}>
        <button type="button" className="icon-button" aria-label={t("layers.menu", { name })}>
          <EllipsisOutlined />
        </button>
      </Dropdown>
    </li>
  );
}

/** The layer's classes in one swatch: the first three that occur side by side for areas, else the most frequent one. */
function LayerSwatch({ layer }: { layer: Layer }) {
  const counts = useClassCounts(layer.id);
  const countOf = ({ value }: PaintClass) => counts?.find((entry) => entry.value === value)?.count ?? 0;
  const present = layer.paint.classes.filter((entry) => countOf(entry) > 0);
  const known = present.length > 0 ? present : layer.paint.classes;
  const first = [...known].sort((a, b) => countOf(b) - countOf(a))[0];
  const colours = known.slice(0, 3).map(({ colour }) => colour);
  if (first === undefined || layer.geometry !== "polygon" || first.width !== undefined || colours.length < 2) {
    return <Swatch geometry={layer.geometry} entry={first ?? { value: null, title: layer.title, colour: "#b4babd" }} />;
  }
  return (
    <svg className="swatch" width="18" height="12" viewBox="0 0 18 12" aria-hidden="true">
      {colours.map((colour, index) => (
        <rect
          key={colour}
          x={2 + (14 / colours.length) * index}
          y="1"
          width={14 / colours.length}
          height="10"
          fill={colour}
        />
      ))}
    </svg>
  );
}

function openAccount(run: number): void {
  change({ dialog: { type: "account", run } });
}

function toggle(layer: number): void {
  change(({ hidden }) => {
    const next = new Set(hidden);
    if (!next.delete(layer)) next.add(layer);
    return { hidden: next };
  });
}
