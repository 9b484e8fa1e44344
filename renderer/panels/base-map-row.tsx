import { EllipsisOutlined, EyeInvisibleOutlined, EyeOutlined, WarningOutlined } from "@ant-design/icons";
import { Button, Input, Popover, Slider } from "antd";
import type { BaseMap } from "../../contract/base-maps.js";
import { changeBaseMap, fadeBaseMap, moveBaseMap, removeBaseMap } from "../state/base-maps.js";
import { travel } from "../state/project.js";
import { useStore } from "../state/store.js";
import { formatShare } from "../text/format.js";
import { useSpeech } from "../text/say.js";

/** One base map: eye, name, why it does not show where it does not, and a card with its name, opacity and origin. */
export function BaseMapRow({ map }: { map: BaseMap }) {
  const { t, of, locale } = useSpeech();
  const { id, name, shown, opacity } = map;
  const fault = useStore((state) => state.baseMaps.faults.get(id));
  return (
    <li className="base-row" data-hidden={!shown}>
      <button
        type="button"
        className="icon-button"
        aria-pressed={shown}
        aria-label={t(shown ? "layers.hide" : "layers.show", { name })}
        onClick={() => void changeBaseMap(id, { shown: !shown })}
      >
        {shown ? <EyeOutlined /> : <EyeInvisibleOutlined />}
      </button>
      <span className="layer-name" title={originOf(map)}>
        {name}
      </span>
      {fault !== undefined && (
        <WarningOutlined className="base-fault" role="img" title={of(fault)} aria-label={of(fault)} />
      )}
      {opacity < 1 && <span className="layer-opacity">{formatShare(locale, opacity)}</span>}
      <Popover trigger="click" placement="rightTop" content={<BaseMapCard map={map} />}>
        <button type="button" className="icon-button" aria-label={t("layers.menu", { name })}>
          <EllipsisOutlined />
        </button>
      </Popover>
    </li>
  );
}

function originOf({ source }: BaseMap): string {
  return source.type === "file" ? source.path : source.address;
}

function BaseMapCard({ map }: { map: BaseMap }) {
  const { t, of, locale } = useSpeech();
  const fault = useStore((state) => state.baseMaps.faults.get(map.id));
  const several = useStore((state) => state.baseMaps.all.length > 1);
  const bounds = useStore((state) => state.baseMaps.described.get(map.id)?.bounds ?? null);
  return (
    <div className="base-card">
      <div className="field">
        <span>{t("base.name")}</span>
        <Input
          key={map.name}
          aria-label={t("base.name")}
          defaultValue={map.name}
          maxLength={200}
          onPressEnter={({ currentTarget }) => currentTarget.blur()}
          onBlur={({ target }) => {
            const typed = target.value.trim();
            if (typed !== "" && typed !== map.name) void changeBaseMap(map.id, { name: typed });
          }}
        />
      </div>
      <div className="field">
        <span>
          {t("style.opacity")}
          <em>{formatShare(locale, map.opacity)}</em>
        </span>
        <Slider
          ariaLabelForHandle={t("style.opacity")}
          min={10}
          max={100}
          step={5}
          value={Math.round(map.opacity * 100)}
          tooltip={{ open: false }}
          onChange={(percent) => fadeBaseMap(map.id, percent / 100)}
          onChangeComplete={(percent) => void changeBaseMap(map.id, { opacity: percent / 100 })}
        />
      </div>
      <p className="quiet base-origin">{originOf(map)}</p>
      {fault !== undefined && <p className="base-fault-text">{of(fault)}</p>}
      <div className="base-buttons">
        <Button size="small" disabled={bounds === null} onClick={() => bounds !== null && travel(bounds)}>
          {t("base.zoom")}
        </Button>
        {several && (
          <>
            <Button size="small" onClick={() => void moveBaseMap(map.id, 1)}>
              {t("tree.up")}
            </Button>
            <Button size="small" onClick={() => void moveBaseMap(map.id, -1)}>
              {t("tree.down")}
            </Button>
          </>
        )}
        <Button size="small" danger onClick={() => void removeBaseMap(map.id)}>
          {t("base.remove")}
        </Button>
      </div>
    </div>
  );
}
