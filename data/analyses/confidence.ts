import type { ColumnEntry, Paint } from "../../contract/catalog.js";
import type { Parameter } from "../../contract/parameters.js";
import type { Text } from "../../contract/text.js";

export const correctionParameter = {
  type: "flag",
  name: "fdr",
  title: { zh: "多重检验校正", en: "correct for many tests" },
  explanation: {
    zh: "按 Benjamini–Hochberg（1995）控制误报占比。不校正时，每一百个格网约有十个仅凭偶然就达到 90 %。",
    en: "Controls the share of false alarms (Benjamini and Hochberg 1995). Without it about ten cells in a hundred reach 90 % by chance alone.",
  },
  default: true,
} as const satisfies Parameter;

/** Words of the signed classes −3 … +3. */
const words = ["cold_99", "cold_95", "cold_90", "none", "hot_90", "hot_95", "hot_99"] as const;
export type ConfidenceClass = (typeof words)[number];

export function confidenceClass(level: number): ConfidenceClass {
  return words[level + 3] ?? "none";
}

/** Titles say whether the classes are corrected, and so the legend does. Red to blue (ColorBrewer), safe for the colour-blind. */
export function confidencePaint(corrected: boolean): Paint {
  const zh = corrected ? "（已校正）" : "（未校正）";
  const en = corrected ? " (corrected)" : " (not corrected)";
  const title = (hot: boolean, level: number): Text => ({
    zh: `${hot ? "热点" : "冷点"} ${level} %${zh}`,
    en: `${hot ? "hot" : "cold"} spot ${level} %${en}`,
  });
  return {
    column: "class",
    classes: [
      { value: "hot_99", title: title(true, 99), colour: "#99000D" },
      { value: "hot_95", title: title(true, 95), colour: "#E34A33" },
      { value: "hot_90", title: title(true, 90), colour: "#FDBB84" },
      { value: "cold_99", title: title(false, 99), colour: "#08519C" },
      { value: "cold_95", title: title(false, 95), colour: "#4292C6" },
      { value: "cold_90", title: title(false, 90), colour: "#9ECAE1" },
      { value: "none", title: { zh: "可能是偶然", en: "may be chance" }, colour: "#C9CDD2" },
      { value: null, title: { zh: "房屋太少，未统计", en: "too few buildings" }, colour: "#8A8F98" },
    ],
  };
}

export function confidenceColumns(paint: Paint): { level: ColumnEntry; class: ColumnEntry } {
  return {
    level: {
      name: "level",
      title: { zh: "热冷等级", en: "level" },
      type: "whole",
      explanation: {
        zh: "+3、+2、+1：热点，可信度 99、95、90 %；0：可能是偶然；负数为冷点。",
        en: "+3, +2, +1: hot at 99, 95, 90 %; 0: may be chance; below 0: cold.",
      },
    },
    class: {
      name: "class",
      title: { zh: "热冷分级", en: "class" },
      type: "choice",
      choices: paint.classes.flatMap(({ value, title }) => (value === null ? [] : [{ value, title }])),
    },
  };
}

/** Counts of the classes as facts of a run. */
export function confidenceFacts(levels: ArrayLike<number>): Record<string, number> {
  const counts: Record<string, number> = Object.fromEntries([...words].reverse().map((word) => [word, 0]));
  for (let place = 0; place < levels.length; place++) {
    const word = confidenceClass(levels[place] ?? 0);
    counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts;
}

/** What a level says, in a sentence. */
export function confidenceVerdict(level: number): Text {
  if (level === 0) return { zh: "可能是偶然", en: "it may be chance" };
  const share = [90, 95, 99][Math.abs(level) - 1] ?? 90;
  return level > 0
    ? { zh: `热点，可信度 ${share} %`, en: `a hot spot at ${share} %` }
    : { zh: `冷点，可信度 ${share} %`, en: `a cold spot at ${share} %` };
}

/** A p-value as people read it. */
export function sayP(p: number): string {
  return p < 0.0001 ? "< 0.0001" : `= ${p.toFixed(p < 0.1 ? 4 : 2)}`;
}

/** Whether the classes are corrected, as a message of the run. */
export function correction(corrected: boolean): Text {
  return corrected
    ? {
        zh: "分级已按 Benjamini–Hochberg 校正：各级中误报占比不超过 1、5、10 %。",
        en: "Classes are corrected by Benjamini and Hochberg: at most 1, 5, 10 % of those in a class are false alarms.",
      }
    : {
        zh: "分级未作多重检验校正：格网多时，仅凭偶然也会出现热点和冷点。",
        en: "Classes are not corrected for many tests: among many cells some turn hot or cold by chance.",
      };
}
