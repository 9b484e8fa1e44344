import type { ColumnEntry, Paint } from "../../contract/catalog.js";
import type { Parameter } from "../../contract/parameters.js";
import {
  convertedSql,
  evidenceChoices,
  housingClasses,
  housingClassSql,
  housingColumns,
  housingEvidenceSql,
} from "../risk/housing-classes.js";
import { quoteName } from "../sql.js";
import { defineAnalysis } from "./analysis.js";
import { columnSql } from "./input-columns.js";
import { asOfParameter, oldAgeParameter } from "./shared-parameters.js";

const columns: readonly ColumnEntry[] = [
  ...housingClasses.map(({ name, title }): ColumnEntry => ({ name: `class_${name}`, title, type: "flag" })),
  {
    name: "crowded_converted",
    title: { zh: "老旧房屋改建为人员密集场所", en: "crowded business in a converted old house" },
    type: "flag",
  },
  { name: "evidence", title: { zh: "依据", en: "evidence" }, type: "text", choices: evidenceChoices, empty: "none" },
  { name: "classes", title: { zh: "符合类数", en: "classes that hold" }, type: "whole" },
  { name: "classes_unknown", title: { zh: "无法判定类数", en: "classes that cannot be told" }, type: "whole" },
  {
    name: "classes_band",
    title: { zh: "重点排查", en: "to be looked at" },
    type: "choice",
    choices: [
      { value: "crowded", title: { zh: "老旧改建的人员密集场所", en: "crowded, converted, old" } },
      { value: "several", title: { zh: "三类及以上", en: "three classes and more" } },
      { value: "two", title: { zh: "两类", en: "two classes" } },
      { value: "one", title: { zh: "一类", en: "one class" } },
      { value: "unclear", title: { zh: "未见符合，但有无法判定的类", en: "none found, some cannot be told" } },
      { value: "none", title: { zh: "六类均不符合", en: "none of the six" } },
    ],
    empty: "none",
  },
];

const colours = ["#67000D", "#CB181D", "#F07F13", "#FDC765", "#8E6BBF", "#2F78B8"];
const paint: Paint = {
  column: "classes_band",
  classes: [
    ...(columns.at(-1)?.choices ?? []).map((each, at) => ({ ...each, colour: colours[at] ?? "#2F78B8" })),
    { value: null, title: { zh: "不计入", en: "left out" }, colour: "#C9CDD2" },
  ],
};

export const housingClassesAnalysis = defineAnalysis({
  name: "housing-classes",
  title: { zh: "六类重点房屋", en: "Six classes of houses" },
  explanation: {
    zh: "按年度安全生产工作要点的六类（建设年代久远、年久失修、违法改建加层、非法开挖地下空间、擅自改变用途、聚集性经营场所）逐栋判定，给出依据；缺资料的写明无法判定。结果为疑似，不是认定。",
    en: "Says of every building which of the six kinds of the work plan it is, with the evidence; where data is missing it says that it cannot tell. A suspicion, not a finding.",
  },
  inputs: [{ name: "buildings", title: { zh: "房屋", en: "buildings" }, accepts: ["buildings"], required: true }],
  parameters: [asOfParameter, oldAgeParameter] as const satisfies readonly Parameter[],
  async run(context, { buildings }, parameters) {
    const started = performance.now();
    if (buildings === undefined) throw new Error("a required input is there");
    context.progress({ phase: { zh: "逐栋判定", en: "Judging the buildings" } });
    const table = context.newTable();
    const read = housingColumns.map(
      ({ name, type }) => `${columnSql(buildings, "given", name, type)} AS ${quoteName(name)}`,
    );
    const flags = housingClasses.map(({ name }) => `class_${name}`);
    const year = "CASE WHEN build_year BETWEEN 1500 AND $as_of THEN build_year END";
    const decade = "CASE WHEN build_decade BETWEEN 1500 AND $as_of THEN build_decade END";
    await context.session.run(
      `CREATE TABLE ${table} AS
       WITH given AS (SELECT fid, ${read.join(", ")} FROM ${buildings.relation} given),
       aged AS (SELECT *, $as_of - coalesce(${year}, ${decade}) AS age, $as_of - coalesce(${year}, ${decade} + 9) AS age_least FROM given),
       classed AS (
         SELECT fid, coalesce(excluded, false) AS excluded, renovated, ${housingClasses.map((each) => `${housingClassSql(each)} AS class_${each.name}`).join(", ")},
                ${housingEvidenceSql()} AS evidence
         FROM aged
       ), counted AS (
         SELECT *, ${convertedSql} AS crowded_converted, ${flags.map((name) => `CASE WHEN ${name} THEN 1 ELSE 0 END`).join(" + ")} AS classes,
                ${flags.map((name) => `CASE WHEN ${name} IS NULL THEN 1 ELSE 0 END`).join(" + ")} AS classes_unknown
         FROM classed
       )
       SELECT fid, ${flags.join(", ")}, crowded_converted, evidence, classes, classes_unknown,
              CASE WHEN excluded THEN NULL WHEN crowded_converted THEN 'crowded' WHEN classes >= 3 THEN 'several' WHEN classes = 2 THEN 'two'
                   WHEN classes = 1 THEN 'one' WHEN classes_unknown > 0 THEN 'unclear' ELSE 'none' END AS classes_band
       FROM counted ORDER BY fid`,
      { as_of: parameters.as_of, old_age: parameters.old_age },
    );
    const counts = await context.session.row<Record<string, bigint>>(
      `SELECT count(*) AS buildings, ${flags.flatMap((name) => [`count(*) FILTER (${name}) AS ${name}`, `count(*) FILTER (${name} IS NULL) AS ${name}_unknown`]).join(", ")},
              count(*) FILTER (crowded_converted) AS crowded_converted, count(*) FILTER (crowded_converted IS NULL) AS crowded_converted_unknown
       FROM ${table} WHERE classes_band IS NOT NULL`,
    );
    const facts = Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, Number(value)]));
    const told = (locale: "zh" | "en") =>
      housingClasses.map(({ name, title }) => {
        const [found, unknown] = [facts[`class_${name}`], facts[`class_${name}_unknown`]];
        return locale === "zh"
          ? `${title.zh} ${found} 栋（无法判定 ${unknown} 栋）`
          : `${title.en}: ${found} (${unknown} cannot be told)`;
      });
    return {
      results: [
        {
          name: "housing_classes",
          title: { zh: "六类重点房屋", en: "Six classes of houses" },
          table,
          parent: buildings.layer.id,
          geometry: buildings.layer.geometry,
          columns,
          paint,
        },
      ],
      facts,
      messages: [
        {
          zh: `疑似情况，须经核查认定：${told("zh").join("；")}。老旧房屋改建为人员密集场所 ${facts.crowded_converted} 栋（无法判定 ${facts.crowded_converted_unknown} 栋）。“进行过改造”不等于违法改建，未计入。`,
          en: `Suspicions to be looked into: ${told("en").join("; ")}. Crowded businesses in converted old houses: ${facts.crowded_converted} (${facts.crowded_converted_unknown} cannot be told). A renovation is no illegal alteration and does not count.`,
        },
      ],
      timings: { classes: performance.now() - started },
    };
  },
});
