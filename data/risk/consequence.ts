import type { Text } from "../../contract/text.js";
import type { SqlType } from "../analyses/input-columns.js";
import { quoteText } from "../sql.js";

/** Uses where people cannot help themselves. */
const vulnerablePeople =
  "学校|小学|中学|幼儿|托育|教学|教育|培训|医院|卫生院|诊所|医疗|养老|敬老|福利|救助|school|hospital|kindergarten|nursing";
/** Businesses where many people gather (人员密集场所, 聚集性经营场所). */
const gathering =
  "酒店|宾馆|旅馆|民宿|旅社|招待所|饭店|餐饮|餐馆|酒楼|食堂|商场|超市|市场|影院|剧场|歌舞|KTV|网吧|酒吧|浴|足疗|健身|游乐|宗教|教堂|寺|礼堂|会所|hotel|restaurant|mall|theater|church";

/** What tells a consequence, as SQL over the columns below; the most urgent first. */
export interface ConsequenceStep {
  readonly value: 1 | 2 | 3 | 4 | 5;
  readonly title: Text;
  readonly when: string;
}

export const consequenceColumns: readonly { readonly name: string; readonly type: SqlType }[] = [
  { name: "use", type: "VARCHAR" },
  { name: "business_use", type: "VARCHAR" },
  { name: "business_run", type: "BOOLEAN" },
  { name: "occupants", type: "INTEGER" },
  { name: "households", type: "INTEGER" },
  { name: "floors", type: "INTEGER" },
];

const used = "(coalesce(\"use\", '') || ' ' || coalesce(business_use, ''))";
const among = (words: string) => `regexp_matches(${used}, ${quoteText(`(?i)${words}`)})`;

/** Whether the building holds a business that gathers people, as SQL over `consequenceColumns`. */
export const gatheringSql = among(gathering);

/**
 * How bad it would be, 1 to 5, from people, business, use and storeys. The lowest is given only to a house on record as empty;
 * null where nothing is known, which the score counts as `unknownConsequence`.
 */
export const consequenceSteps: readonly ConsequenceStep[] = [
  {
    value: 5,
    title: {
      zh: "学校、医院、养老等场所，人员密集的经营场所，或 100 人及以上",
      en: "school, hospital, care, a business that gathers people, or 100 people and more",
    },
    when: `${among(vulnerablePeople)} OR ${gatheringSql} OR occupants >= 100`,
  },
  {
    value: 4,
    title: {
      zh: "3 层及以上的经营性房屋，9 层及以上，或 30 人及以上",
      en: "business of 3 storeys and more, 9 storeys and more, or 30 people and more",
    },
    when: "(business_run AND floors >= 3) OR floors >= 9 OR occupants >= 30 OR households >= 12",
  },
  {
    value: 3,
    title: { zh: "经营性，4–8 层，或 10–29 人", en: "business, 4 to 8 storeys, or 10 to 29 people" },
    when: "business_run OR floors >= 4 OR occupants >= 10 OR households >= 4",
  },
  { value: 1, title: { zh: "有记录且无人使用", en: "on record as empty" }, when: "occupants = 0" },
  {
    value: 2,
    title: { zh: "3 层及以下，或不足 10 人", en: "up to 3 storeys, or fewer than 10 people" },
    when: "floors >= 1 OR occupants >= 1 OR households >= 1 OR NOT business_run",
  },
];

/** What an unknown consequence counts: the middle, and it is said. */
export const unknownConsequence = 3;

export function consequenceSql(): string {
  return `CASE ${consequenceSteps.map(({ when, value }) => `WHEN ${when} THEN ${value}`).join(" ")} END`;
}
