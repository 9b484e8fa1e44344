import type { Text } from "../../../contract/text.js";
import type { Factor } from "./factor.js";

const titles: Readonly<Record<string, Text>> = {
  storeys_added: { zh: "加层", en: "storeys added" },
  wall_removed: { zh: "拆改承重墙", en: "wall removed" },
  basement_dug: { zh: "开挖地下空间", en: "basement dug" },
  extended: { zh: "自行改扩建", en: "extended" },
  altered: { zh: "疑似违改", en: "altered" },
  use_changed: { zh: "擅自改变用途", en: "use changed" },
  renovated: { zh: "进行过改造（合法性不明）", en: "renovated, legality unknown" },
};
const names = Object.keys(titles);

/** 改造 is not 违法改建: a renovation of unknown legality weighs 0.3 and is never called illegal. */
export const alteration: Factor = {
  name: "alteration",
  title: { zh: "违法改扩建", en: "illegal alteration" },
  explanation: {
    zh: "按改动的种类取最重的一项；“进行过改造”合法性不明，只计 0.3，不算违法改建。各项都没有记录的按不明处理。",
    en: "The gravest kind of alteration counts; a renovation of unknown legality takes 0.3 and is no illegal alteration. Without any record it is unknown.",
  },
  source: {
    zh: "建议值，参照自建房安全专项整治的改扩建分类（国办发明电〔2022〕10号）",
    en: "proposed, after the kinds of Guo Ban Fa Ming Dian (2022) No. 10",
  },
  weight: 30,
  columns: names.map((name) => ({ name, type: "BOOLEAN" }) as const),
  steps: [
    {
      value: 1,
      title: { zh: "加层、拆改承重墙或非法开挖地下空间", en: "storeys added, wall removed or basement dug" },
      when: "storeys_added OR wall_removed OR basement_dug",
    },
    {
      value: 0.7,
      title: { zh: "扩建，或未分类的疑似违改", en: "extended, or altered in a way not told" },
      when: "extended OR altered",
    },
    { value: 0.6, title: { zh: "擅自改变用途", en: "use changed" }, when: "use_changed" },
    { value: 0.3, title: { zh: "进行过改造，合法性不明", en: "renovated, legality unknown" }, when: "renovated" },
    {
      value: 0,
      title: { zh: "有记录，均为否", en: "on record, none of them" },
      when: `coalesce(${names.join(", ")}) IS NOT NULL`,
    },
  ],
  evidence: (facts) => {
    const found = names.filter((name) => facts[name] === true).flatMap((name) => titles[name] ?? []);
    if (found.length > 0) return { zh: found.map(({ zh }) => zh).join("、"), en: found.map(({ en }) => en).join(", ") };
    return names.some((name) => facts[name] === false)
      ? { zh: "排查记录均为否", en: "none on record" }
      : { zh: "缺改扩建记录", en: "no record of alterations" };
  },
};
