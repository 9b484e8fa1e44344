import type { Parameter } from "../../contract/parameters.js";

export const seedParameter = {
  type: "number",
  name: "seed",
  title: { zh: "随机种子", en: "seed" },
  unit: "",
  whole: true,
  explanation: { zh: "种子相同，结果相同。", en: "The same seed gives the same result." },
  minimum: 0,
  maximum: 1_000_000_000,
  default: 1,
} as const satisfies Parameter;
