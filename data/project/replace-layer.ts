import type { ChangeCounts, Layer } from "../../contract/project.js";
import type { CallContext } from "../../contract/wire.js";
import type { Session } from "../database.js";
import type { Kind } from "../kinds/kind.js";
import { quoteName, quoteNames } from "../sql.js";
import { changesLayer, compareRows } from "./compare-rows.js";
import { tableOf } from "./layer-tables.js";
import { matchRows } from "./match-rows.js";
import type { OpenProject } from "./open-project.js";
import { quarantineOf } from "./quarantine-layer.js";

export interface Replacement {
  readonly before: Layer;
  /** The next revision; its table is made here. */
  readonly after: Layer;
  readonly kind: Kind;
  /** For FROM: the newer version's rows, `fid` their row in the file, `geom` WKB. */
  readonly arrived: string;
  readonly changesId: number;
}

/**
 * Makes the table of the newer revision: a row that is a feature of the revision before takes its fid, every other one a fid
 * that no feature ever had. Returns what changed, and the layer that lists it where anything did. TEMP TABLES matches and
 * placed (`row`, `fid`) stay for `placeQuarantine`, which must follow.
 */
export async function replaceRows(
  session: Session,
  project: OpenProject,
  replacement: Replacement,
  context: CallContext,
): Promise<{ changes: ChangeCounts; layer: Layer | null }> {
  const { before, after, kind, arrived, changesId } = replacement;
  const tableBefore = quoteName(tableOf(before.id, before.revision));
  const tableAfter = quoteName(tableOf(after.id, after.revision));
  const has = (layer: Layer) => layer.columns.some(({ name }) => name === kind.keyColumn);
  context.progress({ phase: { zh: "匹配新旧要素", en: "Matching with the version before" } });
  const key = has(before) && has(after) ? kind.keyColumn : null;
  const narrow = quoteNames(key === null ? ["fid"] : ["fid", key]);
  await session.run(`CREATE TEMP TABLE arrived AS SELECT ${narrow}, ST_GeomFromWKB(geom) AS geom FROM ${arrived}`);
  await matchRows(session, {
    before: tableBefore,
    after: "arrived",
    key,
    families: { before: before.geometry, after: after.geometry },
  });
  const top = await highestFid(session, project, before);
  await session.run(
    `CREATE TEMP TABLE placed AS
     SELECT row, fid FROM matches
     UNION ALL
     SELECT fid, ${top} + row_number() OVER (ORDER BY fid) FROM (SELECT fid FROM arrived ANTI JOIN matches ON matches.row = arrived.fid)`,
  );
  await session.run("DROP TABLE arrived");
  // LEFT keeps the narrow side in memory, whatever the sizes are guessed to be: every row has its place.
  await session.run(
    `CREATE TABLE ${tableAfter} AS
     SELECT arrived.* REPLACE (placed.fid AS fid, ST_GeomFromWKB(geom) AS geom) FROM ${arrived} arrived LEFT JOIN placed ON placed.row = arrived.fid`,
  );
  context.progress({ phase: { zh: "比较新旧版本", en: "Comparing the versions" } });
  const target = { id: changesId, table: quoteName(tableOf(changesId)) };
  const comparison = { before, after, tableBefore, tableAfter, kind };
  const changes = await compareRows(session, comparison, target.table);
  const count = changes.added + changes.gone + changes.changed;
  if (count > 0) return { changes, layer: await changesLayer(session, comparison, target, count, project.crs ?? "") };
  await session.run(`DROP TABLE ${target.table}`);
  return { changes, layer: null };
}

/**
 * Gives the rows of a newer version's quarantine (null: it has none) their features: a doubtful row that of its row in the
 * layer; a row that was left out the gone feature of its code, else one that no feature ever had.
 */
export async function placeQuarantine(
  session: Session,
  { before, kind }: Replacement,
  quarantine: Layer | null,
): Promise<void> {
  if (quarantine !== null) {
    const table = quoteName(tableOf(quarantine.id, quarantine.revision));
    const gone = `${quoteName(tableOf(before.id, before.revision))} ANTI JOIN matches USING (fid)`;
    const has = [before, quarantine].every(({ columns }) => columns.some(({ name }) => name === kind.keyColumn));
    const key = has && kind.keyColumn !== null ? quoteName(kind.keyColumn) : "CAST(NULL AS VARCHAR)";
    const once = (rows: string) =>
      `(SELECT ${key} AS code, min(fid) AS fid FROM ${rows} WHERE ${key} IS NOT NULL GROUP BY ALL HAVING count(*) = 1)`;
    await session.run(
      `CREATE TEMP TABLE kept AS
       WITH leaving AS (SELECT * FROM ${table} WHERE import_state = 'left_out'),
       found AS (SELECT new.fid AS row, old.fid FROM ${once("leaving")} new JOIN ${once(gone)} old USING (code)),
       top AS (SELECT max(fid) AS fid FROM (SELECT fid FROM placed UNION ALL SELECT fid FROM ${gone}))
       SELECT row, fid FROM placed
       UNION ALL SELECT row, fid FROM found
       UNION ALL SELECT leaving.fid, top.fid + row_number() OVER (ORDER BY leaving.fid)
                 FROM top, leaving ANTI JOIN found ON found.row = leaving.fid`,
    );
    await session.run(`UPDATE ${table} SET feature = kept.fid FROM kept WHERE kept.row = ${table}.fid`);
    await session.run("DROP TABLE kept");
  }
  await session.run("DROP TABLE placed");
  await session.run("DROP TABLE matches");
}

/** The highest fid that a feature of the layer ever had, or that its quarantine keeps for a row. */
async function highestFid(session: Session, project: OpenProject, layer: Layer): Promise<bigint> {
  const revisions = Array.from({ length: layer.revision }, (_each, index) => tableOf(layer.id, index + 1));
  const quarantine = quarantineOf(project, layer.id);
  const kept = quarantine === undefined ? [] : [`SELECT max(feature) AS fid FROM ${project.source(quarantine.id).own}`];
  const used = revisions.map((table) => `SELECT max(fid) AS fid FROM ${quoteName(table)}`);
  const { top } = await session.row<{ top: bigint | null }>(
    `SELECT max(fid) AS top FROM (${[...used, ...kept].join(" UNION ALL ")})`,
  );
  return top ?? 0n;
}
