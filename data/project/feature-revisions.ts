import type { FeatureRevision, ShapeChange, ValueChange } from "../../contract/card-calls.js";
import type { Layer } from "../../contract/project.js";
import { revisedLayer } from "../../contract/revised-layer.js";
import type { Session } from "../database.js";
import { kinds } from "../kinds/index.js";
import { toCell } from "../layers/cells.js";
import { quoteName } from "../sql.js";
import { comparedColumns, shapeSql } from "./compare-rows.js";
import { separationSql } from "./match-rows.js";
import type { OpenProject } from "./open-project.js";

/** A feature has the same fid in every revision. Throws `layer-missing`. See `FeatureRevision`. */
export async function readRevisions(
  project: OpenProject,
  session: Session,
  id: number,
  fid: number,
): Promise<FeatureRevision[]> {
  const home = revisedLayer(project.layer(id), (home) => project.layer(home));
  const layers = Array.from({ length: home.revision }, (_each, index) => project.layer(home.id, index + 1));
  const told: FeatureRevision[] = [];
  let before: Layer | null = null;
  let was = false;
  for (const layer of layers) {
    const has = await holds(project, session, layer, fid);
    const { source } = layer;
    const base = {
      revision: layer.revision,
      file: source?.path.split(/[\\/]/u).at(-1) ?? null,
      importedAt: source?.importedAt ?? null,
    };
    const compared: Difference =
      was && has && before !== null ? await compare(project, session, before, layer, fid) : alike;
    told.push({ ...base, state: stateOf(before === null, was, has, compared), ...compared });
    [before, was] = [layer, has];
  }
  return told.reverse();
}

async function holds(project: OpenProject, session: Session, layer: Layer, fid: number): Promise<boolean> {
  const { own } = project.source(layer.id, layer.revision);
  const { there } = await session.row<{ there: boolean }>(
    `SELECT count(*) > 0 AS there FROM ${own} WHERE fid = CAST($fid AS BIGINT)`,
    { fid },
  );
  return there;
}

type Difference = Pick<FeatureRevision, "changes" | "shape">;
const alike: Difference = { changes: [], shape: null };

function stateOf(isFirst: boolean, was: boolean, has: boolean, { changes, shape }: Difference) {
  if (!was) return has ? (isFirst ? "first" : "added") : "absent";
  if (!has) return "gone";
  return changes.length > 0 || shape !== null ? "changed" : "same";
}

/** By the same rules as the list of changes that a newer version brings. */
async function compare(
  project: OpenProject,
  session: Session,
  before: Layer,
  after: Layer,
  fid: number,
): Promise<Difference> {
  const kind = kinds.find(({ name }) => name === after.kind);
  if (kind === undefined) throw new Error(`a layer with revisions is of a kind, not of ${after.kind}`);
  const columns = comparedColumns({ before, after, kind });
  const items = columns.flatMap(({ name, differs }, at) => [
    `${differs} AS ${quoteName(`differs ${at}`)}`,
    `old.${quoteName(name)} AS ${quoteName(`old ${at}`)}`,
    `new.${quoteName(name)} AS ${quoteName(`new ${at}`)}`,
  ]);
  const areas = before.geometry === "polygon" && after.geometry === "polygon";
  const row = await session.row<Record<string, unknown>>(
    `SELECT ${[...items, `${shapeSql(before.geometry, after.geometry)} AS "shape"`].join(", ")},
            ${before.geometry === after.geometry ? separationSql("old.geom", "new.geom", after.geometry) : "NULL"} AS "moved",
            ${areas ? "ST_Area(old.geom)" : "NULL"} AS "area before", ${areas ? "ST_Area(new.geom)" : "NULL"} AS "area after"
     FROM ${project.source(before.id, before.revision).own} old JOIN ${project.source(after.id, after.revision).own} new USING (fid)
     WHERE fid = CAST($fid AS BIGINT)`,
    { fid },
  );
  const changes = columns.flatMap(({ name }, at): ValueChange[] => {
    const column = after.columns.find((each) => each.name === name);
    if (column === undefined || row[`differs ${at}`] !== true) return [];
    return [{ column, before: toCell(row[`old ${at}`]), after: toCell(row[`new ${at}`]) }];
  });
  return { changes, shape: row.shape === true ? shapeChange(row) : null };
}

function shapeChange({ moved, ...row }: Record<string, unknown>): ShapeChange {
  const [before, after] = [row["area before"], row["area after"]];
  return {
    moved_m: typeof moved === "number" ? moved : null,
    area_m2: typeof before === "number" && typeof after === "number" ? { before, after } : null,
  };
}
