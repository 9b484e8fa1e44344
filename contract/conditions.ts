import { z } from "zod";

const shortText = z.string().max(200);
const layer = z.int().positive();
const fid = z.int().min(0);

const comparison = z.enum(["=", "!=", "<", "<=", ">", ">=", "contains", "empty", "not-empty"]);
const value = z.union([z.string().max(400), z.number(), z.boolean()]);
const bound = z.union([z.string().max(400), z.number()]);

/** What is absent does not limit. */
const range = z.strictObject({
  from: z.number().optional(),
  above: z.number().optional(),
  below: z.number().optional(),
  to: z.number().optional(),
});

/** On one column. */
const columnCondition = z.discriminatedUnion("compare", [
  z.strictObject({ column: shortText, compare: comparison, value: value.optional() }),
  /** One of these; null stands for no data, as `empty` has it. */
  z.strictObject({ column: shortText, compare: z.literal("in"), values: z.array(value.nullable()).max(1000) }),
  /** Both ends included. */
  z.strictObject({ column: shortText, compare: z.literal("between"), from: bound, to: bound }),
  /** In one of these ranges of numbers; where `empty`, or no data. */
  z.strictObject({
    column: shortText,
    compare: z.literal("ranges"),
    ranges: z.array(range).max(200),
    empty: z.boolean(),
  }),
]);

const longitude = z.number().min(-180).max(180);
const latitude = z.number().min(-90).max(90);
const position = z.tuple([longitude, latitude]);
const metres = z.number().min(0).max(100_000);

/**
 * On the place. A feature is inside an area where its centre is, so that those of two neighbouring areas add up; it is near
 * something where its nearest edge is, in metres of the project's CRS.
 */
const placeCondition = z.discriminatedUnion("place", [
  z.strictObject({ place: z.literal("inside"), layer, fid }),
  /** In one of these areas of a layer, each feature counted in one area only (see `HomeAreas`); null: in none of the layer's. */
  z.strictObject({ place: z.literal("inside-any"), layer, fids: z.array(fid.nullable()).max(10_000) }),
  z.strictObject({ place: z.literal("near"), layer, fid, metres }),
  /** A ring drawn on the map, in degrees; it closes by itself. */
  z.strictObject({ place: z.literal("drawn"), ring: z.array(position).min(3).max(2000) }),
  /** Inside a circle drawn on the map. */
  z.strictObject({ place: z.literal("circle"), centre: position, metres }),
  /** What a window of the map shows any of: west, south, east, north in degrees; the feature's bounds meet it. */
  z.strictObject({ place: z.literal("box"), bounds: z.tuple([longitude, latitude, longitude, latitude]) }),
]);

/**
 * In a set of rows that the engine holds; `serial` says which, as the call that made it answered. The latest few are
 * kept, so that a question that was on its way when the set changed is still answered.
 */
const setCondition = z.strictObject({ set: z.enum(["filter", "selection"]), serial: z.int().min(0) });

/** All conditions of a filter hold. */
export const condition = z.union([columnCondition, placeCondition, setCondition]);
export type ColumnCondition = z.infer<typeof columnCondition>;
export type PlaceCondition = z.infer<typeof placeCondition>;
export type SetCondition = z.infer<typeof setCondition>;
export type Condition = z.infer<typeof condition>;

export const order = z.strictObject({ column: shortText, descending: z.boolean() });
