import { Checkbox, Modal } from "antd";
import { arrange } from "../state/layout.js";
import { change, current, useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { isCommand } from "./command.js";
import { commandGroups } from "./index.js";
import { shownKey } from "./keys.js";

/** All keys of the window, by menu, and the map's own. */
export function KeySheet() {
  const { t, of } = useSpeech();
  const singleKeys = useStore((state) => state.preferences.singleKeys);
  const groups = commandGroups.map(({ title, entries }) => ({
    title: of(title),
    rows: entries(current())
      .filter(isCommand)
      .filter(({ keys }) => keys !== undefined)
      .map(({ id, title: name, keys = [] }) => ({
        id,
        name: of(name),
        keys: keys.map((key) => (key === "ContextMenu" ? t("keys.menuKey") : shownKey(key))),
      })),
  }));
  const map = {
    title: t("keys.map"),
    rows: [
      { id: "pan", name: t("keys.pan"), keys: [t("keys.panKeys")] },
      { id: "zoom", name: t("keys.zoom"), keys: [t("keys.zoomKeys")] },
      { id: "turn", name: t("keys.turn"), keys: [t("keys.turnKeys")] },
      { id: "leave", name: t("keys.leave"), keys: ["Esc"] },
    ],
  };
  return (
    <Modal
      open
      centered
      width={760}
      title={t("keys.title")}
      footer={null}
      onCancel={() => change({ dialog: { type: "none" } })}
    >
      <div className="key-sheet">
        <div>
          {[...groups.filter(({ rows }) => rows.length > 0), map].map(({ title, rows }) => (
            <section key={title}>
              <h3 className="section-head">{title}</h3>
              <dl>
                {rows.map(({ id, name, keys }) => (
                  <div key={id}>
                    <dt>{name}</dt>
                    <dd>
                      {keys.map((key) => (
                        <kbd key={key}>{key}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
      <Checkbox
        className="spaced"
        checked={singleKeys}
        onChange={(event) => arrange({ singleKeys: event.target.checked })}
      >
        {t("keys.singleSwitch")}
      </Checkbox>
      <p className="quiet">{t("keys.single")}</p>
    </Modal>
  );
}
