import type { ClusterFacts, Link } from "../../contract/card-calls.js";
import { AppError } from "../../contract/errors.js";
import type { Layer, Run } from "../../contract/project.js";
import { activeSites } from "../analyses/active-sites.js";
import type { AnalysisContext } from "../analyses/analysis.js";
import { pipesInUse } from "../analyses/pipes-in-use.js";
import type { ScreenValues } from "../analyses/screen.js";
import type { Session } from "../database.js";
import { edgeDistanceSql } from "../distance.js";
import { toDegrees } from "../layers/feature.js";
import type { LayerSource } from "../layers/layer-source.js";
import { lineTo } from "../layers/links.js";
import { gb55009, strictest } from "../risk/profiles.js";
import { quoteName } from "../sql.js";
import { countMembers, pressureShares } from "./cluster-shares.js";
import { neighbours } from "./neighbours.js";
import type { OpenProject } from "./open-project.js";

/** How finely a quarter of a circle is drawn about an outline: at 50 m it strays by a quarter of a millimetre. */
const quarterSteps = 256;

/** A hot spot as it is being read. */
interface Cluster {
  readonly source: LayerSource;
  readonly fid: number;
  /** The layer whose rows are the members; null: it is gone. */
  readonly members: LayerSource | null;
  readonly nearest: Readonly<Record<"pipe" | "site", number | null>>;
}

/** See `ClusterFacts`. Pipes and sites count as they did for the screening, by its own functions. */
export async function readCluster(
  project: OpenProject,
  session: Session,
  { layer: id, fid }: { readonly layer: number; readonly fid: number },
  signal: AbortSignal,
): Promise<ClusterFacts> {
  const layer = project.layer(id);
  if (layer.kind !== "result:clusters") throw noClusters(layer);
  const source = project.source(id);
  const [row] = await session.rows<Record<"pipe" | "site", number | null>>(
    `SELECT nearest_pipe_m AS pipe, nearest_site_m AS site FROM ${source.own} WHERE fid = CAST($fid AS BIGINT)`,
    { fid },
  );
  if (row === undefined) throw noCluster(layer, fid);
  const made = project.describe().layers.filter(({ run }) => run === layer.run);
  const held = made.find(({ parent, columns }) => parent !== null && columns.some(({ name }) => name === "cluster"));
  const members = held === undefined ? null : project.source(held.id);
  const cluster: Cluster = { source, fid, members, nearest: row };
  const near = neighbours(project, layer);
  const run = screeningOf(project, layer);
  return await withTemporaries(session, signal, async (context) => {
    const parameters = run?.parameters as ScreenValues | undefined;
    const pipes = parameters && near.pipes && (await usedPipes(context, cluster, near.pipes, parameters));
    const sites = parameters && near.sites && (await usedSites(context, near.sites, parameters));
    return {
      layer: id,
      fid,
      pipes: pipes === undefined ? null : { within: pipes.within, ...(await pressureShares(session, pipes.lengths)) },
      nearest: {
        pipe: pipes && near.pipes ? await nearestLink(session, cluster, "pipe", near.pipes, pipes.table) : null,
        site: sites && near.sites ? await nearestLink(session, cluster, "site", near.sites, sites) : null,
      },
      members: members === null ? [] : await countMembers(project, session, members, fid),
    };
  });
}

/** The run that chose pipes and sites: a clustering of its own has another one's screening for its input. */
function screeningOf(project: OpenProject, layer: Layer): Run | null {
  const { layers, runs } = project.describe();
  const run = runs.find(({ id }) => id === layer.run);
  const screened = layers.find(({ id }) => id === run?.inputs.screened);
  if (screened !== undefined) return screeningOf(project, screened);
  return run !== undefined && "pipe_distance" in run.parameters ? run : null;
}

/**
 * The pipes in use about the outline as a TEMP table, like `pipesInUse`, and a SELECT of `pressure` and `metres` of each within
 * its reach of the outline.
 */
