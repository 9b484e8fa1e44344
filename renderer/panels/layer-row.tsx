import { EllipsisOutlined, EyeInvisibleOutlined, EyeOutlined } from "@ant-design/icons";
import { Dropdown } from "antd";
import { useState } from "react";
import type { PaintClass } from "../../contract/catalog.js";
import type { Layer } from "../../contract/project.js";
import { Swatch } from "../map/swatch.js";
import { useClassCounts } from "../map/use-class-counts.js";
import { useStore } from "../state/store.js";
import { arrangeLayer, dropLayerOn } from "../state/style.js";
import { formatNumber, formatShare } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { useLayerMenu } from "./layer-menu.js";

/** What a dragged layer carries, so that files dropped on the list are not taken for one. */
const dragType = "application/x-fangan-layer";

/** Under its layer, `房屋 · 待核行` need not say `房屋` again. */
function withoutPrefix(name: string, above: string): string {
  return name.startsWith(`${above} · `) ? name.slice(above.length + 3) : name;
}

/** One layer, or one that is about the layer `above` it: eye, swatch, name and count, menu. The buttons stand beside each other, none inside another. */
export function LayerRow({ layer, above }: { layer: Layer; above: Layer | null }) {
  const { t, of, locale } = useSpeech();
  const hidden = useStore((state) => state.hidden.has(layer.id));
  const [isTarget, setTarget] = useState(false);
  const items = useLayerMenu(layer);
  const opacity = layer.view?.opacity ?? 1;
  const name = of(layer.title);
  const shown = above === null ? name : withoutPrefix(name, of(above.title));
  return (
    <li
      className="layer-row"
      data-hidden={hidden}
      data-indented={above !== null}
      data-drop={isTarget}
      draggable
      onDragStart={({ dataTransfer }) => {
        dataTransfer.effectAllowed = "move";
        dataTransfer.setData(dragType, String(layer.id));
      }}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(dragType)) return;
        event.preventDefault();
        setTarget(true);
      }}
      onDragLeave={() => setTarget(false)}
      onDrop={(event) => {
        const dragged = Number(event.dataTransfer.getData(dragType));
        setTarget(false);
        if (dragged > 0) void dropLayerOn(dragged, layer.id);
      }}
    >
      <button
        type="button"
        className="icon-button"
        aria-pressed={!hidden}
        aria-label={t(hidden ? "layers.show" : "layers.hide", { name })}
        onClick={() => void arrangeLayer(layer.id, { hidden: !hidden })}
      >
        {hidden ? <EyeInvisibleOutlined /> : <EyeOutlined />}
      </button>
      <LayerSwatch layer={layer} />
      <span className="layer-name" title={name}>
        {shown}
      </span>
      {opacity < 1 && (
        <span className="layer-opacity" title={t("tree.opacity", { percent: formatShare(locale, opacity) })}>
          {formatShare(locale, opacity)}
        </span>
      )}
      {layer.revision > 1 && layer.about === null && (
        <span className="layer-revision" title={t("layers.revisionWhy", { revision: layer.revision })}>
          {t("layers.revision", { revision: layer.revision })}
        </span>
      )}
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
  const counts = useClassCounts(layer);
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
