import { defineAnalysis } from "./analysis.js";
import { clusterScreened } from "./cluster-candidates.js";
import { labelByDensity } from "./cluster-labels.js";
import { hullParameter, screenedInput } from "./clusters.js";

/** Metres around a hull. */
const margin = 10;

export const hdbscanAnalysis = defineAnalysis({
  name: "hdbscan",
  title: { zh: "分层聚类（HDBSCAN）", en: "Clusters of varying density (HDBSCAN)" },
  explanation: {
    zh: "不需要聚类距离：城区密、乡村疏也能各自成团。把筛查出的候选房屋聚成热点，排出名次，画出外轮廓。",
    en: "Needs no cluster distance: dense quarters and loose villages each make their own clusters. Groups screened candidates into hot spots, ranks and outlines them.",
  },
  method: {
    zh: "HDBSCAN（Campello、Moulavi、Sander 2013）：按到第 k 近一栋（含自身）的距离定核心距离，取相互可达距离的最小生成树，压缩为不小于最少栋数的簇，按超额质量选出；边长相等时按位置排序，结果与行序无关。",
    en: "HDBSCAN (Campello, Moulavi and Sander 2013): core distances to the k-th nearest (itself included), minimum spanning tree of mutual reachability, condensed to clusters of at least the minimum size, chosen by excess of mass. Equal edges are told apart by place, so the order of rows does not matter.",
  },
  inputs: [screenedInput],
  parameters: [
    {
      type: "number",
      name: "min_cluster_size",
      title: { zh: "最少栋数", en: "minimum buildings" },
      unit: "栋",
      whole: true,
      explanation: { zh: "一处热点至少有多少栋。", en: "The fewest buildings of a hot spot." },
      minimum: 2,
      maximum: 10_000,
      default: 5,
    },
    {
      type: "number",
      name: "min_samples",
      title: { zh: "核心栋数", en: "samples" },
      unit: "栋",
      whole: true,
      explanation: {
        zh: "核心距离取到第几近的一栋（含自身）；越大，零散的越多。",
        en: "The core distance reaches to this nearest building, itself the first; the larger, the more stay scattered.",
      },
      minimum: 1,
      maximum: 1000,
      default: 5,
    },
    hullParameter,
  ],
  async run(context, inputs, parameters) {
    const screened = inputs.screened;
    if (screened === undefined) throw new Error("a required input is there");
    const { min_cluster_size: least, min_samples: samples, hull_ratio: ratio } = parameters;
    return await clusterScreened(context, screened, {
      label: labelByDensity(least, samples),
      weight: "CAST(1 AS DOUBLE)",
      outline: { margin, ratio },
      message: ({ clusters, clustered, noise }) => ({
        zh: `疏密不一的候选房屋聚成热点（HDBSCAN，至少 ${least} 栋，核心栋数 ${samples}）：${clusters} 处，含 ${clustered} 栋；另有 ${noise} 栋零散候选，仍在名单中。`,
        en: `Hot spots of varying density (HDBSCAN, at least ${least} buildings, samples ${samples}): ${clusters} with ${clustered} buildings; ${noise} scattered candidates stay on the list.`,
      }),
    });
  },
});
