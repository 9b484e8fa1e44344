import { Modal } from "antd";
import { WithinMetres } from "../panels/within-metres.js";
import { howOf } from "../state/chosen.js";
import { chooseNear, filterNear, type NearPlace, nearHouses } from "../state/near.js";
import { change, useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";

/** Asks within how many metres of a place houses are selected, or alone shown. */
export function NearDialog({ of: place, act }: { of: NearPlace; act: "select" | "filter" }) {
  const { t, of } = useSpeech();
  const houses = useStore((state) => nearHouses(state, act));
  const close = () => change({ dialog: { type: "none" } });
  if (houses === null) return null;
  return (
    <Modal open centered width={420} footer={null} title={t(`menu.near.${act}`)} onCancel={close}>
      <p className="quiet">
        {t(place.place === "circle" ? "menu.aroundOf" : "menu.nearOf", { name: of(houses.title) })}
      </p>
      <div className="select-near">
        <WithinMetres
          action={(metres) => t(act === "select" ? "select.near" : "menu.onlyNear", { metres: metres ?? "…" })}
          {...(act === "select" ? { hint: t("select.modifiers") } : {})}
          act={(metres, event) => {
            close();
            if (act === "select") void chooseNear(place, metres, howOf(event));
            else filterNear(place, metres);
          }}
        />
      </div>
    </Modal>
  );
}
