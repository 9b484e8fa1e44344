import type { GeometryFamily, PaintClass } from "../../contract/catalog.js";

/** A class as the map draws it: a filled square, an outlined one, a line with its dash, or a dot. */
export function Swatch({ geometry, entry }: { geometry: GeometryFamily; entry: PaintClass }) {
  const { colour, width, dash } = entry;
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
          fillOpacity={width === undefined ? 1 : 0.12}
          stroke={colour}
          strokeWidth={width === undefined ? 0 : 1.8}
        />
      )}
    </svg>
  );
}
