import { useEffect, useState } from "react";
import type { ProjectPosition } from "../../contract/search-calls.js";
import { ask } from "../engine/engine.js";
import { arrange } from "../state/layout.js";
import { useStore } from "../state/store.js";
import { formatPosition } from "../text/format.js";
import { useSpeech } from "../text/say.js";

/** Where the pointer is on the map, in degrees or in metres of the project's CRS; a click on it changes over. */
export function PointerPosition() {
  const { t } = useSpeech();
  const cursor = useStore((state) => state.cursor);
  const hasCrs = useStore((state) => (state.project?.crs ?? null) !== null);
  const style = useStore((state) => state.preferences.position);
  const inMetres = style === "metres" && hasCrs;
  const metres = useProjectPosition(inMetres ? cursor : null);
  const text = inMetres
    ? metres && t("status.east", { east: metres.east_m.toFixed(2), north: metres.north_m.toFixed(2) })
    : cursor && formatPosition(cursor[0], cursor[1]);
  return (
    <button
      type="button"
      className="position"
      title={`${t(inMetres ? "status.metres" : "status.degrees")} · ${t("status.cycle")}`}
      onClick={() => arrange({ position: style === "metres" ? "degrees" : "metres" })}
    >
      {text ?? "—"}
    </button>
  );
}

/** The engine's answer for the latest position; at most one question is under way, so a fast pointer skips some. */
function useProjectPosition(cursor: readonly [number, number] | null): ProjectPosition | null {
  const [answer, setAnswer] = useState<ProjectPosition | null>(null);
  const [asker] = useState(() => latestOnly(setAnswer));
  useEffect(() => asker(cursor), [asker, cursor]);
  return cursor === null ? null : answer;
}

function latestOnly(
  tell: (answer: ProjectPosition | null) => void,
): (cursor: readonly [number, number] | null) => void {
  let wanted: readonly [number, number] | null = null;
  let busy = false;
  const next = async (): Promise<void> => {
    busy = true;
    while (wanted !== null) {
      const [longitude, latitude] = wanted;
      wanted = null;
      // The bar just keeps its dash where the engine is away; that it is away is said elsewhere.
      tell(await ask("project.position", { longitude, latitude }).catch(() => null));
    }
    busy = false;
  };
  return (cursor) => {
    wanted = cursor;
    if (!busy) void next();
  };
}
