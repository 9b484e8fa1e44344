import type { Text } from "../../contract/text.js";

export type RenewalAction = "must" | "assess" | "watch" | "cannot_tell";

export const renewalActions: readonly { readonly value: RenewalAction; readonly title: Text }[] = [
  { value: "must", title: { zh: "必须改造", en: "must be renewed" } },
  { value: "assess", title: { zh: "评估后改造", en: "renew after assessment" } },
  { value: "cannot_tell", title: { zh: "资料不足，无法判定", en: "too little known to tell" } },
  { value: "watch", title: { zh: "关注", en: "watch" } },
];

/** One rule: `when` is SQL over `material` (class), `age` (years, null unknown) and `standing` (how buildings stand on the pipe). */
export interface RenewalRule {
  readonly name: string;
  readonly action: RenewalAction;
  readonly title: Text;
  readonly when: string;
}

/** From this age in years on steel and polyethylene are assessed. */
export const renewalAge = 20;

const clause = { zh: "国办发〔2022〕22号", en: "国办发〔2022〕22号" };

/**
 * 老旧管网改造 by 国办发〔2022〕22号, the first rule that holds decides. An unknown year or material is never taken for new or
 * for a good one.
 */
export const renewalRules: readonly RenewalRule[] = [
  {
    name: "grey_iron",
    action: "must",
    title: { zh: "灰口铸铁管，全部改造", en: "grey cast iron, all of it" },
    when: "material = 'grey_iron'",
  },
  {
    name: "built_over",
    action: "must",
    title: { zh: "被建（构）筑物占压", en: "built over" },
    when: "standing = 'certain'",
  },
  {
    name: "maybe_built_over",
    action: "assess",
    title: { zh: "疑似被占压，待现场核实", en: "maybe built over, to be verified on site" },
    when: "standing = 'to_verify'",
  },
  {
    name: "cast_iron",
    action: "assess",
    title: { zh: "铸铁管未分灰口、球墨，须先查明", en: "cast iron of unknown type, to be found out first" },
    when: "material = 'cast_iron'",
  },
  {
    name: "ductile_iron",
    action: "assess",
    title: { zh: "球墨铸铁管，评估是否满足安全运行要求", en: "ductile iron: assess whether it is safe to run" },
    when: "material = 'ductile_iron'",
  },
  {
    name: "aged",
    action: "assess",
    title: {
      zh: `运行满 ${renewalAge} 年，评估有隐患的改造`,
      en: `${renewalAge} years and more in use: renew if found at risk`,
    },
    when: `age >= ${renewalAge}`,
  },
  {
    name: "year_unknown",
    action: "assess",
    title: { zh: "敷设年份不明，不按新管处理", en: "year laid unknown, not taken for new" },
    when: "age IS NULL AND material IS NOT NULL",
  },
  {
    name: "nothing_known",
    action: "cannot_tell",
    title: { zh: "材质不明", en: "material unknown" },
    when: "material IS NULL",
  },
  {
    name: "young",
    action: "watch",
    title: {
      zh: `运行不足 ${renewalAge} 年，有隐患且无法管控的改造`,
      en: `below ${renewalAge} years: renew where a risk cannot be controlled`,
    },
    when: `age < ${renewalAge}`,
  },
];

export const renewalClause = clause;

export function renewalRuleSql(): string {
  return `CASE ${renewalRules.map(({ name, when }) => `WHEN ${when} THEN '${name}'`).join(" ")} END`;
}

export function renewalActionSql(rule: string): string {
  return `CASE ${rule} ${renewalRules.map(({ name, action }) => `WHEN '${name}' THEN '${action}'`).join(" ")} END`;
}
