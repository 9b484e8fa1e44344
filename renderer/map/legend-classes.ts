import type { PaintClass } from "../../contract/catalog.js";
import { paintColumns } from "../../contract/classify.js";
import { noDataColour } from "../../contract/palettes.js";
import type { Layer } from "../../contract/project.js";
import { bothTexts } from "../text/say.js";

/** The layer's classes, completed by "no data" where the paint has none of its own. */
export function legendClasses({ paint, about }: Layer): readonly PaintClass[] {
  // What tells of another layer's rows has a class for each of its own.
  if (about !== null) return paint.classes;
  if (
    paint.classes.some(({ value }) => value === null) ||
    (paintColumns(paint).length === 0 && paint.classes.length > 0)
  ) {
    return paint.classes;
  }
  return [...paint.classes, { value: null, title: bothTexts("legend.noData"), colour: noDataColour }];
}
