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

/** Throws `input-disjoint` when `other` lies far from the buildings, naming the kilometres between. */
export async function refuseDisjoint(session: Session, buildings: string, other: string, title: Text): Promise<void> {
  const [here, there] = [await extent(session, buildings), await extent(session, other)];
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

async function extent(session: Session, relation: string): Promise<Box | null> {
  const { box } = await session.row<{ box: { [K in keyof Box]: number | null } }>(
    `SELECT {west: min(ST_XMin(geom)), south: min(ST_YMin(geom)), east: max(ST_XMax(geom)), north: max(ST_YMax(geom))} AS box
     FROM ${relation}`,
  );
  const { west, south, east, north } = box;
  return west === null || south === null || east === null || north === null ? null : { west, south, east, north };
}
