import { Select } from "antd";
import { useEffect, useState } from "react";
import type { Condition } from "../../contract/conditions.js";
import type { Layer } from "../../contract/project.js";
import { ask } from "../engine/engine.js";
import { WithinMetres } from "../panels/within-metres.js";
import { homeOf } from "../state/filter.js";
import { showError } from "../state/notices.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";

/** Areas that can be listed by name. */
const listed = 1000;

interface Area {
  readonly value: number;
  readonly label: string;
}

/** Inside an area of a boundary layer, or within metres of the pipe, site or other thing whose card is open. */
export function PlaceForm({ layer, add }: { layer: Layer; add: (condition: Condition) => void }) {
  const { t, of } = useSpeech();
  const layers = useStore((state) => state.project?.layers);
  const selection = useStore((state) => state.selection);
  const focused = layers?.find(({ id }) => id === selection?.layer);
  const other = focused !== undefined && homeOf(focused) !== homeOf(layer) ? focused : null;
  const boundaries = layers?.filter(({ kind, about }) => kind === "boundaries" && about === null) ?? [];
  return (
    <>
      {boundaries.map((each) => (
        <AreaSelect key={each.id} layer={each} choose={(fid) => add({ place: "inside", layer: each.id, fid })} />
      ))}
      {other !== null && selection !== null ? (
        <>
          <span>{t("filter.near", { name: of(other.title), fid: selection.fid })}</span>
          <WithinMetres action={() => t("filter.add")} act={(metres) => add({ place: "near", ...selection, metres })} />
        </>
      ) : (
        <p className="quiet">{t("filter.nearWhat")}</p>
      )}
    </>
  );
}

function AreaSelect({ layer, choose }: { layer: Layer; choose: (fid: number) => void }) {
  const { t, of } = useSpeech();
  const [areas, setAreas] = useState<readonly Area[] | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    const column = ["name", "code"].find((name) => layer.columns.some((each) => each.name === name));
    const columns = column === undefined ? [] : [column];
    const order = { column: column ?? "fid", descending: false };
    ask(
      "layer.rows",
      { layer: layer.id, columns, order, offset: 0, limit: listed },
      { signal: controller.signal },
    ).then(
      ({ rows }) => setAreas(rows.map(({ fid, cells }) => ({ value: fid, label: String(cells[0] ?? fid) }))),
      (thrown) => controller.signal.aborted || showError(thrown),
    );
    return () => controller.abort();
  }, [layer]);
  return (
    <Select
      showSearch={{ optionFilterProp: "label" }}
      aria-label={t("filter.inside", { name: of(layer.title) })}
      placeholder={t("filter.inside", { name: of(layer.title) })}
      loading={areas === null}
      options={[...(areas ?? [])]}
      onChange={choose}
      popupMatchSelectWidth={false}
    />
  );
}
