import { z } from "zod";

const finite = z.number().refine(Number.isFinite);

/**
 * An office's own parameters from Xi'an 1980 or Beijing 1954 to CGCS2000. They are secret by law, so none are shipped.
 * Four: a similarity in the plane of one central meridian, x' = dx + m(x cos r - y sin r), y' = dy + m(x sin r + y cos r)
 * with x east, y north, m = 1 + scale. Seven: Bursa-Wolf between geocentric coordinates, in the position-vector
 * convention. Metres, arc seconds, parts per million.
 */
export const datumParameters = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("four"), dx_m: finite, dy_m: finite, rotation_s: finite, scale_ppm: finite }),
  z.strictObject({
    type: z.literal("seven"),
    dx_m: finite,
    dy_m: finite,
    dz_m: finite,
    rx_s: finite,
    ry_s: finite,
    rz_s: finite,
    scale_ppm: finite,
  }),
]);
export type DatumParameters = z.infer<typeof datumParameters>;
