import type { Choice } from "../../contract/catalog.js";
import type { SqlType } from "../analyses/input-columns.js";
import { gatheringSql } from "./consequence.js";

/** A piece of evidence: `when` is SQL over the columns below, `age`, `age_least` (of a decade: its last year) and `$as_of`. */
interface Evidence extends Choice {
  readonly when: string;
}

/**
 * One of the six kinds that the work plan has looked for. It holds where a piece of evidence holds, does not where `unless`
 * holds, and cannot be told otherwise.
 */
export interface HousingClass {
  readonly name: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly evidence: readonly Evidence[];
  readonly unless: string;
}

export const housingColumns: readonly { readonly name: string; readonly type: SqlType }[] = [
  ...(
    [
      "build_year",
      "build_decade",
      "floors",
      "approved_floors",
      "basement_floors",
      "occupants",
      "repair_year",
      "strengthened_year",
    ] as const
  ).map((name) => ({ name, type: "INTEGER" }) as const),
  ...(["danger_grade", "judgement", "use", "design_use", "business_use"] as const).map(
    (name) => ({ name, type: "VARCHAR" }) as const,
  ),
  ...(
    [
      "visible_damage",
      "altered",
      "storeys_added",
      "wall_removed",
      "basement_dug",
      "extended",
      "use_changed",
      "renovated",
      "business_run",
      "basement",
      "excluded",
    ] as const
  ).map((name) => ({ name, type: "BOOLEAN" }) as const),
];

const dwelling = "regexp_matches(design_use, '住宅|居住|民房|民居|宿舍|自建房')";
const repaired = "greatest(coalesce(repair_year, 0), coalesce(strengthened_year, 0))";

export const housingClasses: readonly HousingClass[] = [
  {
    name: "aged",
    title: { zh: "建设年代久远", en: "built long ago" },
    evidence: [{ value: "old", title: { zh: "达到老旧房龄", en: "old by years" }, when: "age_least >= $old_age" }],
    unless: "age < $old_age",
  },
  {
    name: "neglected",
    title: { zh: "年久失修", en: "out of repair" },
    evidence: [
      { value: "grade", title: { zh: "鉴定为 C、D 级", en: "grade C or D" }, when: "danger_grade IN ('C', 'D')" },
      { value: "damage", title: { zh: "肉眼可见损伤", en: "visible damage" }, when: "visible_damage" },
      {
        value: "judged",
        title: { zh: "初判存在安全隐患", en: "hazard by first judgement" },
        when: "judgement IN ('serious', 'some')",
      },
    ],
    unless: `visible_damage = false AND (age < $old_age OR ${repaired} > $as_of - $old_age)`,
  },
  {
    name: "altered",
    title: { zh: "违法改建加层", en: "illegally altered" },
    evidence: [
      { value: "storeys", title: { zh: "加层", en: "storeys added" }, when: "storeys_added" },
      { value: "walls", title: { zh: "拆改承重墙", en: "wall removed" }, when: "wall_removed" },
      { value: "extended", title: { zh: "自行改扩建", en: "extended" }, when: "extended" },
      { value: "altered", title: { zh: "疑似违改", en: "altered" }, when: "altered" },
      {
        value: "over_approved",
        title: { zh: "现有层数多于审批层数", en: "more floors than approved" },
        when: "floors > approved_floors",
      },
    ],
    unless: "coalesce(storeys_added, wall_removed, extended, altered) = false",
  },
  {
    name: "dug",
    title: { zh: "非法开挖地下空间", en: "illegally dug out" },
    evidence: [{ value: "dug", title: { zh: "开挖地下空间", en: "basement dug" }, when: "basement_dug" }],
    unless: "basement_dug = false OR (basement_floors = 0 AND coalesce(basement, false) = false)",
  },
  {
    name: "use_changed",
    title: { zh: "擅自改变用途", en: "use changed without leave" },
    evidence: [
      { value: "use", title: { zh: "擅自改变用途", en: "use changed" }, when: "use_changed" },
      {
        value: "dwelling_business",
        title: { zh: "证载为住宅，实际经营", en: "a dwelling by permit, a business in fact" },
        when: `business_run AND ${dwelling}`,
      },
    ],
    unless: "use_changed = false",
  },
  {
    name: "gathering",
    title: { zh: "聚集性经营场所", en: "business where people gather" },
    evidence: [
      {
        value: "kind",
        title: { zh: "经营类型为人员密集场所", en: "kind of business gathers people" },
        when: gatheringSql,
      },
      {
        value: "people",
        title: { zh: "经营且 30 人及以上", en: "a business with 30 people and more" },
        when: "business_run AND occupants >= 30",
      },
    ],
    unless: `business_run = false OR (business_run IS NULL AND "use" IS NOT NULL)
      OR (occupants < 30 AND coalesce(business_use, "use") IS NOT NULL)`,
  },
];

/** Whether the class holds, as SQL: true, false, or null for "cannot tell". */
export function housingClassSql({ evidence, unless }: HousingClass): string {
  return `CASE WHEN ${evidence.map(({ when }) => `coalesce(${when}, false)`).join(" OR ")} THEN true WHEN ${unless} THEN false END`;
}

/** The evidence that holds, as `value、value` in the order of the list; null where none does. */
export function housingEvidenceSql(): string {
  const parts = housingClasses.flatMap(({ name, evidence }) =>
    evidence.map(({ value, when }) => `CASE WHEN ${when} THEN '${name}_${value}' END`),
  );
  return `nullif(concat_ws('、', ${parts.join(", ")}), '')`;
}

export const evidenceChoices: readonly Choice[] = housingClasses.flatMap(({ name, evidence }) =>
  evidence.map(({ value, title }) => ({ value: `${name}_${value}`, title })),
);

/**
 * 利用原有建筑物改建为人员密集场所: people gather, the house is old, and it was converted. False as soon as one of the three is
 * known not to hold; null where that cannot be told.
 */
export const convertedSql = "class_gathering AND class_aged AND (class_use_changed OR class_altered OR renovated)";
