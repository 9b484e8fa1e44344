import type { Parameter, ParameterValues } from "../../contract/parameters.js";
import type { Text } from "../../contract/text.js";
import { proposeReach } from "../statistics/proposals.js";
import { type AnalysisContext, defineAnalysis } from "./analysis.js";
import { type Clustering, clusterScreened } from "./cluster-candidates.js";
import { labelByCentres, labelByFootprints, readCentres, weightExpression } from "./cluster-labels.js";

export const clusterParameters = [
  {
    type: "number",
    name: "eps",
    title: { zh: "聚类距离", en: "cluster distance" },
    unit: "m",
    explanation: {
      zh: "候选房屋中心相距不超过该距离为相邻（DBSCAN）。",
      en: "Candidates whose centres lie within this distance are neighbours (DBSCAN).",
    },
    minimum: 1,
    maximum: 5000,
    default: 50,
  },
  {
    type: "number",
    name: "min_points",
    title: { zh: "最少栋数", en: "minimum buildings" },
    unit: "栋",
    whole: true,
    explanation: {
      zh: "该距离内至少有多少栋（含自身）才成热点。",
      en: "How many within that distance, itself included, make a hot spot.",
    },
    minimum: 1,
    maximum: 10_000,
    default: 5,
  },
] as const satisfies readonly Parameter[];

export const hullParameter = {
  type: "number",
  name: "hull_ratio",
  title: { zh: "外轮廓凹度", en: "hull ratio" },
  unit: "",
  explanation: {
    zh: "1 为凸包；越小越贴合房屋分布（0.3 左右较自然）。",
    en: "1 is the convex hull; the smaller, the closer it follows the buildings (about 0.3 looks natural).",
  },
  minimum: 0,
  maximum: 1,
  default: 1,
} as const satisfies Parameter;

export const screenedInput = {
  name: "screened",
  title: { zh: "筛查结果", en: "screened buildings" },
  accepts: ["result:screened"],
  required: true,
} as const;

export const clusters = defineAnalysis({
  name: "clusters",
  title: { zh: "聚类", en: "Clusters" },
  explanation: {
    zh: "把筛查出的候选房屋按中心距离或外墙间距聚成热点（DBSCAN），排出名次，画出外轮廓。",
    en: "Groups screened candidates into hot spots by the distance of their centres or walls (DBSCAN), ranks and outlines them.",
  },
  method: {
    zh: "DBSCAN（Ester 等 1996）：聚类距离内（含边界）的栋数或权重之和，含自身，不少于最少栋数者为核心；核心相连成热点，其余归最近的核心，距离相等归序号小的。",
    en: "DBSCAN (Ester et al. 1996): a building with at least the minimum of buildings, or of weight, within the distance (inclusive, itself counted) is a core; cores in reach of each other make a hot spot, others go to the nearest core, at equal distance to the one of the lowest row.",
  },
  inputs: [screenedInput],
  parameters: [
    {
      ...clusterParameters[0],
      explanation: {
        zh: "相距不超过该距离为相邻（DBSCAN）。auto：取第 k 近距离曲线的拐点。",
        en: "Candidates within this distance are neighbours (DBSCAN). auto: the knee of the curve of k-th nearest distances.",
      },
      words: [{ value: "auto", title: { zh: "按数据建议", en: "proposed" } }],
    },
    { ...clusterParameters[1], maximum: 100_000_000 },
    {
      type: "flag",
      name: "footprints",
      title: { zh: "按外墙间距", en: "wall to wall" },
      explanation: {
        zh: "量外轮廓之间的距离，而不是中心之间的距离。",
        en: "Measures between footprints instead of their centres.",
      },
      default: false,
    },
    {
      type: "words",
      name: "weight",
      title: { zh: "权重", en: "weight" },
      explanation: {
        zh: "一个数值列（如 floor_area_m2、floors），最少栋数改为权重之和；不明的按中位数计。不填：每栋为 1。",
        en: "A column of figures (such as floor_area_m2, floors): the minimum is then a sum of it; unknown ones count as the median. Empty: each building counts 1.",
      },
      default: [],
    },
    hullParameter,
  ],
  async run(context, inputs, parameters) {
    const screened = inputs.screened;
    if (screened === undefined) throw new Error("a required input is there");
    const eps = new Reach(parameters.eps, parameters.min_points);
    const find = (each: AnalysisContext, members: string) => eps.find(each, members);
    const label = parameters.footprints ? labelByFootprints : labelByCentres;
    const outcome = await clusterScreened(context, screened, {
      label: label(find, parameters.min_points),
      weight: weightExpression(screened, parameters.weight),
      outline: {
        get margin() {
          return marginOf(eps.metres);
        },
        ratio: parameters.hull_ratio,
      },
      message: (counts) => message(counts, eps.metres, parameters.min_points, parameters),
    });
    return {
      ...outcome,
      facts: { ...outcome.facts, eps_m: eps.metres },
      messages: [...eps.reason, ...outcome.messages],
    };
  },
});

