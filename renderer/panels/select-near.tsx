import { useState } from "react";
import type { Layer } from "../../contract/project.js";
import { howOf } from "../state/chosen.js";
import { holdsHouses } from "../state/inside.js";
import { chooseNear, nearHouses } from "../state/near.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { HousesNear } from "./houses-near.js";
import { usualMetres, WithinMetres } from "./within-metres.js";

/** Counts, names and selects the houses along a pipe or around a site: within metres of its nearest edge. */
export function SelectNear({ layer, fid }: { layer: Layer; fid: number }) {
  const project = useStore((state) => state.project);
  const houses = useStore((state) => nearHouses(state, "select"));
  if (project === null || houses === null || layer.about !== null || holdsHouses(project, layer)) return null;
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
          act={(metres, event) => void chooseNear({ place: "near", layer: layer.id, fid }, metres, howOf(event))}
        />
      </div>
      {metres !== null && <HousesNear layer={layer.id} fid={fid} houses={houses} metres={metres} />}
    </>
  );
}
