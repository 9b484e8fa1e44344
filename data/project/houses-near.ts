import type { CallInput, CallOutput } from "../../contract/api.js";
import type { Session } from "../database.js";
import { distanceSql } from "../distance.js";
import { countClasses } from "../layers/classes.js";
import type { Paintings } from "../layers/paintings.js";
import { passingRows } from "../sets/find-rows.js";
import { quoteName } from "../sql.js";
import type { OpenProject } from "./open-project.js";

/** Nearest houses that are named. */
const named = 5;

/**
 * The houses within metres of a pipe, a site or whatever a row is: how many of each class of the houses' layer, and the nearest
 * ones with metres from edge to edge (a pipe's is its centre line), ties by the lowest row.
 */
export async function housesNear(
  project: OpenProject,
  paintings: Paintings,
  session: Session,
  { layer, fid, houses, metres }: CallInput<"layer.near">,
): Promise<CallOutput<"layer.near">> {
  const source = project.source(houses);
  const near = [{ place: "near" as const, layer, fid, metres }];
  const set = await passingRows(session, source, near, (id) => project.source(id));
  const { sql, bindings } = set.sql("near");
  const has = (name: string) => source.layer.columns.some((column) => column.name === name);
  const titles = ["name", "address", "code"].filter(has).map((name) => `CAST(${quoteName(name)} AS VARCHAR)`);
  const nearest = await session.rows<{ fid: number; title: string | null; metres: number }>(
    `SELECT CAST(house.fid AS DOUBLE) AS fid, house.title, ${distanceSql("house.geom", "place.geom")} AS metres
     FROM (SELECT fid, geom, coalesce(${[...titles, "NULL"].join(", ")}) AS title FROM ${source.relation} WHERE ${sql}) house,
          (SELECT geom FROM ${project.source(layer).geometryRelation} WHERE fid = $place) place
     ORDER BY metres, fid LIMIT ${named}`,
    { ...bindings, place: BigInt(fid) },
  );
  const classes = countClasses(source.layer, await paintings.of(source, session), set);
  return { total: set.count, classes, nearest };
}
