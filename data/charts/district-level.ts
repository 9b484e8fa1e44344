import type { ChartBin } from "../../contract/chart-calls.js";
import type { Chart } from "./chart.js";
import { leftOut, missingLevel } from "./structure-level.js";
import { valuesAxis } from "./values-axis.js";

export const districtLevel: Chart = {
  name: "district-level",
  coloured: "level",
  title: { zh: "分区与风险等级", en: "District and level" },
  explanation: {
    zh: "各分区的房屋栋数，按风险等级分段。房屋中心在哪个分区就计入哪个；在各分区之外的，按记录或编号中的区划代码归入，仍无法归入的单列。",
    en: "Buildings by area, each bar by level of risk. A building counts where its centre lies; one outside all areas counts where its record or code says, and else in a bar of its own.",
  },
  needs: { zh: "分区边界图层和评分结果的“风险等级”", en: "a layer of boundaries and the level of a score" },
  missing({ source, spec }) {
    if (spec.boundaries !== undefined) return missingLevel(source);
    return { zh: "还没有分区边界图层。请先导入。", en: "There is no layer of boundaries. Import one first." };
  },
  async axes({ source, spec: { boundaries = 0 } }) {
    const { titles, codes } = await source.areasIn(boundaries);
    const areas = [...titles].map(([fid, title]): ChartBin<number> => ({ title, value: fid }));
    const bins = [...areas, { title: { zh: "不在任何分区", en: "in no area" }, value: null }];
    return {
      bars: { axis: { by: "areas", layer: boundaries, title: { zh: "分区", en: "area" }, bins }, codes },
      stack: valuesAxis(source, "level", leftOut),
    };
  },
};
