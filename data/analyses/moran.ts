import type { ColumnEntry, Paint } from "../../contract/catalog.js";
import type { Text } from "../../contract/text.js";
import { falseDiscovery } from "../statistics/false-discovery.js";
import type { LocalMoran, Quadrant } from "../statistics/local-moran.js";
import { runTask } from "../threads/run-task.js";
import { defineAnalysis } from "./analysis.js";
import { bandParameter, chooseBand } from "./band.js";
import { correction, correctionParameter, sayP } from "./confidence.js";
import { seedParameter } from "./seed-parameter.js";
import {
  keptIndex,
  type Surroundings,
  sayAround,
  sentenceColumns,
  sumsAround,
  surroundingColumns,
} from "./surroundings.js";
import { baseColumns, type PlaceColumn, writeUnits } from "./unit-table.js";
import { readUnits, type Units, unitInputs, unitParameters } from "./units.js";

const types: Readonly<Record<Quadrant, Text>> = {
  HH: { zh: "高值被高值包围（HH）", en: "high among high (HH)" },
  HL: { zh: "高值被低值包围（HL）", en: "high among low (HL)" },
  LH: { zh: "低值被高值包围（LH）", en: "low among high (LH)" },
  LL: { zh: "低值被低值包围（LL）", en: "low among low (LL)" },
};

/** The colours of LISA maps since Anselin: red and blue for clusters, their light tints for what stands out among others. */
const paint: Paint = {
  column: "type",
  classes: [
    { value: "HH", title: types.HH, colour: "#99000D" },
    { value: "HL", title: types.HL, colour: "#F4A582" },
    { value: "LH", title: types.LH, colour: "#92C5DE" },
    { value: "LL", title: types.LL, colour: "#08519C" },
    { value: "none", title: { zh: "可能是偶然", en: "may be chance" }, colour: "#C9CDD2" },
    { value: null, title: { zh: "房屋太少，未统计", en: "too few buildings" }, colour: "#8A8F98" },
  ],
};

export const moran = defineAnalysis({
  name: "moran",
  title: { zh: "聚集类型（局部莫兰）", en: "Types of clustering (local Moran)" },
  explanation: {
    zh: "逐格判断与邻居是相似还是相反：高值成片（HH）、低值成片（LL），或独自偏高（HL）、独自偏低（LH），并说明是否可能出于偶然。",
    en: "Tells for every place whether it is like its neighbours or unlike them: high among high (HH), low among low (LL), or standing out as high (HL) or low (LH), and whether that may be chance.",
  },
  method: {
    zh: "局部莫兰指数（Anselin 1995）：`Ii = (n − 1) zi Σj wij zj / Σ zj²`，权重行标准化，z 按总体标准差标准化。显著性：条件置换 `p = (M + 1)/(R + 1)`（双侧：距期望不小于实际值的次数），随机种子固定；解析 z 按 Sokal 等（1998）的条件期望和方差。",
    en: "Local Moran's I (Anselin 1995): `Ii = (n − 1) zi Σj wij zj / Σ zj²`, weights row-standardised, z by the population's deviation. Significance: conditional permutations, `p = (M + 1)/(R + 1)`, both sides (M draws at least as far from the expectation), seeded; the analytic z by the conditional moments of Sokal, Oden and Thomson (1998).",
  },
  inputs: unitInputs,
  parameters: [
    ...unitParameters,
    bandParameter,
    {
      type: "number",
      name: "permutations",
      title: { zh: "置换次数", en: "permutations" },
      unit: "次",
      whole: true,
      explanation: {
        zh: "随机置换的次数，决定最小的 p（999 次为 0.001）；0：不置换，用解析 p。",
        en: "Random permutations; they set the least p (0.001 with 999). 0: none, the analytic p is used.",
      },
      minimum: 0,
      maximum: 99_999,
      default: 999,
    },
    seedParameter,
    {
      type: "number",
      name: "level",
      title: { zh: "显著性水平", en: "significance level" },
      unit: "",
      explanation: { zh: "p 不超过该值的格网标出类型。", en: "Places whose p is not above it are given a type." },
      minimum: 0.0001,
      maximum: 0.5,
      default: 0.05,
    },
    correctionParameter,
  ],
  async run(context, inputs, parameters) {
    const started = performance.now();
    const units = await readUnits(context, inputs, parameters);
    const band = await chooseBand(context, units, parameters.band);
    const read = performance.now();
    context.progress({ phase: { zh: "置换检验", en: "Permuting" } });
    const { permutations, seed } = parameters;
    const input = { values: units.values, neighbours: band.neighbours, permutations, seed };
    const found = await runTask("localMoran", input, context.signal);
    const p = parameters.permutations === 0 ? found.p : found.permutationP;
    const q = falseDiscovery(p);
    const decisive = parameters.fdr ? q : p;
    const typeOf = found.quadrants.map((quadrant, at) =>
      quadrant !== null && (decisive[at] ?? 1) <= parameters.level ? quadrant : "none",
    );
    const computed = performance.now();
    const scores = { found, p, q, decisive, typeOf, corrected: parameters.fdr };
    const columns = resultColumns(units, scores, sumsAround(units, band.neighbours), band.metres);
    const result = await writeUnits(context, inputs, units, {
      name: "moran",
      title: { zh: `聚集类型：${units.measure.title.zh}`, en: `Types of clustering: ${units.measure.title.en}` },
      columns,
      paint,
    });
    const count = (word: string) => typeOf.filter((each) => each === word).length;
    return {
      results: [result],
      facts: {
        places: units.x.length,
        compared: units.kept.length,
        cell_m: units.width,
        band_m: band.metres,
        ...Object.fromEntries(["HH", "HL", "LH", "LL", "none"].map((word) => [word.toLowerCase(), count(word)])),
      },
      messages: [
        ...units.messages,
        band.message,
        howTested(parameters.permutations, parameters.seed, parameters.level),
        correction(parameters.fdr),
      ],
      timings: { read: read - started, compute: computed - read, write: performance.now() - computed },
    };
  },
});

