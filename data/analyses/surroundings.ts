import type { Text } from "../../contract/text.js";
import { type Neighbours, sumAround } from "../statistics/neighbours.js";
import type { PlaceColumn } from "./unit-table.js";
import type { Units } from "./units.js";

/** Buildings and the sum of their values within the band of each kept place, itself included. */
export interface Surroundings {
  readonly known: Float64Array;
  readonly sum: Float64Array;
  /** Mean of the values of all kept places. */
  readonly overall: number;
}

export function sumsAround(units: Units, neighbours: Neighbours): Surroundings {
  const own = (values: Float64Array) => Float64Array.from(units.kept, (place) => values[place] ?? 0);
  const total = (values: Float64Array) => values.map((value, index) => value + sumAround(neighbours, index, values));
  const overall = units.values.reduce((all, value) => all + value, 0) / units.values.length;
  return { known: total(own(units.known)), sum: total(own(units.sum)), overall };
}

/** Number of each place among the kept ones; -1 for the others. */
export function keptIndex({ x, kept }: Units): Int32Array {
  const index = new Int32Array(x.length).fill(-1);
  for (const [at, place] of kept.entries()) index[place] = at;
  return index;
}

export function surroundingColumns(units: Units, around: Surroundings, index: Int32Array): PlaceColumn[] {
  const of = (values: Float64Array) => (place: number) => {
    const at = index[place] ?? -1;
    return at < 0 ? null : (values[at] ?? null);
  };
  const buildings: PlaceColumn = {
    entry: { name: "buildings_around", title: { zh: "邻域内房屋", en: "buildings within the band" }, type: "whole" },
    value: of(around.known),
  };
  if (units.measure.kind === "mean") return [buildings];
  const { title } = units.measure;
  return [
    buildings,
    {
      entry: {
        name: "cases_around",
        title: { zh: `邻域内${title.zh}`, en: `${title.en} within the band` },
        type: "whole",
      },
      value: of(around.sum),
    },
  ];
}

/** One plain sentence a row, in both languages. */
export function sentenceColumns(sentence: (place: number) => Text | null): PlaceColumn[] {
  return [
    {
      entry: { name: "explanation_zh", title: { zh: "说明", en: "explanation (Chinese)" }, type: "text" },
      value: (place) => sentence(place)?.zh ?? null,
    },
    {
      entry: { name: "explanation_en", title: { zh: "说明（英文）", en: "explanation" }, type: "text" },
      value: (place) => sentence(place)?.en ?? null,
    },
  ];
}

/** "213 buildings within 500 m, 87 of them old (40.8 %)". */
export function sayAround(units: Units, around: Surroundings, band: number, at: number): Text {
  const { measure } = units;
  const { overall } = around;
  const [known, sum] = [around.known[at] ?? 0, around.sum[at] ?? 0];
  const place = units.fids === null ? { zh: "此格", en: "this cell" } : { zh: "此分区", en: "this area" };
  if (measure.kind === "mean") {
    const mean = sum / known;
    return {
      zh: `以${place.zh}为中心 ${band} 米内 ${known} 栋，平均${measure.title.zh} ${mean.toFixed(2)} ${measure.unit}（各处平均 ${overall.toFixed(2)}）`,
      en: `Within ${band} m of ${place.en} stand ${known} buildings with a mean ${measure.title.en} of ${mean.toFixed(2)} ${measure.unit} (${overall.toFixed(2)} over all places)`,
    };
  }
  const share = (100 * sum) / known;
  return {
    zh: `以${place.zh}为中心 ${band} 米内 ${known} 栋中 ${sum} 栋${measure.title.zh}（${share.toFixed(1)} %，各处平均 ${(100 * overall).toFixed(1)} %）`,
    en: `Within ${band} m of ${place.en} ${sum} of ${known} buildings are ${measure.title.en} (${share.toFixed(1)} %; ${(100 * overall).toFixed(1)} % over all places)`,
  };
}
