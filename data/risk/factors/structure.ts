import { choiceTitle, type Factor } from "./factor.js";

const among = (...values: string[]) => `structure_class IN (${values.map((each) => `'${each}'`).join(", ")})`;

export const structure: Factor = {
  name: "structure",
  title: { zh: "结构类型", en: "structure" },
  explanation: {
    zh: "按结构类型取值；“其他结构”和空白按不明处理。",
    en: "Value by structure; another structure and none on record are unknown.",
  },
  source: { zh: "建议值，分类依灾普房屋调查", en: "proposed, classes of the housing census" },
  weight: 16,
  columns: [{ name: "structure_class", type: "VARCHAR" }],
  steps: [
    {
      value: 1,
      title: { zh: "生土、石、窑洞", en: "earth, stone, cave dwelling" },
      when: among("earth", "stone", "cave"),
    },
    { value: 0.85, title: { zh: "木、砖木", en: "wood, brick and wood" }, when: among("wood", "brick_wood") },
    {
      value: 0.8,
      title: { zh: "空斗墙、预制板砌体、混杂", en: "hollow wall, prefabricated slabs, hybrid" },
      when: among("hollow_wall", "prefab_masonry", "hybrid"),
    },
    { value: 0.7, title: { zh: "底部框架砌体", en: "masonry on a frame" }, when: among("frame_masonry") },
    { value: 0.5, title: { zh: "砌体（现浇）", en: "masonry" }, when: among("masonry") },
    { value: 0.3, title: { zh: "钢", en: "steel" }, when: among("steel") },
    { value: 0.25, title: { zh: "钢筋混凝土", en: "concrete" }, when: among("concrete", "steel_concrete") },
  ],
  evidence: ({ structure_class }) =>
    choiceTitle("structure_class", structure_class) ?? { zh: "缺结构类型", en: "no structure" },
};