async function usedPipes(context: AnalysisContext, cluster: Cluster, pipes: LayerSource, parameters: ScreenValues) {
  const { session } = context;
  const outline = `(SELECT geom FROM ${cluster.source.own} WHERE fid = ${cluster.fid})`;
  const within = parameters.pipe_distance;
  // Wide enough for every reach and for the pipe that is nearest to a member.
  const about = Math.max(
    typeof within === "number" ? within : 0,
    parameters.unknown_pressure_range,
    widestRange,
    (cluster.nearest.pipe ?? 0) + 1,
  );
  const box = await session.row<Record<"west" | "south" | "east" | "north", number>>(
    `SELECT ST_XMin(geom) - ${about} AS west, ST_YMin(geom) - ${about} AS south, ST_XMax(geom) + ${about} AS east, ST_YMax(geom) + ${about} AS north FROM ${outline}`,
  );
  const sides = [box.west, box.south, box.east, box.north].join(", ");
  const relation = `(SELECT * FROM ${pipes.relation} WHERE ST_Intersects(geom, ST_MakeEnvelope(${sides})))`;
  const { table } = await pipesInUse(
    context,
    { layer: pipes.layer, relation },
    {
      distance: within,
      unknownRange: parameters.unknown_pressure_range,
      includeOutOfUse: parameters.include_out_of_use_pipes,
    },
  );
  const lengths = `
    SELECT pressure, sum(metres ORDER BY fid) AS metres FROM (
      SELECT pipe.fid, pipe.pressure, ST_Length(ST_Intersection(pipe.geom, area.geom)) AS metres
      FROM ${table} pipe JOIN (
        SELECT reach_m, ST_Buffer(outline.geom, reach_m, ${quarterSteps}) AS geom FROM (SELECT DISTINCT reach_m FROM ${table}), ${outline} outline
      ) area ON area.reach_m = pipe.reach_m
    ) GROUP BY pressure`;
  return { table, within, lengths };
}

/** The widest control range of any class by which the screening goes, in metres. */
const widestRange = strictest(gb55009).control_m;

async function usedSites(context: AnalysisContext, sites: LayerSource, parameters: ScreenValues): Promise<string> {
  const { table } = await activeSites(
    context,
    { layer: sites.layer, relation: sites.relation },
    { reach: null, radius: parameters.site_radius, states: parameters.site_states, keepUnknown: false },
  );
  return table;
}

/** From the nearest member: at equal distance to the target of the lowest row, from the member of the lowest row. */
async function nearestLink(
  session: Session,
  { members, nearest, fid }: Cluster,
  what: "pipe" | "site",
  neighbour: LayerSource,
  targets: string,
): Promise<Link | null> {
  const metres = nearest[what];
  if (members === null || metres === null) return null;
  const { wall } = await session.row<{ wall: number | null }>(`SELECT max(wall_m) AS wall FROM ${targets}`);
  const bound = metres + (wall ?? 0) + 0.001;
  const [found] = await session.rows<Record<"member" | "target" | "metres", number>>(
    `SELECT CAST(member.fid AS DOUBLE) AS member, CAST(target.fid AS DOUBLE) AS target, ${edgeDistanceSql("member.geom", "target.geom", "target.wall_m")} AS metres
     FROM (SELECT fid, geom FROM ${members.geometryRelation} WHERE fid IN (SELECT fid FROM ${members.own} WHERE cluster = ${fid})) member
     JOIN ${targets} target ON ST_DWithin(member.geom, target.geom, CAST(${bound} AS DOUBLE))
     ORDER BY metres, target, member LIMIT 1`,
  );
  if (found === undefined) return null;
  const measured = { neighbour, fid: found.target, metres: found.metres, edgeOf: "neighbour" } as const;
  const line = await lineTo(session, members, found.member, measured);
  if (line === null) return null;
  const { ends, ...told } = line;
  const [from = [0, 0], to = [0, 0]] = await toDegrees(session, members.crs, ends);
  return { ...told, from, to };
}

/** Lets `work` choose pipes and sites like a run; the TEMP tables that it makes go with it. */
async function withTemporaries<Result>(
  session: Session,
  signal: AbortSignal,
  work: (context: AnalysisContext) => Promise<Result>,
): Promise<Result> {
  const names: string[] = [];
  const none = () => {
    throw new Error("a question keeps no tables and takes no scheme");
  };
  const newTemporary = () => {
    names.push(`card_${names.length + 1}`);
    return names.at(-1) ?? "";
  };
  try {
    return await work({ session, signal, progress: () => undefined, scheme: none, newTable: none, newTemporary });
  } finally {
    for (const name of names) await session.run(`DROP TABLE IF EXISTS ${quoteName(name)}`);
  }
}

function noClusters({ title }: Layer): AppError {
  return new AppError("usage", {
    zh: `图层“${title.zh}”不是热点清单，没有热点可读；请选择查找热点的结果。`,
    en: `The layer "${title.en}" is no list of hot spots and has none to read; choose a result of finding hot spots.`,
  });
}

function noCluster({ title }: Layer, fid: number): AppError {
  return new AppError("layer-missing", {
    zh: `图层“${title.zh}”没有第 ${fid} 个热点。`,
    en: `The layer "${title.en}" has no hot spot ${fid}.`,
  });
}
