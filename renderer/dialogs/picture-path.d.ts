import type { Inspection } from "../../contract/inspection.js";
export declare const pictureSize: {
  readonly width: 280;
  readonly height: 190;
  readonly margin: 8;
};
type Picture = NonNullable<Inspection["picture"]>;
/** The shapes as one SVG path, north up, true to shape at the middle latitude; a lone vertex becomes a dot. */
export declare function picturePath({ bounds: [west, south, east, north], shapes }: Picture): string;
