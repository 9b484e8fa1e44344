import type { Paint } from "../../contract/catalog.js";
import type { Text } from "../../contract/text.js";
import type { Robustness, Setting } from "../statistics/robustness.js";
import { runTasks, threadCount } from "../threads/run-task.js";
import { defineAnalysis } from "./analysis.js";
import { bandParameter, chooseBand } from "./band.js";
import { correctionParameter } from "./confidence.js";
import { chooseMeasure } from "./measure.js";
import { sentenceColumns } from "./surroundings.js";
import { baseColumns, type PlaceColumn, writeUnits } from "./unit-table.js";
import { readPoints, readUnits, type Units, unitInputs, unitParameters } from "./units.js";

/** Five widths and four bands, as multiples of those asked for or proposed: twenty settings. */
const widthFactors = [0.8, 0.9, 1, 1.15, 1.3] as const;
const bandFactors = [0.8, 1, 1.25, 1.5] as const;

const title = (zh: string, en: string): Text => ({ zh, en });

const paint: Paint = {
  column: "class",
  classes: [
    { value: "hot_steady", title: title("热点，九成以上设置成立", "hot in nine settings of ten"), colour: "#99000D" },
    { value: "hot_mostly", title: title("热点，半数以上设置成立", "hot in most settings"), colour: "#E34A33" },
    { value: "hot_sometimes", title: title("热点，少数设置成立", "hot in a few settings"), colour: "#FDBB84" },
    { value: "cold_steady", title: title("冷点，九成以上设置成立", "cold in nine settings of ten"), colour: "#08519C" },
    { value: "cold_mostly", title: title("冷点，半数以上设置成立", "cold in most settings"), colour: "#4292C6" },
    { value: "cold_sometimes", title: title("冷点，少数设置成立", "cold in a few settings"), colour: "#9ECAE1" },
    { value: "none", title: title("都不成立", "in none"), colour: "#C9CDD2" },
    { value: null, title: title("房屋太少，未统计", "too few buildings"), colour: "#8A8F98" },
  ],
};

export const robustnessAnalysis = defineAnalysis({
  name: "robustness",
  title: { zh: "热点稳健性", en: "Robustness of hot spots" },
  explanation: {
    zh: "换 20 种格网宽度和邻域距离重做热点格网，每处写明其中几种设置下仍是热点或冷点：不因设置而变的才站得住。",
    en: "Repeats the hot-spot cells with 20 cell widths and bands; every place says in how many it stays hot or cold: what does not hang on the settings can be defended.",
  },
  method: {
    zh: "格网宽度取 0.8、0.9、1、1.15、1.3 倍，邻域距离取 0.8、1、1.25、1.5 倍，各做一次 Gi*（方法同 gi_star）；每处以其中心所在的格网为准。",
    en: "Gi* (as in gi_star) with 0.8, 0.9, 1, 1.15 and 1.3 times the cell width and 0.8, 1, 1.25 and 1.5 times the band; the cell that a place's centre lies in speaks for the place.",
  },
  inputs: unitInputs,
  parameters: [
    unitParameters[0],
    unitParameters[1],
    unitParameters[2],
    bandParameter,
    {
      type: "number",
      name: "level",
      title: { zh: "显著性水平", en: "significance level" },
      unit: "",
      explanation: { zh: "p 不超过该值才算热点或冷点。", en: "Hot or cold is what has a p not above it." },
      minimum: 0.0001,
      maximum: 0.5,
      default: 0.1,
    },
    correctionParameter,
  ],
  async run(context, inputs, parameters) {
    const started = performance.now();
    const { buildings } = inputs;
    if (buildings === undefined) throw new Error("a required input is there");
    const units = await readUnits(context, inputs, { ...parameters, smoothed: false });
    const band = await chooseBand(context, units, parameters.band);
    const points = await readPoints(context, buildings, chooseMeasure(buildings, parameters.value));
    const read = performance.now();
    const settings = widthFactors.flatMap((width) =>
      bandFactors.map((factor) => ({ width: width * units.width, band: factor * band.metres })),
    );
    const phase = { zh: "换设置重算", en: "Repeating with other settings" };
    const shared = {
      ...points,
      centreX: units.x,
      centreY: units.y,
      minimum: parameters.minimum_buildings,
      level: parameters.level,
      corrected: parameters.fdr,
    };
    const answers = await runTasks(
      "robustness",
      shareOut(settings).map((part) => ({ ...shared, settings: part })),
      context.signal,
      (done, total) => context.progress({ phase, done, total }),
    );
    const found = join(answers, units.x.length);
    const computed = performance.now();
    const classes = classesOf(found, settings.length);
    const result = await writeUnits(context, inputs, units, {
      name: "robustness",
      title: { zh: `热点稳健性：${units.measure.title.zh}`, en: `Robustness: ${units.measure.title.en}` },
      columns: resultColumns(units, found, classes, settings.length),
      paint,
    });
    const count = (word: string) => classes.filter((each) => each === word).length;
    const words = paint.classes.flatMap(({ value }) => (value === null ? [] : [value]));
    return {
      results: [result],
      facts: {
        places: units.x.length,
        settings: settings.length,
        cell_m: units.width,
        band_m: band.metres,
        ...Object.fromEntries(words.map((word) => [word, count(word)])),
      },
      messages: [...units.messages, band.message, account(settings, parameters.level, parameters.fdr)],
      timings: { read: read - started, compute: computed - read, write: performance.now() - computed },
    };
  },
});

