import type { Text } from "../../contract/text.js";
import { confidence, falseDiscovery } from "../statistics/false-discovery.js";
import { giStar } from "../statistics/gi-star.js";
import { defineAnalysis } from "./analysis.js";
import { bandParameter, chooseBand } from "./band.js";
import {
  confidenceClass,
  confidenceColumns,
  confidenceFacts,
  confidencePaint,
  confidenceVerdict,
  correction,
  correctionParameter,
  sayP,
} from "./confidence.js";
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

export const giStarAnalysis = defineAnalysis({
  name: "gi_star",
  title: { zh: "热点格网（Gi*）", en: "Hot-spot cells (Gi*)" },
  explanation: {
    zh: "在六边形格网或分区上比较老旧、违改等房屋的占比（或某项平均值）：哪里连同周边明显偏高（热点）或偏低（冷点），可信度多少。",
    en: "Compares the share of old, altered or other buildings (or the mean of a figure) between hexagons or boundaries: where it is, together with its surroundings, clearly high (hot) or low (cold), and how surely.",
  },
  method: {
    zh: "Getis-Ord Gi*（Ord、Getis 1995），二值固定距离权重，含自身：`Zi = (Σj wij xj − x̄ Σj wij) / (S √[(n Σ wij² − (Σ wij)²)/(n − 1)])`，`S² = Σx²/n − x̄²`；双侧 p 按正态分布；多重检验按 Benjamini–Hochberg（1995）校正。值全部相等，或邻域含全部格网时无从判断：Z = 0，p = 1。",
    en: "Getis-Ord Gi* (Ord and Getis 1995) with binary weights in a fixed band, the place itself included: `Zi = (Σj wij xj − x̄ Σj wij) / (S √[(n Σ wij² − (Σ wij)²)/(n − 1)])`, `S² = Σx²/n − x̄²`; p two-sided by the normal distribution; corrected for many tests by Benjamini and Hochberg (1995). Where all values are equal, or the band holds every place, nothing can be told: Z = 0, p = 1.",
  },
  inputs: unitInputs,
  parameters: [...unitParameters, bandParameter, correctionParameter],
  async run(context, inputs, parameters) {
    const started = performance.now();
    const units = await readUnits(context, inputs, parameters);
    const band = await chooseBand(context, units, parameters.band);
    const read = performance.now();
    context.progress({ phase: { zh: "计算热点", en: "Computing hot spots" } });
    const { z, p } = giStar(units.values, band.neighbours);
    const q = falseDiscovery(p);
    const levels = z.map((score, index) => confidence(score, (parameters.fdr ? q : p)[index] ?? 1));
    const computed = performance.now();
    const paint = confidencePaint(parameters.fdr);
    const around = sumsAround(units, band.neighbours);
    const columns = resultColumns(units, { z, p, q, levels, corrected: parameters.fdr }, around, band.metres, paint);
    const result = await writeUnits(context, inputs, units, {
      name: "gi_star",
      title: { zh: `热点格网：${units.measure.title.zh}`, en: `Hot-spot cells: ${units.measure.title.en}` },
      columns,
      paint,
    });
    return {
      results: [result],
      facts: {
        places: units.x.length,
        compared: units.kept.length,
        cell_m: units.width,
        band_m: band.metres,
        ...confidenceFacts(levels),
      },
      messages: [...units.messages, band.message, correction(parameters.fdr)],
      timings: { read: read - started, compute: computed - read, write: performance.now() - computed },
    };
  },
});

interface Scores {
  readonly z: Float64Array;
  readonly p: Float64Array;
  readonly q: Float64Array;
  readonly levels: Float64Array;
  readonly corrected: boolean;
}

function resultColumns(
  units: Units,
  scores: Scores,
  around: Surroundings,
  band: number,
  paint: ReturnType<typeof confidencePaint>,
): PlaceColumn[] {
  const index = keptIndex(units);
  const of = (values: Float64Array) => (place: number) => {
    const at = index[place] ?? -1;
    return at < 0 ? null : (values[at] ?? null);
  };
  const entries = confidenceColumns(paint);
  const sentence = (place: number) => {
    const at = index[place] ?? -1;
    return at < 0 ? null : explain(units, scores, around, band, at);
  };
  return [
    ...baseColumns(units),
    ...surroundingColumns(units, around, index),
    { entry: { name: "z", title: { zh: "Gi* 标准分", en: "Gi* z" }, type: "number" }, value: of(scores.z) },
    { entry: { name: "p", title: { zh: "p 值", en: "p" }, type: "number" }, value: of(scores.p) },
    { entry: { name: "q", title: { zh: "校正后 p 值", en: "p, corrected" }, type: "number" }, value: of(scores.q) },
    { entry: entries.level, value: of(scores.levels) },
    {
      entry: entries.class,
      value: (place) => {
        const level = of(scores.levels)(place);
        return level === null ? null : confidenceClass(level);
      },
    },
    ...sentenceColumns(sentence),
  ];
}

function explain(units: Units, scores: Scores, around: Surroundings, band: number, at: number): Text {
  const facts = sayAround(units, around, band, at);
  const verdict = confidenceVerdict(scores.levels[at] ?? 0);
  const p = sayP((scores.corrected ? scores.q : scores.p)[at] ?? 1);
  const z = (scores.z[at] ?? 0).toFixed(2);
  return {
    zh: `${facts.zh}；z = ${z}，${scores.corrected ? "校正后 " : ""}p ${p}：${verdict.zh}。`,
    en: `${facts.en}; z = ${z}, ${scores.corrected ? "corrected " : ""}p ${p}: ${verdict.en}.`,
  };
}
