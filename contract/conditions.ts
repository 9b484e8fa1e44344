import { z } from "zod";

const shortText = z.string().max(200);

const comparison = z.enum(["=", "!=", "<", "<=", ">", ">=", "contains", "empty", "not-empty"]);

/** A condition on one column. All conditions of a filter hold. */
export const condition = z.strictObject({
  column: shortText,
  compare: comparison,
  value: z.union([z.string().max(400), z.number(), z.boolean()]).optional(),
});
export type Condition = z.infer<typeof condition>;

export const order = z.strictObject({ column: shortText, descending: z.boolean() });
