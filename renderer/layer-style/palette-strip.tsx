import type { Palette } from "../../contract/palettes.js";

/** A palette's longest list, side by side. */
export function PaletteStrip({ palette }: { palette: Palette | undefined }) {
  const colours = palette?.lists.at(-1) ?? [];
  return (
    <svg className="palette-strip" width={colours.length * 12} height="12" aria-hidden="true">
      {colours.map((colour, at) => (
        <rect key={colour} x={at * 12} y="0" width="12" height="12" fill={colour} />
      ))}
    </svg>
  );
}