interface Scores {
  readonly found: LocalMoran;
  readonly p: Float64Array;
  readonly q: Float64Array;
  readonly decisive: Float64Array;
  readonly typeOf: readonly string[];
  readonly corrected: boolean;
}

function resultColumns(units: Units, scores: Scores, around: Surroundings, band: number): PlaceColumn[] {
  const index = keptIndex(units);
  const { found, p, q } = scores;
  const column = (entry: ColumnEntry, value: (at: number) => number | string | null): PlaceColumn => ({
    entry,
    value: (place) => {
      const at = index[place] ?? -1;
      return at < 0 ? null : value(at);
    },
  });
  const choices = Object.entries(types).map(([value, title]) => ({ value, title }));
  const withNone = [...choices, { value: "none", title: { zh: "可能是偶然", en: "may be chance" } }];
  return [
    ...baseColumns(units),
    ...surroundingColumns(units, around, index),
    column(
      { name: "moran_i", title: { zh: "局部莫兰指数", en: "local Moran's I" }, type: "number" },
      (at) => found.i[at] ?? 0,
    ),
    column({ name: "z", title: { zh: "解析标准分", en: "analytic z" }, type: "number" }, (at) => found.z[at] ?? 0),
    column({ name: "p", title: { zh: "p 值", en: "p" }, type: "number" }, (at) => p[at] ?? 1),
    column({ name: "q", title: { zh: "校正后 p 值", en: "p, corrected" }, type: "number" }, (at) => q[at] ?? 1),
    column(
      { name: "quadrant", title: { zh: "象限", en: "quadrant" }, type: "choice", choices, empty: "none" },
      (at) => found.quadrants[at] ?? null,
    ),
    column(
      { name: "type", title: { zh: "聚集类型", en: "type" }, type: "choice", choices: withNone },
      (at) => scores.typeOf[at] ?? "none",
    ),
    ...sentenceColumns((place) => {
      const at = index[place] ?? -1;
      return at < 0 ? null : explain(units, scores, around, band, at);
    }),
  ];
}

function explain(units: Units, scores: Scores, around: Surroundings, band: number, at: number): Text {
  const facts = sayAround(units, around, band, at);
  const quadrant = scores.found.quadrants[at] ?? null;
  if (quadrant === null) {
    return {
      zh: `${facts.zh}；没有邻居或各处相等，无从比较。`,
      en: `${facts.en}; there is no neighbour or no difference to compare.`,
    };
  }
  const p = sayP(scores.decisive[at] ?? 1);
  const type = types[quadrant];
  const chance = scores.typeOf[at] === "none";
  return {
    zh: `${facts.zh}；I = ${(scores.found.i[at] ?? 0).toFixed(2)}，${scores.corrected ? "校正后 " : ""}p ${p}：${type.zh}${chance ? "，但可能是偶然" : ""}。`,
    en: `${facts.en}; I = ${(scores.found.i[at] ?? 0).toFixed(2)}, ${scores.corrected ? "corrected " : ""}p ${p}: ${type.en}${chance ? ", but it may be chance" : ""}.`,
  };
}

function howTested(permutations: number, seed: number, level: number): Text {
  return permutations === 0
    ? {
        zh: `显著性按解析标准分（Sokal 等 1998）判断，水平 ${level}。`,
        en: `Significance by the analytic score (Sokal, Oden and Thomson 1998) at ${level}.`,
      }
    : {
        zh: `显著性按 ${permutations} 次条件置换判断（种子 ${seed}），水平 ${level}；p 最小为 ${(1 / (permutations + 1)).toPrecision(2)}。`,
        en: `Significance by ${permutations} conditional permutations (seed ${seed}) at ${level}; p is at least ${(1 / (permutations + 1)).toPrecision(2)}.`,
      };
}