/** The clustering of the main job: centres, each building counting once, convex hulls. */
export function clusterByCentres({ eps, min_points }: ParameterValues<typeof clusterParameters>): Clustering {
  return {
    label: labelByCentres(async () => eps, min_points),
    weight: "CAST(1 AS DOUBLE)",
    outline: { margin: marginOf(eps), ratio: 1 },
    message: (counts) => message(counts, eps, min_points, { footprints: false, weight: [] }),
  };
}

/** Metres around a hull: a fifth of eps, at least 2. */
function marginOf(eps: number): number {
  return Math.max(2, eps / 5);
}

/** The cluster distance, as given or found when the members are known. */
class Reach {
  metres = 0;
  reason: readonly Text[] = [];

  constructor(
    private readonly asked: number | string,
    private readonly minPoints: number,
  ) {}

  async find(context: AnalysisContext, members: string): Promise<number> {
    if (typeof this.asked === "number") {
      this.metres = this.asked;
      return this.asked;
    }
    const { x, y } = await readCentres(context, members);
    const k = Math.min(this.minPoints, 100);
    const { reach, share } = proposeReach(x, y, k);
    this.metres = reach;
    this.reason = [
      {
        zh: `聚类距离 ${reach} 米（建议）：到第 ${k} 近一栋（含自身）的距离，${Math.round(100 * share)} % 的候选房屋不超过它，再往后曲线陡升。`,
        en: `Cluster distance ${reach} m, as proposed: ${Math.round(100 * share)} % of the candidates have their ${k} nearest (itself included) within it, and the curve of these distances turns up there.`,
      },
    ];
    return reach;
  }
}

function message(
  { clusters: found, clustered, noise }: { clusters: number; clustered: number; noise: number },
  eps: number,
  minPoints: number,
  how: { readonly footprints: boolean; readonly weight: readonly string[] },
): Text {
  const [weight] = how.weight;
  const zhWhat = how.footprints ? "外墙" : "中心";
  const enWhat = how.footprints ? "walls" : "centres";
  const zhLeast = weight === undefined ? `至少 ${minPoints} 栋（含自身）` : `${weight} 之和至少 ${minPoints}（含自身）`;
  const enLeast =
    weight === undefined
      ? `at least ${minPoints} (itself included)`
      : `a sum of ${weight} of at least ${minPoints} (itself included)`;
  return {
    zh: `候选房屋${zhWhat}相距 ${eps} 米以内、${zhLeast}成为热点（DBSCAN）：${found} 处，含 ${clustered} 栋；另有 ${noise} 栋零散候选，仍在名单中。`,
    en: `Candidates within ${eps} m of each other's ${enWhat}, ${enLeast}, make a hot spot (DBSCAN): ${found} with ${clustered} buildings; ${noise} scattered candidates stay on the list.`,
  };
}