/** Settings dealt to the threads in turn: wide bands take longer. */
function shareOut(settings: readonly Setting[]): Setting[][] {
  const parts = Array.from({ length: threadCount }, (): Setting[] => []);
  for (const [index, setting] of settings.entries()) parts[index % parts.length]?.push(setting);
  return parts;
}

function join(answers: readonly Robustness[], places: number): Robustness {
  const add = (of: (answer: Robustness) => Uint32Array) =>
    Uint32Array.from({ length: places }, (_none, place) =>
      answers.reduce((sum, answer) => sum + (of(answer)[place] ?? 0), 0),
    );
  return { hot: add(({ hot }) => hot), cold: add(({ cold }) => cold), judged: add(({ judged }) => judged) };
}

/** Null where no setting has enough buildings. */
function classesOf({ hot, cold, judged }: Robustness, settings: number): (string | null)[] {
  return Array.from(judged, (times, place) => {
    if (times === 0) return null;
    const [warm, cool] = [hot[place] ?? 0, cold[place] ?? 0];
    const most = Math.max(warm, cool);
    if (most === 0) return "none";
    const how = most >= 0.9 * settings ? "steady" : most >= 0.5 * settings ? "mostly" : "sometimes";
    return `${warm >= cool ? "hot" : "cold"}_${how}`;
  });
}

function resultColumns(
  units: Units,
  { hot, cold, judged }: Robustness,
  classes: readonly (string | null)[],
  settings: number,
): PlaceColumn[] {
  const choices = paint.classes.flatMap(({ value, title: name }) => (value === null ? [] : [{ value, title: name }]));
  const count = (name: string, words: Text, values: Uint32Array): PlaceColumn => ({
    entry: { name, title: words, type: "whole" },
    value: (place) => values[place] ?? 0,
  });
  return [
    ...baseColumns(units),
    count("hot_in", { zh: "几种设置为热点", en: "hot in settings" }, hot),
    count("cold_in", { zh: "几种设置为冷点", en: "cold in settings" }, cold),
    count("judged_in", { zh: "几种设置可判断", en: "judged in settings" }, judged),
    {
      entry: { name: "settings", title: { zh: "设置总数", en: "settings" }, type: "whole" },
      value: () => settings,
    },
    {
      entry: { name: "class", title: { zh: "稳健性", en: "robustness" }, type: "choice", choices },
      value: (place) => classes[place] ?? null,
    },
    ...sentenceColumns((place) => {
      const [warm, cool, times] = [hot[place] ?? 0, cold[place] ?? 0, judged[place] ?? 0];
      if (times === 0) return null;
      const few = times < settings;
      return {
        zh: `${settings} 种设置中 ${warm} 种为热点、${cool} 种为冷点${few ? `，${settings - times} 种因房屋太少未判断` : ""}。`,
        en: `Hot in ${warm} of ${settings} settings, cold in ${cool}${few ? `; not judged in ${settings - times} for too few buildings` : ""}.`,
      };
    }),
  ];
}

function account(settings: readonly Setting[], level: number, corrected: boolean): Text {
  const range = (values: readonly number[]) => `${Math.round(Math.min(...values))}–${Math.round(Math.max(...values))}`;
  const widths = range(settings.map(({ width }) => width));
  const bands = range(settings.map(({ band }) => band));
  return {
    zh: `共 ${settings.length} 种设置：格网宽 ${widths} 米，邻域距离 ${bands} 米；p 不超过 ${level}（${corrected ? "已校正" : "未校正"}）为热点或冷点。`,
    en: `${settings.length} settings: cells ${widths} m wide, bands of ${bands} m; hot or cold is p up to ${level} (${corrected ? "corrected" : "not corrected"}).`,
  };
}
