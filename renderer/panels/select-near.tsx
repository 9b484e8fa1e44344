import { Button, InputNumber } from "antd";
import { useState } from "react";
import type { Layer } from "../../contract/project.js";
import { choose, howOf } from "../state/chosen.js";
import { holdsHouses } from "../state/inside.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";

const usualMetres = 50;

/** Selects the houses along a pipe or around a site: within metres of its nearest edge. */
export function SelectNear({ layer, fid }: { layer: Layer; fid: number }) {
  const { t } = useSpeech();
  const project = useStore((state) => state.project);
  const [metres, setMetres] = useState<number | null>(usualMetres);
  if (project === null || layer.about !== null || holdsHouses(project, layer)) return null;
  const houses = project.layers.findLast((each) => each.kind === "buildings");
  if (houses === undefined) return null;
  return (
    <div className="select-near">
      <InputNumber
        size="small"
        aria-label={t("select.metres")}
        min={0}
        max={10_000}
        suffix="m"
        value={metres}
        onChange={setMetres}
      />
      <Button
        size="small"
        disabled={metres === null}
        title={t("select.modifiers")}
        onClick={(event) =>
          metres !== null &&
          void choose(houses, howOf(event), { filter: [{ place: "near", layer: layer.id, fid, metres }] })
        }
      >
        {t("select.near", { metres: metres ?? "…" })}
      </Button>
    </div>
  );
}
