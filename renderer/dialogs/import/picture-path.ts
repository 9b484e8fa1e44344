import type { Inspection } from "../../../contract/inspection.js";

export const pictureSize = { width: 280, height: 190, margin: 8 } as const;

type Picture = NonNullable<Inspection["picture"]>;

/** The shapes as one SVG path, north up, true to shape at the middle latitude; a lone vertex becomes a dot. */
export function picturePath({ bounds: [west, south, east, north], shapes }: Picture): string {
  const { width, height, margin } = pictureSize;
  const squeeze = Math.max(0.01, Math.cos((((south + north) / 2) * Math.PI) / 180));
  const spanX = Math.max((east - west) * squeeze, 1e-9);
  const spanY = Math.max(north - south, 1e-9);
  const scale = Math.min((width - 2 * margin) / spanX, (height - 2 * margin) / spanY);
  const left = (width - spanX * scale) / 2;
  const top = (height - spanY * scale) / 2;
  const place = ([longitude, latitude]: readonly [number, number]): string => {
    const x = left + (longitude - west) * squeeze * scale;
    const y = top + (north - latitude) * scale;
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  };
  return shapes
    .map((shape) => {
      const [first, ...rest] = shape;
      if (first === undefined) return "";
      return rest.length === 0 ? `M${place(first)}h.01` : `M${place(first)}L${rest.map(place).join(" ")}`;
    })
    .join("");
}
