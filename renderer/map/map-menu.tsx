import { CheckOutlined } from "@ant-design/icons";
import { Dropdown, type MenuProps } from "antd";
import { isCommand } from "../commands/command.js";
import { mapMenuEntries } from "../commands/map-menu.js";
import { featureTitle } from "../panels/describe.js";
import { aimMapMenu, closeMapMenu, type MapMenu as Menu } from "../state/map-menu.js";
import { type Selection, useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";

/** The menu of a place on the map: what lies there, and what can be done with it. */
export function MapMenu() {
  const menu = useStore((state) => state.mapMenu);
  return menu === null ? null : <OpenMenu key={menu.serial} menu={menu} />;
}

function OpenMenu({ menu }: { menu: Menu }) {
  const { of } = useSpeech();
  const state = useStore();
  const heads = useHeads(menu);
  const entries = mapMenuEntries(state, menu);
  const items = entries.map((entry, index) => {
    if (!isCommand(entry)) return { type: "divider" as const, key: `rule ${index}` };
    return {
      key: entry.id,
      label: of(entry.title),
      title: "",
      disabled: entry.enabled === false,
      onClick: () => {
        closeMapMenu(true);
        entry.run();
      },
    };
  });
  const [left, top] = menu.pixel;
  return (
    <Dropdown
      open
      autoFocus
      trigger={["click"]}
      classNames={{ root: "map-menu" }}
      menu={{ items: [...heads, ...items], selectable: false }}
      // A choice closes the menu itself: that of another feature leaves it open.
      onOpenChange={(open, { source }) => {
        if (!open && source === "trigger") closeMapMenu(false);
      }}
    >
      <span className="map-menu-place" style={{ left, top }} />
    </Dropdown>
  );
}

/** The name of what lies there; of several features a line each, one of them aimed at. */
function useHeads({ found, features, target }: Menu): NonNullable<MenuProps["items"]> {
  const { t, of, locale } = useSpeech();
  const layers = useStore((state) => state.project?.layers);
  const name = ({ layer: id, fid }: Selection) => {
    const layer = layers?.find((each) => each.id === id);
    const feature = features.find((each) => each.layer === id && each.fid === fid);
    const title =
      layer === undefined || feature === undefined ? t("card.untitled", { fid }) : featureTitle(locale, layer, feature);
    return (
      <span className="map-menu-name">
        <b className="clip">{title}</b>
        <span className="quiet clip">{layer === undefined ? "" : of(layer.title)}</span>
      </span>
    );
  };
  const [first, second] = found;
  if (first === undefined) return [{ type: "group", key: "head", label: t("menu.ground") }];
  const rule = { type: "divider" as const, key: "head rule" };
  if (second === undefined) return [{ type: "group", key: "head", label: name(first) }, rule];
  return [
    { type: "group", key: "head", label: t("menu.several", { count: found.length }) },
    ...found.map((each, index) => ({
      key: `found ${index}`,
      label: name(each),
      title: "",
      icon: <CheckOutlined style={{ visibility: index === target ? "visible" : "hidden" }} />,
      onClick: () => aimMapMenu(index),
    })),
    rule,
  ];
}
