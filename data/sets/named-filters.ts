import type { CallInput } from "../../contract/api.js";
import { AppError } from "../../contract/errors.js";
import type { Session } from "../database.js";
import { filterSql } from "../layers/filter.js";
import type { OpenProject } from "../project/open-project.js";

/** Names that a project keeps at most: a list that can still be read. */
const mostFilters = 200;

/** Keeps a filter, if its layer can be filtered by it now. Throws like `filterSql`; `usage` for sets, and for too many. */
export async function saveFilter(
  project: OpenProject,
  session: Session,
  { name, layer: id, conditions }: CallInput<"filter.save">,
): Promise<void> {
  const source = project.source(id);
  if (conditions.some((each) => "set" in each)) throw ofTheSession(name);
  await filterSql(session, source, conditions, (each) => project.source(each));
  await project.settings.changeFilters((filters) => {
    const others = filters.filter((each) => each.name !== name);
    if (others.length >= mostFilters) throw tooMany(name);
    return [...others, { name, layer: id, kind: source.layer.kind, conditions }];
  });
}

/** Throws `usage` where there is none of the name. */
export async function removeFilter(project: OpenProject, name: string): Promise<void> {
  await project.settings.changeFilters((filters) => {
    const others = filters.filter((each) => each.name !== name);
    if (others.length === filters.length) throw noFilter(name);
    return others;
  });
}

function ofTheSession(name: string): AppError {
  return new AppError("usage", {
    zh: `筛选“${name}”用到当前的选择或筛选集，关闭项目后即失效，不能保存。请改用字段或位置条件。`,
    en: `The filter "${name}" uses the present selection or filter, which end with the session: it cannot be kept. Use conditions on columns or places.`,
  });
}

function tooMany(name: string): AppError {
  return new AppError("usage", {
    zh: `筛选“${name}”未保存：项目中最多保存 ${mostFilters} 个筛选。请先删除不用的。`,
    en: `The filter "${name}" was not kept: a project keeps at most ${mostFilters}. Remove some first.`,
  });
}

function noFilter(name: string): AppError {
  return new AppError("usage", {
    zh: `项目中没有名为“${name}”的筛选，可能已被删除。请刷新列表。`,
    en: `The project has no filter named "${name}"; it may have been removed. Look at the list again.`,
  });
}
