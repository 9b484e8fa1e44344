import { textColumn } from "./columns.js";
import type { Kind } from "./kind.js";

export const boundaries: Kind = {
  name: "boundaries",
  title: { zh: "分区边界", en: "Boundaries" },
  explanation: { zh: "区县、街道、社区或网格的范围面。", en: "Areas of districts, streets, communities or grids." },
  geometry: ["polygon"],
  columns: [
    textColumn({
      name: "code",
      title: { zh: "代码", en: "code" },
      aliases: ["代码", "区划代码", "xzqdm", "code", "id"],
    }),
    textColumn({
      name: "name",
      title: { zh: "名称", en: "name" },
      aliases: ["名称", "社区", "街道", "xzqmc", "mc", "name", "n_hood"],
    }),
    textColumn({ name: "level", title: { zh: "级别", en: "level" }, aliases: ["级别", "层级", "level"] }),
  ],
  keyColumn: "code",
  checks: [],
  paint: {
    column: null,
    classes: [{ value: null, title: { zh: "分区边界", en: "boundary" }, colour: "#5B6470", width: 1.4, dash: [3, 2] }],
  },
};
