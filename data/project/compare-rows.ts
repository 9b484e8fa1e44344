import type { GeometryFamily, Paint } from "../../contract/catalog.js";
import type { ChangeCounts, Layer, LayerColumn } from "../../contract/project.js";
import type { Session } from "../database.js";
import { fieldOf } from "../import/mapping.js";
import type { Kind } from "../kinds/kind.js";
import { layerBounds } from "../layers/bounds.js";
import { quoteName, quoteText } from "../sql.js";
import { separationSql } from "./match-rows.js";

/** Shapes that lie this near each other everywhere, in metres, are the same shape written otherwise. */
const sameShape = 0.01;
/** Fields that programs number anew at every export: they say nothing about the feature. */
const passing = /^(objectid(_\d+)?|oid_?|fid(_\d+)?|ogc_fid|gid|id_0|shape_(leng(th)?|area)|shape__(length|area))$/iu;
/** The word for the shape among the columns that changed. */
const shapeWord = "geom";

const changeChoices = [
  { value: "gone", title: { zh: "已消失", en: "gone" }, colour: "#B2182B", width: 2 },
  { value: "added", title: { zh: "新增", en: "added" }, colour: "#1B7837", width: 2 },
  { value: "changed", title: { zh: "有变化", en: "changed" }, colour: "#E08214", width: 2 },
] as const;
const changesPaint: Paint = { column: "change", classes: changeChoices };

const matchChoices = [
  { value: "code", title: { zh: "按编号", en: "by code" } },
  { value: "overlap", title: { zh: "按位置", en: "by place" } },
];

export interface Comparison {
  readonly before: Layer;
  readonly after: Layer;
  /** For FROM: `fid`, columns and `geom` of both revisions; a feature has the same fid in both. */
  readonly tableBefore: string;
  readonly tableAfter: string;
  readonly kind: Kind;
}

/**
 * Lists in a new table `target` what the newer revision added, lost and changed, by the fid of the feature: `change`, `code`,
 * `changed_columns` (names joined by `、`), `matched_by`, and `geom` as it is now (of what is gone: as it was). TEMP TABLE matches
 * tells how features were found again.
 */
export async function compareRows(session: Session, comparison: Comparison, target: string): Promise<ChangeCounts> {
  const { kind, tableBefore, tableAfter } = comparison;
  const shape = { name: shapeWord, differs: shapeSql(comparison.before.geometry, comparison.after.geometry) };
  const pieces = [...comparedColumns(comparison), shape];
  const code = (table: string) =>
    kind.keyColumn === null ? "CAST(NULL AS VARCHAR)" : `${table}.${quoteName(kind.keyColumn)}`;
  const words = pieces.map(({ name, differs }) => `CASE WHEN ${differs} THEN ${quoteText(name)} END`);
  await session.run(
    `CREATE TABLE ${target} AS
     SELECT new.fid, 'changed' AS change, ${code("new")} AS code, array_to_string([${words.join(", ")}], '、') AS changed_columns,
            matched_by, new.geom
     FROM ${tableAfter} new JOIN matches USING (fid) JOIN ${tableBefore} old USING (fid)
     WHERE ${pieces.map(({ differs }) => differs).join(" OR ")}
     UNION ALL
     SELECT new.fid, 'added', ${code("new")}, NULL, NULL, new.geom FROM ${tableAfter} new ANTI JOIN matches USING (fid)
     UNION ALL
     SELECT old.fid, 'gone', ${code("old")}, NULL, NULL, old.geom FROM ${tableBefore} old ANTI JOIN matches USING (fid)`,
  );
  const counted = await session.row<Record<keyof ChangeCounts, bigint>>(
    `SELECT count(*) FILTER (change = 'added') AS added, count(*) FILTER (change = 'gone') AS gone, count(*) FILTER (change = 'changed') AS changed,
            (SELECT count(*) FROM matches) AS same, (SELECT count(*) FROM matches WHERE matched_by = 'code') AS "matchedByCode",
            (SELECT count(*) FROM matches WHERE matched_by = 'overlap') AS "matchedByOverlap"
     FROM ${target}`,
  );
  const counts = Object.fromEntries(Object.entries(counted).map(([name, count]) => [name, Number(count)])) as Record<
    keyof ChangeCounts,
    number
  >;
  return { ...counts, same: counts.same - counts.changed };
}

