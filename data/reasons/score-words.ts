import type { Scheme } from "../../contract/scheme.js";
import type { Text } from "../../contract/text.js";
import { levelChoices, vetoChoices } from "../analyses/score-columns.js";
import { consequenceSteps, unknownConsequence } from "../risk/consequence.js";
import type { BuildingFacts, Factor } from "../risk/factors/factor.js";
import { vulnerabilityFactors } from "../risk/factors/index.js";
import { factorColumn } from "../risk/score.js";
import { gasReason, pressureOf } from "./gas-words.js";
import { pitFacts, pitReason } from "./pit-words.js";
import { neighbourOf, numberOf, type Reasoner } from "./reasoner.js";

/** Factors that the line names: those that add the most to V. */
const named = 3;

/** What a factor adds to V; an unknown one adds the scheme's share for unknown. */
export function factorPoints(factor: Factor, facts: BuildingFacts, scheme: Scheme): number {
  const counted = numberOf(facts[factorColumn(factor.name)]) ?? scheme.unknown;
  return Math.round((scheme.weights[factor.name] ?? 0) * counted * 1e6) / 1e6;
}

export function levelTitle(facts: BuildingFacts): Text {
  return levelChoices.find(({ value }) => value === facts.level)?.title ?? { zh: "不计入", en: "left out" };
}

export function vetoTitle(facts: BuildingFacts): Text | null {
  return vetoChoices.find(({ value }) => value === facts.veto)?.title ?? null;
}

/** What the consequence rests on. */
export function consequenceReason({ consequence }: BuildingFacts): Text {
  const step = consequenceSteps.find(({ value }) => value === consequence);
  return step === undefined
    ? { zh: `后果 C：不明，按 ${unknownConsequence} 计`, en: `consequence C: unknown, counts ${unknownConsequence}` }
    : { zh: `后果 C：${step.value}（${step.title.zh}）`, en: `consequence C: ${step.value} (${step.title.en})` };
}

/** The level and its veto, the pipe, the pit, what adds most to V, the consequence, what is unknown. */
export const scoreReasoner: Reasoner = {
  kind: "result:score",
  columns: [
    ...["level", "risk", "veto", "known_pct", "excluded", "consequence"],
    ...["gas", "gas_finding", "pipe_distance_m", "pipe_fid", "pipe_pressure", "excavation"],
    ...pitFacts,
    ...vulnerabilityFactors.flatMap(({ name, columns }) => [factorColumn(name), ...columns.map((each) => each.name)]),
  ],
  parts(facts, { scheme, profile, pipes, sites, parameters: { tolerance } }) {
    if (scheme === null || profile === null || facts.level === null) return [levelTitle(facts)];
    const metres = numberOf(facts.pipe_distance_m);
    const finding = typeof facts.gas_finding === "string" ? facts.gas_finding : null;
    const pipe = neighbourOf(pipes, facts.pipe_fid);
    const found = { finding, metres: metres ?? 0, pipe, pressure: pressureOf(facts.pipe_pressure), tolerance };
    return [
      levelPart(facts),
      metres === null ? null : gasReason(found, profile),
      pitReason(facts, neighbourOf(sites, facts.site_fid)),
      ...mostPoints(facts, scheme),
      facts.consequence === null ? null : consequenceReason(facts),
      unknownPart(facts),
    ];
  },
};

function levelPart(facts: BuildingFacts): Text {
  const level = levelTitle(facts);
  const veto = vetoTitle(facts);
  if (veto !== null) return { zh: `${level.zh}（一票否决：${veto.zh}）`, en: `${level.en} (veto: ${veto.en})` };
  return facts.level === "insufficient"
    ? {
        zh: `${level.zh}（有资料的权重 ${facts.known_pct}%）`,
        en: `${level.en} (${facts.known_pct} % of the weight known)`,
      }
    : { zh: `${level.zh}（R = ${facts.risk}）`, en: `${level.en} (R = ${facts.risk})` };
}

function mostPoints(facts: BuildingFacts, scheme: Scheme): Text[] {
  return vulnerabilityFactors
    .filter(({ name }) => numberOf(facts[factorColumn(name)]) !== null)
    .map((factor) => ({ factor, points: factorPoints(factor, facts, scheme) }))
    .filter(({ points }) => points > 0)
    .sort((one, other) => other.points - one.points)
    .slice(0, named)
    .map(({ factor, points }) => {
      const evidence = factor.evidence(facts);
      return {
        zh: `${factor.title.zh}：${evidence.zh}（${points} 分）`,
        en: `${factor.title.en}: ${evidence.en} (${points} points)`,
      };
    });
}

/** What could not be judged: unknown is told, never left out as if it were nothing. */
function unknownPart(facts: BuildingFacts): Text | null {
  const titles: Text[] = vulnerabilityFactors
    .filter(({ name }) => numberOf(facts[factorColumn(name)]) === null)
    .map(({ title }) => title);
  if (facts.gas === null) titles.push({ zh: "燃气暴露", en: "gas exposure" });
  if (facts.excavation === null) titles.push({ zh: "基坑暴露", en: "excavation exposure" });
  if (facts.consequence === null) titles.push({ zh: "后果", en: "consequence" });
  if (titles.length === 0) return null;
  return {
    zh: `资料不明：${titles.map(({ zh }) => zh).join("、")}`,
    en: `unknown: ${titles.map(({ en }) => en).join(", ")}`,
  };
}
