import { PlusOutlined } from "@ant-design/icons";
import { Dropdown } from "antd";
import { chooseBaseMapFiles } from "../state/base-maps.js";
import { change, useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { BaseMapRow } from "./base-map-row.js";

/** The base maps of this workplace, under all layers; none until the user adds one. */
export function BaseMapList() {
  const { t } = useSpeech();
  const maps = useStore((state) => state.baseMaps.all);
  const items = [
    { key: "file", label: t("base.addFile"), onClick: () => void chooseBaseMapFiles() },
    { key: "server", label: t("base.addServer"), onClick: () => change({ dialog: { type: "base-map" } }) },
  ];
  return (
    <section className="layer-group base-maps" aria-label={t("base.title")}>
      <h3>{t("base.title")}</h3>
      <ul>
        {[...maps].reverse().map((map) => (
          <BaseMapRow key={map.id} map={map} />
        ))}
      </ul>
      <Dropdown trigger={["click"]} placement="bottomLeft" menu={{ items }}>
        <button type="button" className="base-add">
          <PlusOutlined /> {t("base.add")}
        </button>
      </Dropdown>
    </section>
  );
}