/** The layer that lists the changes, its table being filled. */
export async function changesLayer(
  session: Session,
  { before, after, kind }: Comparison,
  target: { readonly id: number; readonly table: string },
  count: number,
  projectCrs: string,
): Promise<Layer> {
  const key = kind.columns.find(({ name }) => name === kind.keyColumn);
  const named = [...before.columns, ...after.columns].map(({ name, title }) => [name, { value: name, title }] as const);
  const choices = [...new Map(named).values(), { value: shapeWord, title: { zh: "图形", en: "shape" } }];
  const columns = [
    {
      name: "change",
      title: { zh: "变化", en: "change" },
      type: "choice",
      choices: changeChoices.map(({ value, title }) => ({ value, title })),
    },
    { name: "code", title: key?.title ?? { zh: "编号", en: "code" }, type: "text" },
    {
      name: "changed_columns",
      title: { zh: "变化的字段", en: "columns changed" },
      type: "text",
      choices,
      empty: "none",
    },
    {
      name: "matched_by",
      title: { zh: "对应方式", en: "matched" },
      type: "choice",
      choices: matchChoices,
      empty: "none",
    },
  ] as const;
  return {
    id: target.id,
    title: {
      zh: `${after.title.zh} · 第 ${after.revision} 版的变化`,
      en: `${after.title.en} · changes of version ${after.revision}`,
    },
    kind: "changes",
    geometry: after.geometry,
    count,
    bounds: await layerBounds(session, target.table, projectCrs),
    columns: columns.map((column): LayerColumn => ({ ...column, origin: "kind" })),
    paint: changesPaint,
    source: null,
    run: null,
    parent: null,
    parentRevision: null,
    revision: 1,
    about: after.id,
  };
}

/**
 * Columns that both revisions have, with SQL that is true where a feature's values differ between `old` and `new`. A field that canonical columns are
 * read from counts only where their values stayed the same: one change is named once.
 */
export function comparedColumns({
  before,
  after,
  kind,
}: Pick<Comparison, "before" | "after" | "kind">): { name: string; differs: string }[] {
  const types = new Map(before.columns.map(({ name, type }) => [name, type]));
  const differs = ({ name, type }: LayerColumn) => {
    const sides = ["old", "new"].map((side) => `${side}.${quoteName(name)}`);
    const alike = types.get(name) === type ? sides : sides.map((side) => `CAST(${side} AS VARCHAR)`);
    return `${alike[0]} IS DISTINCT FROM ${alike[1]}`;
  };
  const derived = new Set(kind.columns.filter((column) => column.derived !== undefined).map(({ name }) => name));
  const shared = after.columns.filter(({ name }) => types.has(name) && !derived.has(name));
  const canonical = shared.filter(({ origin }) => origin === "kind");
  const mapping = after.source?.mapping ?? {};
  const readersOf = (field: string) =>
    canonical.filter(({ name }) => {
      const column = kind.columns.find((each) => each.name === name);
      return column !== undefined && `src_${fieldOf(column, mapping)}` === field;
    });
  const delivered = shared.filter(
    ({ name, origin }) => origin === "source" && !passing.test(name.replace(/^src_/u, "")),
  );
  return [
    ...canonical.map((column) => ({ name: column.name, differs: `(${differs(column)})` })),
    ...delivered.map((field) => {
      const unless = readersOf(field.name).map((reader) => ` AND NOT (${differs(reader)})`);
      return { name: field.name, differs: `(${differs(field)}${unless.join("")})` };
    }),
  ];
}

/** SQL: whether the shape differs between `old` and `new`. Boxes that differ tell at once; only shapes written otherwise are measured. */
export function shapeSql(before: GeometryFamily, after: GeometryFamily): string {
  if (before !== after) return "true";
  const far = ["XMin", "YMin", "XMax", "YMax"].map(
    (side) => `abs(ST_${side}(old.geom) - ST_${side}(new.geom)) > ${sameShape}`,
  );
  return `(CASE WHEN ST_AsWKB(old.geom) = ST_AsWKB(new.geom) THEN false WHEN ${far.join(" OR ")} THEN true
    ELSE ${separationSql("old.geom", "new.geom", after)} > ${sameShape} END)`;
}
