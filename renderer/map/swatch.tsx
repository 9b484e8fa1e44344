import type { GeometryFamily, PaintClass } from "../../contract/catalog.js";
import { useStore } from "../state/store.js";
import { shownColour } from "./paint.js";

/** A class as the map draws it: a filled square, an outlined one, a line with its dash, or a dot. */
export function Swatch({ geometry, entry }: { geometry: GeometryFamily; entry: PaintClass }) {
  const theme = useStore((state) => state.theme);
  const { width, dash } = entry;
  const colour = shownColour(entry, geometry, theme);
  const edge = theme === "dark" && width === undefined && entry.value !== null;
  return (
    <svg className="swatch" width="18" height="12" viewBox="0 0 18 12" aria-hidden="true">
      {geometry === "line" && (
        <line
          x1="0"
          x2="18"
          y1="6"
          y2="6"
          stroke={colour}
          strokeWidth={Math.min(5, width ?? 2)}
          strokeDasharray={dash?.map((length) => length * (width ?? 2)).join(" ")}
        />
      )}
      {geometry === "point" && <circle cx="9" cy="6" r="4.5" fill={colour} />}
      {geometry === "polygon" && (
        <rect
          x="2"
          y="1"
          width="14"
          height="10"
          rx="1.5"
          fill={colour}
          fillOpacity={width !== undefined ? 0.12 : theme === "dark" && entry.value === null ? 0.4 : 1}
          stroke={edge ? "var(--fa-quiet)" : colour}
          strokeWidth={width !== undefined ? 1.8 : edge ? 1 : 0}
        />
      )}
    </svg>
  );
}
