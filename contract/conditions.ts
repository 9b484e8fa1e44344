import { z } from "zod";

const shortText = z.string().max(200);
const layer = z.int().positive();
const fid = z.int().min(0);

const comparison = z.enum(["=", "!=", "<", "<=", ">", ">=", "contains", "empty", "not-empty"]);

/** On one column. */
const columnCondition = z.strictObject({
  column: shortText,
  compare: comparison,
  value: z.union([z.string().max(400), z.number(), z.boolean()]).optional(),
});

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);

/**
 * On the place. A feature is inside an area where its centre is, so that those of two neighbouring areas add up; it is near
 * something where its nearest edge is, in metres of the project's CRS.
 */
const placeCondition = z.discriminatedUnion("place", [
  z.strictObject({ place: z.literal("inside"), layer, fid }),
  z.strictObject({ place: z.literal("near"), layer, fid, metres: z.number().min(0).max(100_000) }),
  /** A ring drawn on the map, in degrees; it closes by itself. */
  z.strictObject({ place: z.literal("drawn"), ring: z.array(position).min(3).max(2000) }),
]);

/** All conditions of a filter hold. */
export const condition = z.union([columnCondition, placeCondition]);
export type ColumnCondition = z.infer<typeof columnCondition>;
export type PlaceCondition = z.infer<typeof placeCondition>;
export type Condition = z.infer<typeof condition>;

export const order = z.strictObject({ column: shortText, descending: z.boolean() });
