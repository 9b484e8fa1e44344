import type { Factor } from "./factor.js";

/** Years of use as of the run's year; where only the decade is known, from the decade's first year, the stricter. */
export const age: Factor = {
  name: "age",
  title: { zh: "建成年代", en: "age" },
  explanation: {
    zh: "房龄分档取值；只知道年代的按该年代第一年计；1980 年以前的预制板砌体再加 0.15。年份不明按不明处理，不作新房。",
    en: "Value by years of use; of a known decade its first year counts; masonry with prefabricated slabs of before 1980 takes 0.15 more. An unknown year is unknown, not new.",
  },
  source: {
    zh: "分档为建议值；50 年为设计工作年限（GB 55001-2021）",
    en: "proposed steps; 50 years is the design working life (GB 55001-2021)",
  },
  weight: 30,
  columns: [
    { name: "build_year", type: "INTEGER" },
    { name: "build_decade", type: "INTEGER" },
    { name: "structure_class", type: "VARCHAR" },
    { name: "prefab_slab", type: "BOOLEAN" },
  ],
  steps: [
    { value: 1, title: { zh: "满 50 年", en: "50 years and more" }, when: "age >= 50" },
    { value: 0.85, title: { zh: "40–49 年", en: "40–49 years" }, when: "age >= 40" },
    { value: 0.65, title: { zh: "30–39 年", en: "30–39 years" }, when: "age >= 30" },
    { value: 0.4, title: { zh: "20–29 年", en: "20–29 years" }, when: "age >= 20" },
    { value: 0.15, title: { zh: "10–19 年", en: "10–19 years" }, when: "age >= 10" },
    { value: 0, title: { zh: "不足 10 年", en: "below 10 years" }, when: "age >= 0" },
  ],
  surcharge: {
    value: 0.15,
    title: { zh: "1980 年以前的预制板砌体", en: "prefabricated slabs of before 1980" },
    when: "(structure_class = 'prefab_masonry' OR prefab_slab) AND coalesce(build_year, build_decade) < 1980",
  },
  evidence: ({ build_year, build_decade }) =>
    typeof build_year === "number" && build_year >= 1500
      ? { zh: `${build_year} 年建成`, en: `built in ${build_year}` }
      : typeof build_decade === "number"
        ? {
            zh: `${build_decade} 年代建成，按 ${build_decade} 年计`,
            en: `of the ${build_decade}s, counted as ${build_decade}`,
          }
        : { zh: "缺年份", en: "no year" },
};
