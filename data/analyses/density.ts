import type { ColumnEntry, Paint } from "../../contract/catalog.js";
import { AppError } from "../../contract/errors.js";
import type { Text } from "../../contract/text.js";
import { mostCells, silvermanBandwidth, surfaceSize } from "../statistics/kernel-density.js";
import { runTask } from "../threads/run-task.js";
import { defineAnalysis } from "./analysis.js";
import { chooseMeasure, measureParameter } from "./measure.js";
import { appendSquares, type Ranked } from "./square-table.js";
import { readPoints, unitInputs } from "./units.js";

/** Shares of all buildings, in percent, that the densest cells hold together: how far down the ranking a cell stands. */
const shares = [10, 25, 50, 75, 95] as const;

const titleOf = (share: number): Text => ({
  zh: `最密处，合计占 ${share} %`,
  en: `densest, together ${share} %`,
});

const paint: Paint = {
  column: "class",
  classes: [
    { value: "10", title: titleOf(10), colour: "#4A0021" },
    { value: "25", title: titleOf(25), colour: "#A50F15" },
    { value: "50", title: titleOf(50), colour: "#E34A33" },
    { value: "75", title: titleOf(75), colour: "#FC8D59" },
    { value: "95", title: titleOf(95), colour: "#FDCC8A" },
    { value: "100", title: { zh: "其余", en: "the rest" }, colour: "#E3E6EA" },
    { value: null, title: { zh: "无数据", en: "no data" }, colour: "#8A8F98" },
  ],
};

const columns: readonly ColumnEntry[] = [
  { name: "density_km2", title: { zh: "密度", en: "density" }, type: "number", unit: "1/km²" },
  {
    name: "share_pct",
    title: { zh: "累计占比", en: "cumulative share" },
    type: "number",
    unit: "%",
    explanation: {
      zh: "与此格同样密或更密的格网合计占全部的百分之几。",
      en: "What the cells as dense as this one or denser hold together.",
    },
  },
  {
    name: "class",
    title: { zh: "密度分级", en: "class" },
    type: "choice",
    choices: paint.classes.flatMap(({ value, title }) => (value === null ? [] : [{ value, title }])),
  },
  { name: "explanation_zh", title: { zh: "说明", en: "explanation (Chinese)" }, type: "text" },
  { name: "explanation_en", title: { zh: "说明（英文）", en: "explanation" }, type: "text" },
];

