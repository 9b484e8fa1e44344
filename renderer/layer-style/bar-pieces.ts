import type { ColumnEntry, Paint } from "../../contract/catalog.js";
import { classOf } from "../../contract/classify.js";
import { breaksOf } from "./style-choice.js";

/** A part of a histogram's bar that lies in one class. */
export interface BarPiece {
  readonly from: number;
  readonly to: number;
  /** Null: its values are in several classes, or in none. */
  readonly colour: string | null;
}

/**
 * A bar cut at the breaks that it lies across, each piece in the colour of its class: the colour belongs to a place of the axis,
 * the height to the whole bar, and nothing is said of how its rows are shared out.
 */
export function barPieces(
  { from, to }: { readonly from: number; readonly to: number },
  paint: Paint,
  { name, type }: Pick<ColumnEntry, "name" | "type">,
): BarPiece[] {
  if (paint.column !== name) return [{ from, to, colour: null }];
  const colourAt = (value: number) => classOf(paint, { [name]: value })?.colour ?? null;
  if (paint.classes.every(({ range }) => range === undefined)) {
    // A class a value: only a bar of one value has a colour.
    return [{ from, to, colour: type !== "number" && to - from === 1 ? colourAt(from) : null }];
  }
  const cuts = [from, ...breaksOf({ paint }).filter((each) => each > from && each < to), to];
  // Classes are closed below, so the lower end of a piece is in the class of all of it.
  return cuts.slice(1).map((end, at) => ({ from: cuts[at] ?? from, to: end, colour: colourAt(cuts[at] ?? from) }));
}

/** The paint as it will be with breaks that are still being moved; as it is where there are more or fewer. */
export function withMovedBreaks(paint: Paint, breaks: readonly number[]): Paint {
  if (breaksOf({ paint }).length !== breaks.length) return paint;
  const rank = new Map(breaksOf({ paint }).map((from, at) => [from, at + 1]));
  const classes = paint.classes.map((each) => {
    if (each.range === undefined) return each;
    const at = each.range.from === null ? 0 : (rank.get(each.range.from) ?? 0);
    return { ...each, range: { from: breaks[at - 1] ?? null, below: breaks[at] ?? null } };
  });
  return { ...paint, classes };
}
