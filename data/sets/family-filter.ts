import type { CallInput } from "../../contract/api.js";
import { AppError } from "../../contract/errors.js";
import type { FilterAnswer } from "../../contract/set-calls.js";
import type { Session } from "../database.js";
import type { OpenProject } from "../project/open-project.js";
import { passingRows, readFrom } from "./find-rows.js";
import type { RowSet } from "./row-set.js";
import { type FamilyFilter, homeOf } from "./row-sets.js";

/**
 * Filters the family of a layer. Of filters that are set at once the one with the highest serial holds, whichever is found
 * first. Throws like `filterSql`.
 */
export async function setFilter(
  project: OpenProject,
  session: Session,
  serial: number,
  { layer: id, conditions }: CallInput<"filter.set">,
): Promise<FilterAnswer> {
  const source = project.source(id);
  // Sets are resolved now: their serials may be forgotten when the rows have to be found again.
  const within = conditions.flatMap((each) => ("set" in each ? [source.rowSet(each)] : []));
  const rest = conditions.filter((each) => !("set" in each));
  const read = readFrom(source, rest, (each) => project.source(each));
  const wanted = { serial, layer: id, conditions: rest, within, read };
  const rows = conditions.length === 0 ? null : await rowsOf(project, session, wanted);
  takeOver(project, homeOf(source.layer), { ...wanted, rows });
  return { count: rows?.count ?? source.layer.count, total: source.layer.count, serial };
}

/** The filter of a layer's family as it stands. */
export async function readFilter(project: OpenProject, id: number): Promise<FilterAnswer> {
  const { layer } = project.source(id);
  const filter = await filterOf(project, id);
  return { count: filter?.rows?.count ?? layer.count, total: layer.count, serial: filter?.serial ?? 0 };
}

/** The rows that a layer shows; null: all. */
export async function shownRows(project: OpenProject, id: number): Promise<RowSet | null> {
  return (await filterOf(project, id))?.rows ?? null;
}

/** The filter, its rows found again where the layer has got a revision, or is shown otherwise; ended where the layer is gone. */
async function filterOf(project: OpenProject, id: number): Promise<FamilyFilter | null> {
  const { sets } = project;
  const home = homeOf(project.layer(id));
  const filter = sets.filters.get(home);
  if (filter === undefined || filter.rows === null) return filter ?? null;
  const read = readNow(project, filter);
  if (read === filter.read) return filter;
  // Ten tiles that come at once wait for one search.
  const key = `${filter.serial} ${read}`;
  const known = sets.searches.get(key);
  if (known !== undefined) return await known;
  const search = findAgain(project, home, filter, read).finally(() => sets.searches.delete(key));
  sets.searches.set(key, search);
  return await search;
}

async function findAgain(
  project: OpenProject,
  home: number,
  filter: FamilyFilter,
  read: string | null,
): Promise<FamilyFilter> {
  const ended = { ...filter, serial: project.sets.next(), conditions: [], within: [], rows: null };
  if (read === null) return takeOver(project, home, ended);
  const wanted = { ...ended, conditions: filter.conditions, within: filter.within, read };
  const rows = await project.database
    .using(undefined, (session) => rowsOf(project, session, wanted))
    // An area may be gone from its layer, a column may have got another type.
    .catch((error: unknown) => {
      if (error instanceof AppError && (error.code === "layer-missing" || error.code === "usage")) return null;
      throw error;
    });
  return takeOver(project, home, rows === null ? ended : { ...wanted, rows });
}

/** What the rows would be read from now; null where a layer or a column that the conditions name is gone. */
function readNow(project: OpenProject, { layer, conditions }: FamilyFilter): string | null {
  const named = conditions.flatMap((each) => ("layer" in each ? [each.layer] : []));
  if (![layer, ...named].every((id) => project.has(id))) return null;
  const source = project.source(layer);
  const known = new Set(["fid", ...source.layer.columns.map(({ name }) => name)]);
  if (!conditions.every((each) => !("column" in each) || known.has(each.column))) return null;
  return readFrom(source, conditions, (id) => project.source(id));
}

async function rowsOf(
  project: OpenProject,
  session: Session,
  { layer, conditions, within }: Omit<FamilyFilter, "rows">,
): Promise<RowSet> {
  const sourceOf = (id: number) => project.source(id);
  const found = await passingRows(session, project.source(layer), conditions, sourceOf);
  return within.reduce((rows, other) => rows.intersection(other), found);
}

function takeOver({ sets }: OpenProject, home: number, filter: FamilyFilter): FamilyFilter {
  if (filter.rows !== null) sets.remember("filter", filter.serial, home, filter.rows);
  const present = sets.filters.get(home);
  if (present !== undefined && present.serial > filter.serial) return present;
  sets.filters.set(home, filter);
  return filter;
}