export const density = defineAnalysis({
  name: "density",
  title: { zh: "密度面（核密度）", en: "Density surface (kernel)" },
  explanation: {
    zh: "把老旧、违改或候选房屋的分布画成连续的密度面，看哪里最密。密度不等于占比：房屋多的地方自然密。",
    en: "Draws how densely old, altered or candidate buildings stand, as a surface. Density is not a share: where there are many buildings, it is high.",
  },
  method: {
    zh: "四次核（Silverman 1986）：`f(p) = Σ wi · 3/(πh²) · (1 − (di/h)²)²，di < h`，每栋的体积为 1。建议带宽 `h = 0.9 · min(SD, √(1/ln 2) · Dm) · n^(−0.2)`，SD 为标准距离，Dm 为到平均中心的距离中位数。",
    en: "Quartic kernel (Silverman 1986): `f(p) = Σ wi · 3/(πh²) · (1 − (di/h)²)², di < h`; the volume of each building is 1. Proposed bandwidth `h = 0.9 · min(SD, √(1/ln 2) · Dm) · n^(−0.2)`, SD the standard distance and Dm the median distance from the mean centre.",
  },
  inputs: unitInputs.slice(0, 1),
  parameters: [
    {
      ...measureParameter,
      explanation: {
        zh: "是否类的列：符合其中任一项的房屋计入密度；一个数值列：按其值加权。",
        en: "Yes-or-no columns: buildings that are any of them count; one column of figures: each counts with its figure.",
      },
    },
    {
      type: "number",
      name: "bandwidth",
      title: { zh: "带宽", en: "bandwidth" },
      unit: "m",
      explanation: {
        zh: "一栋房屋影响多远；越大越平滑。auto：按 Silverman 规则由数据得出。",
        en: "How far a building counts; larger is smoother. auto: by Silverman's rule from the data.",
      },
      minimum: 5,
      maximum: 50_000,
      default: 300,
      words: [{ value: "auto", title: { zh: "按数据建议", en: "proposed" } }],
      initial: "auto",
    },
    {
      type: "number",
      name: "cell",
      title: { zh: "格网边长", en: "cell side" },
      unit: "m",
      explanation: {
        zh: "密度面的正方形格网。auto：带宽的六分之一。",
        en: "Squares of the surface. auto: a sixth of the bandwidth.",
      },
      minimum: 1,
      maximum: 10_000,
      default: 50,
      words: [{ value: "auto", title: { zh: "按数据建议", en: "proposed" } }],
      initial: "auto",
    },
  ],
  async run(context, inputs, parameters) {
    const started = performance.now();
    const { buildings } = inputs;
    if (buildings === undefined) throw new Error("a required input is there");
    const measure = chooseMeasure(buildings, parameters.value);
    const points = await readPoints(context, buildings, measure);
    const counting = Uint32Array.from(points.x.keys()).filter((point) => (points.value[point] ?? 0) > 0);
    const pick = (values: Float64Array) => Float64Array.from(counting, (point) => values[point] ?? 0);
    const [x, y] = [pick(points.x), pick(points.y)];
    const weights = measure.kind === "mean" ? pick(points.value) : undefined;
    const proposed = roundBandwidth(silvermanBandwidth(x, y, weights));
    const bandwidth = typeof parameters.bandwidth === "number" ? parameters.bandwidth : proposed;
    const side = typeof parameters.cell === "number" ? parameters.cell : roundSide(bandwidth / 6);
    const surfaceInput = { x, y, bandwidth, side, ...(weights === undefined ? {} : { weights }) };
    if (surfaceSize(surfaceInput) > mostCells) throw tooFine(side);
    const read = performance.now();
    const phase = { zh: "计算密度", en: "Computing the density" };
    const surface = await runTask("densitySurface", surfaceInput, context.signal, (done, total) =>
      context.progress({ phase, done, total }),
    );
    const computed = performance.now();
    const ranked = rank(surface.density);
    const table = await appendSquares(context, { ...surface, ranked }, { side, bandwidth, title: measure.title });
    const highest = surface.density.reduce((most, each) => Math.max(most, each), 0) * 1e6;
    const unknown = points.value.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0);
    return {
      results: [
        {
          name: "density",
          title: { zh: `密度面：${measure.title.zh}`, en: `Density: ${measure.title.en}` },
          table,
          parent: null,
          geometry: "polygon",
          columns,
          paint,
        },
      ],
      facts: {
        buildings: counting.length,
        cells: surface.x.length,
        bandwidth_m: bandwidth,
        cell_m: side,
        highest_km2: highest,
      },
      messages: [
        {
          zh: `计入${measure.title.zh} ${counting.length} 栋；情况不明 ${unknown} 栋未计入。`,
          en: `${counting.length} buildings count (${measure.title.en}); ${unknown} of unknown state do not.`,
        },
        typeof parameters.bandwidth === "number"
          ? {
              zh: `带宽 ${bandwidth} 米（指定），格网 ${side} 米。`,
              en: `Bandwidth ${bandwidth} m, as given; cells ${side} m.`,
            }
          : {
              zh: `带宽 ${bandwidth} 米（建议）：Silverman 规则，由房屋离平均中心的远近和数量得出；格网 ${side} 米。`,
              en: `Bandwidth ${bandwidth} m, as proposed by Silverman's rule from how far the buildings lie from their mean centre and how many they are; cells ${side} m.`,
            },
      ],
      timings: { read: read - started, compute: computed - read, write: performance.now() - computed },
    };
  },
});

/** Cells from the densest down; equally dense ones share their place. */
function rank(density: Float64Array): Ranked {
  const order = Uint32Array.from(density.keys()).sort(
    (one, other) => (density[other] ?? 0) - (density[one] ?? 0) || one - other,
  );
  const total = order.reduce((sum, at) => sum + (density[at] ?? 0), 0);
  const share = new Float64Array(density.length);
  let above = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    const level = density[order[from] ?? 0] ?? 0;
    while (to < order.length && (density[order[to] ?? 0] ?? 0) === level) {
      above += level;
      to += 1;
    }
    for (let at = from; at < to; at++) share[order[at] ?? 0] = Math.min(100, (100 * above) / total);
    from = to;
  }
  // The densest cell of all always stands in the first class, however much it holds alone.
  const classes = Array.from(share, (each, at) => {
    if (at === order[0]) return "10";
    return String(shares.find((limit) => each <= limit) ?? 100);
  });
  return { share, classes };
}

function roundBandwidth(metres: number): number {
  return Math.max(10, Math.round(metres / 10) * 10);
}

function roundSide(metres: number): number {
  return metres >= 20 ? Math.round(metres / 10) * 10 : Math.max(1, Math.round(metres));
}

function tooFine(side: number): AppError {
  return new AppError("usage", {
    zh: `格网边长 ${side} 米对这么大的范围太细，密度面会超过 ${mostCells / 1e6} 百万格。请加大格网边长（cell）。`,
    en: `Cells of ${side} m are too fine for so wide an area: the surface would have over ${mostCells / 1e6} million. Make the cells larger.`,
  });
}
