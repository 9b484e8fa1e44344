import type { Cell, Layer } from "../../contract/project.js";
import type { Session } from "../database.js";
import type { Measured } from "../layers/links.js";
import { quoteName } from "../sql.js";
import { type Neighbours, neighbours } from "./neighbours.js";
import type { OpenProject } from "./open-project.js";

/** Neighbours that are drawn for one feature. */
const atMost = 12;

/** How a result's columns name what they were measured to: the row, and metres to it, the first that the layer has. */
const measures: readonly {
  readonly of: keyof Neighbours;
  readonly fid: string;
  readonly metres: readonly string[];
}[] = [
  { of: "pipes", fid: "pipe_fid", metres: ["pipe_distance_m", "distance_m"] },
  { of: "sites", fid: "site_fid", metres: ["site_distance_m"] },
  { of: "tunnels", fid: "tunnel_fid", metres: ["axis_distance_m"] },
];

/** How a list of pairs names the rows of the run's inputs. */
const members = [
  { of: "buildings", fid: "building_fid" },
  { of: "pipes", fid: "pipe_fid" },
  { of: "sites", fid: "site_fid" },
] as const;
const pairMetres = ["distance_m", "site_distance_m"];

/**
 * What a result's row was measured to: the neighbours that its own columns name, then the others with which its run has it in
 * a list of pairs, the nearest first.
 */
export async function measuredFrom(
  project: OpenProject,
  session: Session,
  layer: Layer,
  fid: number,
  values: Readonly<Record<string, Cell>>,
): Promise<Measured[]> {
  if (layer.run === null) return [];
  const near = neighbours(project, layer);
  const own = ownNeighbours(near, values);
  const paired = await pairedNeighbours(project, session, layer, fid, near);
  const key = ({ neighbour, fid: target }: Measured) => `${neighbour.layer.id}/${target}`;
  const known = new Set(own.map(key));
  const others = paired.filter((each) => !known.has(key(each))).sort((one, other) => one.metres - other.metres);
  return [...own, ...others].slice(0, atMost);
}

function ownNeighbours(near: Neighbours, values: Readonly<Record<string, Cell>>): Measured[] {
  // A row that names a site without metres to it is that site.
  const isSite = "site_fid" in values && !("site_distance_m" in values);
  return measures.flatMap(({ of, fid, metres: names }): Measured[] => {
    const neighbour = near[of];
    const target = values[fid];
    const metres = names.map((name) => values[name]).find((value) => value !== undefined);
    if (neighbour === undefined || typeof target !== "number" || typeof metres !== "number") return [];
    return [{ neighbour, fid: target, metres, edgeOf: isSite ? "feature" : "neighbour" }];
  });
}

async function pairedNeighbours(
  project: OpenProject,
  session: Session,
  layer: Layer,
  fid: number,
  near: Neighbours,
): Promise<Measured[]> {
  const self = members.find(({ of }) => layer.parent !== null && near[of]?.layer.id === layer.parent);
  if (self === undefined) return [];
  const found: Measured[] = [];
  for (const pairs of project.describe().layers) {
    const has = (name: string) => pairs.columns.some((column) => column.name === name);
    const metres = pairMetres.find(has);
    if (pairs.run !== layer.run || pairs.parent !== null || metres === undefined || !has(self.fid)) continue;
    for (const other of members) {
      const neighbour = near[other.of];
      if (other === self || neighbour === undefined || !has(other.fid)) continue;
      const rows = await session.rows<{ target: number; metres: number }>(
        `SELECT CAST(${quoteName(other.fid)} AS DOUBLE) AS target, ${quoteName(metres)} AS metres FROM ${project.source(pairs.id).own}
         WHERE ${quoteName(self.fid)} = $fid ORDER BY metres, target LIMIT ${atMost}`,
        { fid: BigInt(fid) },
      );
      const edgeOf = self.of === "sites" ? "feature" : "neighbour";
      found.push(...rows.map((row): Measured => ({ neighbour, fid: row.target, metres: row.metres, edgeOf })));
    }
  }
  return found;
}
