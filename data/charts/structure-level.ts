import type { Text } from "../../contract/text.js";
import type { LayerSource } from "../layers/layer-source.js";
import { type Chart, hasColumns } from "./chart.js";
import { valuesAxis } from "./values-axis.js";

export const leftOut = { zh: "不计入", en: "left out" };

/** Null where the layer has levels of risk; boundaries have a level too, which is another. */
export function missingLevel({ layer }: LayerSource): Text | null {
  if (layer.columns.some(({ name, origin }) => name === "level" && origin === "analysis")) return null;
  return {
    zh: "还没有风险等级。请先对这些房屋运行“风险评分”。",
    en: "There are no levels of risk yet. Score these buildings first.",
  };
}

export const structureLevel: Chart = {
  name: "structure-level",
  coloured: "level",
  title: { zh: "结构与风险等级", en: "Structure and level" },
  explanation: {
    zh: "各结构类别的房屋栋数，按风险等级分段；结构不明的单列。",
    en: "Buildings by structure, each bar by level of risk; those of unknown structure have a bar of their own.",
  },
  needs: { zh: "字段“结构类别”和评分结果的“风险等级”", en: 'the column "structure class" and the level of a score' },
  missing({ source }) {
    if (hasColumns(source, "structure_class")) return missingLevel(source);
    return {
      zh: "该图层没有“结构类别”字段。请选择房屋图层。",
      en: "The layer has no structure class. Take one of buildings.",
    };
  },
  async axes({ source }) {
    return {
      bars: valuesAxis(source, "structure_class", { zh: "结构不明", en: "unknown" }),
      stack: valuesAxis(source, "level", leftOut),
    };
  },
};
