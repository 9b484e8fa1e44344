import { AppError } from "../../contract/errors.js";
import type { Text } from "../../contract/text.js";
import type { Session } from "../database.js";

/** Layers farther apart than this, in metres, cannot belong to one city: a CRS is wrong. */
const farthest = 50_000;

interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Throws `input-disjoint` when `other` lies far from `here`, the buildings' box, naming the kilometres between. */
export async function refuseDisjoint(session: Session, here: Box | null, other: string, title: Text): Promise<void> {
  const there = await extentOf(session, other);
  if (here === null || there === null) return;
  const gap = Math.hypot(
    Math.max(0, there.west - here.east, here.west - there.east),
    Math.max(0, there.south - here.north, here.south - there.north),
  );
  if (gap <= farthest) return;
  const kilometres = Math.round(gap / 1000).toLocaleString("en-US");
  throw new AppError("input-disjoint", {
    zh: `${title.zh}距房屋 ${kilometres} 公里，两个图层没有重叠：请检查它们的坐标系。`,
    en: `The ${title.en} lie ${kilometres} km from the buildings, so the layers do not overlap: check their CRS.`,
  });
}

/** The box of a relation's `geom`; null without rows. */
export async function extentOf(session: Session, relation: string): Promise<Box | null> {
  const { box } = await session.row<{ box: { [K in keyof Box]: number | null } }>(
    `SELECT {west: ST_XMin(box), south: ST_YMin(box), east: ST_XMax(box), north: ST_YMax(box)} AS box
     FROM (SELECT ST_Extent_Agg(geom) AS box FROM ${relation})`,
  );
  const { west, south, east, north } = box;
  return west === null || south === null || east === null || north === null ? null : { west, south, east, north };
}
