import type { KeyboardEvent, PointerEvent } from "react";
import type { PanelName } from "../state/first-preferences.js";
import { fittingSize, largestSize, leastSize, resizePanel } from "../state/layout.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";

/** Px by which an arrow key moves the edge; with Shift the larger. */
const steps = { small: 8, large: 64 } as const;

/** Arrow keys that make the panel larger. */
const growing: Readonly<Record<PanelName, string>> = { left: "ArrowRight", right: "ArrowLeft", bottom: "ArrowUp" };
const shrinking: Readonly<Record<PanelName, string>> = { left: "ArrowLeft", right: "ArrowRight", bottom: "ArrowDown" };

/** The edge between a panel and the map: dragged, or moved by the arrow keys. Stands in the panel's own place of the window. */
export function Edge({ panel }: { panel: PanelName }) {
  const { t } = useSpeech();
  const size = useStore((state) => state.preferences[panel].size);
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (box === undefined) return;
    const sizes = {
      left: event.clientX - box.left,
      right: box.right - event.clientX,
      bottom: box.bottom - event.clientY,
    };
    resizePanel(panel, sizes[panel]);
  };
  const press = (event: KeyboardEvent) => {
    const step = event.shiftKey ? steps.large : steps.small;
    const wanted =
      event.key === growing[panel]
        ? size + step
        : event.key === shrinking[panel]
          ? size - step
          : event.key === "Home"
            ? leastSize[panel]
            : event.key === "End"
              ? largestSize(panel)
              : null;
    if (wanted === null) return;
    event.preventDefault();
    resizePanel(panel, wanted);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot have the focus.
    <div
      className="edge"
      data-panel={panel}
      role="separator"
      tabIndex={0}
      aria-orientation={panel === "bottom" ? "horizontal" : "vertical"}
      aria-label={t(`frame.edge.${panel}`)}
      aria-valuenow={fittingSize(panel, size)}
      aria-valuemin={leastSize[panel]}
      aria-valuemax={largestSize(panel)}
      title={t("frame.resize")}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={press}
    />
  );
}
