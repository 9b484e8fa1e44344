import type { Layer } from "../../contract/project.js";
import { choose, howOf } from "../state/chosen.js";
import { holdsHouses } from "../state/inside.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { WithinMetres } from "./within-metres.js";

/** Selects the houses along a pipe or around a site: within metres of its nearest edge. */
export function SelectNear({ layer, fid }: { layer: Layer; fid: number }) {
  const { t } = useSpeech();
  const project = useStore((state) => state.project);
  if (project === null || layer.about !== null || holdsHouses(project, layer)) return null;
  const houses = project.layers.findLast((each) => each.kind === "buildings");
  if (houses === undefined) return null;
  return (
    <div className="select-near">
      <WithinMetres
        action={(metres) => t("select.near", { metres: metres ?? "…" })}
        hint={t("select.modifiers")}
        act={(metres, event) =>
          void choose(houses, howOf(event), { filter: [{ place: "near", layer: layer.id, fid, metres }] })
        }
      />
    </div>
  );
}
