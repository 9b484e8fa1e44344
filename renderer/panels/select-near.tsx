import { useState } from "react";
import type { Layer } from "../../contract/project.js";
import { choose, howOf } from "../state/chosen.js";
import { holdsHouses } from "../state/inside.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { HousesNear } from "./houses-near.js";
import { usualMetres, WithinMetres } from "./within-metres.js";

/** Counts, names and selects the houses along a pipe or around a site: within metres of its nearest edge. */
export function SelectNear({ layer, fid }: { layer: Layer; fid: number }) {
  const project = useStore((state) => state.project);
  if (project === null || layer.about !== null || holdsHouses(project, layer)) return null;
  const houses = project.layers.findLast((each) => each.kind === "buildings");
  if (houses === undefined) return null;
  return <Near layer={layer} fid={fid} houses={houses} />;
}

function Near({ layer, fid, houses }: { layer: Layer; fid: number; houses: Layer }) {
  const { t } = useSpeech();
  const [metres, setMetres] = useState<number | null>(usualMetres);
  return (
    <>
      <div className="select-near">
        <WithinMetres
          action={(metres) => t("select.near", { metres: metres ?? "…" })}
          hint={t("select.modifiers")}
          typed={setMetres}
          act={(metres, event) =>
            void choose(houses, howOf(event), { filter: [{ place: "near", layer: layer.id, fid, metres }] })
          }
        />
      </div>
      {metres !== null && <HousesNear layer={layer.id} fid={fid} houses={houses} metres={metres} />}
    </>
  );
}
