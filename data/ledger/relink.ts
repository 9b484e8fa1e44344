import type { DecisionsKept, Relinked } from "../../contract/keep-calls.js";
import type { LedgerEvent } from "../../contract/ledger.js";
import type { Layer } from "../../contract/project.js";
import type { CallContext } from "../../contract/wire.js";
import type { Session } from "../database.js";
import type { LayerSource } from "../layers/layer-source.js";
import type { OpenProject } from "../project/open-project.js";
import { quoteText } from "../sql.js";
import type { Ledger, Operation } from "./ledger.js";
import type { LedgerBuilding, LedgerState } from "./ledger-state.js";
import { withSources } from "./sources.js";

/** Metres from where a building stood within which a point is taken to be the same one. */
const samePlace = 1;

interface Found {
  readonly building: number;
  readonly fid: number;
  readonly how: "code" | "place";
}

/** The highest number of a layer that decisions speak of. */
export function highestLayer(state: LedgerState): number {
  return [...state.buildings.values()].reduce((highest, { subject }) => Math.max(highest, subject.layer), 0);
}

/**
 * Ties stray buildings to a layer that has just been imported; null where there are none, or nobody has said who decides.
 */
export async function relinkInto(
  project: OpenProject,
  ledger: Ledger,
  layer: Layer,
  { signal }: CallContext,
): Promise<Relinked | null> {
  const fits = straysLike(project, ledger.state, layer);
  if (fits.length === 0 || ledger.damage.length > 0) return null;
  const found = await project.database.using(signal, (session) => findStrays(session, fits, project.source(layer.id)));
  const operation = relinkBuildings(layer, fits, found);
  await ledger.record(signal, (state) => ({
    ...operation,
    events: withSources(project, state, operation.events),
  }));
  return operation.relinked;
}

/**
 * Counts the picks and cases of buildings that are rows of the layer, and of those that are not there any more: gone with a
 * newer version, or not found again.
 */
export async function countDecided(
  project: OpenProject,
  { state }: Ledger,
  layer: Layer,
  { signal }: CallContext,
): Promise<DecisionsKept | null> {
  const own = [...state.buildings.values()].filter(({ subject }) => subject.layer === layer.id);
  const strays = straysLike(project, state, layer);
  if (own.length + strays.length === 0) return null;
  const rows = await project.database.using(signal, (session) =>
    session.rows<{ fid: bigint }>(
      `SELECT fid FROM ${project.source(layer.id).relation} WHERE fid IN (SELECT unnest(from_json($fids, '["BIGINT"]')))`,
      { fids: JSON.stringify(own.map(({ subject }) => subject.fid)) },
    ),
  );
  const fids = new Set(rows.map(({ fid }) => Number(fid)));
  const there = new Set(own.filter(({ subject }) => fids.has(subject.fid)).map(({ id }) => id));
  const about = new Set([...own, ...strays].map(({ id }) => id));
  const count = (buildings: readonly number[]) => {
    const found = buildings.filter((building) => there.has(building)).length;
    return { there: found, gone: buildings.filter((building) => about.has(building)).length - found };
  };
  return {
    picks: count([...state.lists.values()].flatMap(({ picks }) => [...picks.keys()])),
    cases: count([...state.cases.values()].map(({ building }) => building)),
  };
}

/** Buildings of the ledger whose layer, of the same kind as this one, is not there any more. */
function straysLike(project: OpenProject, state: LedgerState, { kind }: Layer): LedgerBuilding[] {
  const strays = strayBuildings(state, project.describe().layers);
  return strays.filter(({ subject }) => (state.sources.get(subject.layer)?.kind ?? kind) === kind);
}

/** Buildings of the ledger whose layer is not there any more. */
export function strayBuildings(state: LedgerState, layers: readonly Layer[]): LedgerBuilding[] {
  const there = new Set(layers.map(({ id }) => id));
  return [...state.buildings.values()].filter(({ subject }) => !there.has(subject.layer));
}

/**
 * Finds stray buildings in a layer: by a code that stands once on both sides, else by the place where they stood. A row is
 * one building's at most; ties go to the lowest numbers.
 */
export async function findStrays(
  session: Session,
  strays: readonly LedgerBuilding[],
  { layer, relation, crs }: LayerSource,
): Promise<Found[]> {
  const wanted = strays.map(({ id, subject: { code, place } }) => ({
    building: id,
    code,
    lon: place?.[0],
    lat: place?.[1],
  }));
  const code = layer.columns.some(({ name }) => name === "code") ? "CAST(code AS VARCHAR)" : "CAST(NULL AS VARCHAR)";
  const rows = await session.rows<{ building: bigint; fid: bigint; how: "code" | "place" }>(
    `WITH wanted AS (
       SELECT w.building, w.code, CASE WHEN w.lon IS NOT NULL THEN
              ST_Transform(ST_Point(w.lon, w.lat), 'EPSG:4326', ${quoteText(crs)}, always_xy := true) END AS point
       FROM (SELECT unnest(from_json($wanted, '[{"building":"BIGINT","code":"VARCHAR","lon":"DOUBLE","lat":"DOUBLE"}]')) AS w)
     ), rows AS (SELECT fid, ${code} AS code, geom FROM ${relation}),
     single AS (SELECT code, min(fid) AS fid FROM rows WHERE code IS NOT NULL GROUP BY code HAVING count(*) = 1),
     by_code AS (
       SELECT building, fid FROM wanted JOIN single USING (code)
       WHERE code IN (SELECT code FROM wanted GROUP BY code HAVING count(*) = 1)
     ), boxes AS (SELECT building, point, ST_Buffer(point, ${samePlace}) AS reach FROM wanted
                  WHERE point IS NOT NULL AND building NOT IN (SELECT building FROM by_code)),
     near AS (
       SELECT building, fid, ST_Distance(boxes.point, rows.geom) AS metres FROM boxes JOIN rows ON ST_Intersects(rows.geom, boxes.reach)
       WHERE fid NOT IN (SELECT fid FROM by_code)
     ), nearest AS (SELECT building, fid, metres FROM near QUALIFY row_number() OVER (PARTITION BY building ORDER BY metres, fid) = 1),
     by_place AS (SELECT building, fid FROM nearest QUALIFY row_number() OVER (PARTITION BY fid ORDER BY metres, building) = 1)
     SELECT building, fid, 'code' AS how FROM by_code UNION ALL SELECT building, fid, 'place' FROM by_place ORDER BY building`,
    { wanted: JSON.stringify(wanted) },
  );
  return rows.map(({ building, fid, how }) => ({ building: Number(building), fid: Number(fid), how }));
}

/** The operation that ties buildings to their rows in a layer that was imported anew, and what it came to. */
export function relinkBuildings(
  layer: Layer,
  strays: readonly LedgerBuilding[],
  found: readonly Found[],
): Operation & { readonly relinked: Relinked } {
  const count = (how: Found["how"]) => found.filter((each) => each.how === how).length;
  const relinked = { byCode: count("code"), byPlace: count("place"), missing: strays.length - found.length };
  return {
    relinked,
    title: {
      zh: `${found.length} 栋重新对应到“${layer.title.zh.slice(0, 100)}”`,
      en: `Tie ${found.length} buildings to "${layer.title.en.slice(0, 100)}"`,
    },
    why: null,
    events: found.map(
      ({ building, fid }): LedgerEvent => ({ type: "building.relink", building, layer: layer.id, fid }),
    ),
  };
}
