import { type Factor, flagWord } from "./factor.js";

export const neglect: Factor = {
  name: "neglect",
  title: { zh: "失修与设计施工资质", en: "neglect, design and builder" },
  explanation: {
    zh: "是否经专业设计、由有资质队伍施工、进行过加固；没有记录的，或只知道其一为是的，按不明处理。",
    en: "Whether it was designed by professionals, built by qualified builders, strengthened since; without a record, or with a yes to one of both alone, it is unknown.",
  },
  source: { zh: "建议值，字段依灾普房屋调查", en: "proposed, fields of the housing census" },
  weight: 8,
  columns: [
    { name: "professional_design", type: "BOOLEAN" },
    { name: "professional_construction", type: "BOOLEAN" },
    { name: "strengthened", type: "BOOLEAN" },
  ],
  steps: [
    { value: 0.1, title: { zh: "进行过抗震加固", en: "strengthened" }, when: "strengthened" },
    {
      value: 1,
      title: { zh: "无设计且施工无资质", en: "neither designed nor by qualified builders" },
      when: "NOT professional_design AND NOT professional_construction",
    },
    {
      value: 0.6,
      title: { zh: "无设计或施工无资质", en: "not designed, or by others" },
      when: "NOT professional_design OR NOT professional_construction",
    },
    {
      value: 0,
      title: { zh: "有设计、施工有资质", en: "designed and by qualified builders" },
      when: "professional_design AND professional_construction",
    },
  ],
  evidence: ({ professional_design, professional_construction, strengthened }) => ({
    zh: `专业设计：${flagWord(professional_design).zh}；有资质施工：${flagWord(professional_construction).zh}；加固：${flagWord(strengthened).zh}`,
    en: `designed: ${flagWord(professional_design).en}; qualified builders: ${flagWord(professional_construction).en}; strengthened: ${flagWord(strengthened).en}`,
  }),
};
