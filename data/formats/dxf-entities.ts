import { plainText } from "./dxf-text.js";

/** A pair of a DXF: what the value means, and the value. */
export type Pair = readonly [code: number, value: string];

/** An entity of the drawing with what stands behind it: vertices, attributes. */
export interface Entity {
  readonly type: string;
  readonly pairs: Pair[];
  /** Entities that belong to it, without ATTRIBs. */
  readonly parts: { readonly type: string; readonly pairs: Pair[] }[];
  /** Tag → text, of a block's attributes. */
  readonly attributes: Map<string, string>;
}

/** Entities of a block up to which it is a symbol, drawn once for every valve and manhole; a larger one is a drawing. */
export const symbolSize = 60;

export function newEntity(type: string): Entity {
  return { type, pairs: [], parts: [], attributes: new Map() };
}

export function pairValue({ pairs }: { readonly pairs: readonly Pair[] }, code: number): string | undefined {
  return pairs.find((pair) => pair[0] === code)?.[1];
}

export function addAttribute(entity: Entity, attribute: { readonly pairs: readonly Pair[] }): void {
  const tag = (pairValue(attribute, 2) ?? "").trim();
  const text = plainText(pairValue(attribute, 1) ?? "");
  if (tag !== "" && text !== "") entity.attributes.set(tag, text);
}

/** The words of an entity: a TEXT's or MTEXT's, whose beginnings stand in pieces of 250 characters under code 3. */
export function textOf(entity: Entity): string {
  if (!/^(M?TEXT|ATTDEF)$/u.test(entity.type)) return "";
  const pieces = entity.type === "MTEXT" ? entity.pairs.filter(([code]) => code === 3).map(([, value]) => value) : [];
  return plainText(pieces.join("") + (pairValue(entity, 1) ?? ""));
}

/** What programs hang on an entity: the texts of its extended data, such as CASS's feature codes. */
export function extendedOf({ pairs }: Entity): string {
  return pairs
    .filter(([code]) => code === 1000)
    .map(([, value]) => value.trim())
    .filter((value) => value !== "")
    .join(";");
}

/**
 * The entity as GDAL is to read it, under a number of ours instead of its handle, which old drawings lack. An inserted
 * symbol becomes the point where it stands; a larger block stays and is drawn.
 */
export function rewritten(entity: Entity, number: number, blockSizes: ReadonlyMap<string, number>): Pair[] {
  const handle: Pair = [5, number.toString(16).toUpperCase()];
  const size = entity.type === "INSERT" ? (blockSizes.get(pairValue(entity, 2) ?? "") ?? 0) : Number.POSITIVE_INFINITY;
  const place = size <= symbolSize ? insertionPoint(entity) : null;
  if (place !== null)
    return [[0, "POINT"], handle, [8, pairValue(entity, 8) ?? "0"], [10, place[0]], [20, place[1]], [30, "0"]];
  const own = entity.pairs.filter(([code]) => code !== 5 && code !== 66);
  const follow: Pair[] = entity.type === "POLYLINE" ? [[66, "1"]] : [];
  const parts = entity.parts.flatMap(({ type, pairs }): Pair[] => [[0, type], ...pairs]);
  return [[0, entity.type], handle, ...follow, ...own, ...(entity.type === "INSERT" ? [] : parts)];
}

/** Where a symbol stands. In a plane turned upside down X runs the other way; null for any other plane. */
function insertionPoint(entity: Entity): [string, string] | null {
  const [x, y] = [Number(pairValue(entity, 10)), Number(pairValue(entity, 20))];
  const normal = [210, 220, 230].map((code, axis) => Number(pairValue(entity, code) ?? (axis === 2 ? 1 : 0)));
  if (!Number.isFinite(x) || !Number.isFinite(y) || normal[0] !== 0 || normal[1] !== 0) return null;
  return [String((normal[2] ?? 1) < 0 ? -x : x), String(y)];
}
