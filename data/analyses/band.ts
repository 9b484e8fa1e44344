import type { Parameter } from "../../contract/parameters.js";
import type { Text } from "../../contract/text.js";
import { bandNeighbours, degree, type Neighbours } from "../statistics/neighbours.js";
import { runTask } from "../threads/run-task.js";
import type { AnalysisContext } from "./analysis.js";
import type { Units } from "./units.js";

export const bandParameter = {
  type: "number",
  name: "band",
  title: { zh: "邻域距离", en: "band" },
  unit: "m",
  explanation: {
    zh: "中心相距不超过该距离的格网互为邻居。auto：取聚集最强的距离，且九成格网至少有 6 个邻居。",
    en: "Cells whose centres lie within this distance are neighbours. auto: the distance of strongest clustering at which nine cells in ten have six neighbours.",
  },
  minimum: 1,
  maximum: 100_000,
  default: 500,
  words: [{ value: "auto", title: { zh: "按数据建议", en: "proposed" } }],
  initial: "auto",
} as const satisfies Parameter;

export interface Band {
  readonly metres: number;
  /** Neighbours among the kept places, by their place in `units.kept`. */
  readonly neighbours: Neighbours;
  readonly message: Text;
}

/** Takes the band as given, or proposes one from the data, and says why. */
export async function chooseBand(context: AnalysisContext, units: Units, asked: number | string): Promise<Band> {
  const x = Float64Array.from(units.kept, (place) => units.x[place] ?? 0);
  const y = Float64Array.from(units.kept, (place) => units.y[place] ?? 0);
  const input = { x, y, values: units.values, step: Math.max(1, roundUp(units.width)) };
  context.progress({ phase: { zh: "选取邻域距离", en: "Choosing the band" } });
  const proposal = typeof asked === "number" ? null : await runTask("proposeBand", input, context.signal);
  const metres = proposal?.band ?? Number(asked);
  const neighbours = bandNeighbours(x, y, metres);
  const counts = Array.from(units.kept, (_place, index) => degree(neighbours, index));
  const few = counts.filter((count) => count < 6).length;
  const alone = counts.filter((count) => count === 0).length;
  const zhCount = `${few} 处邻居不足 6 个，其中 ${alone} 处没有邻居。`;
  const enCount = `${few} places have fewer than six neighbours, ${alone} of them none.`;
  if (proposal === null) {
    return {
      metres,
      neighbours,
      message: { zh: `邻域距离 ${metres} 米（指定）；${zhCount}`, en: `Band ${metres} m, as given; ${enCount}` },
    };
  }
  const zhTried = proposal.tried.join("、");
  const enTried = proposal.tried.join(", ");
  const message =
    proposal.reason === "peak"
      ? {
          zh: `邻域距离 ${metres} 米（建议）：在 ${zhTried} 米中，该距离上聚集最强（全局莫兰指数标准分 ${proposal.z.toFixed(1)}）；${zhCount}`,
          en: `Band ${metres} m, as proposed: of ${enTried} m clustering is strongest there (global Moran's standard score ${proposal.z.toFixed(1)}); ${enCount}`,
        }
      : {
          zh: `邻域距离 ${metres} 米（建议）：没有哪个距离上聚集突出，取邻居足够的最短距离；${zhCount}`,
          en: `Band ${metres} m, as proposed: clustering stands out at no distance, so the shortest with enough neighbours is taken; ${enCount}`,
        };
  return { metres, neighbours, message };
}

/** Spacings of boundaries are not round; proposals are, to 10 m. */
function roundUp(width: number): number {
  return width > 100 && !Number.isInteger(width) ? Math.ceil(width / 10) * 10 : width;
}
