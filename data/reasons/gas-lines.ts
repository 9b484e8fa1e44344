import { clearanceEnds } from "../../contract/profile-limits.js";
import type { Text } from "../../contract/text.js";
import { conflictColumns, workColumns } from "../analyses/gas-rules-columns.js";
import type { BuildingFacts } from "../risk/factors/factor.js";
import { rangeSource } from "../risk/profiles.js";
import { gasReason, pipeDistance, pressureOf } from "./gas-words.js";
import { neighbourOf, numberOf, type Reasoner } from "./reasoner.js";

/** A choice of a column as `先后：管先房后`; null where it is not known. */
function choiceOf(columns: typeof conflictColumns, name: string, value: BuildingFacts[string]): Text | null {
  const column = columns.find((each) => each.name === name);
  const choice = column?.choices?.find((each) => each.value === value)?.title;
  if (column === undefined || choice === undefined) return null;
  return { zh: `${column.title.zh}：${choice.zh}`, en: `${column.title.en}: ${choice.en}` };
}

/** Results of earlier versions have one source for both ranges. */
function controlSource({ range_source, control_source }: BuildingFacts): string {
  return String(control_source ?? range_source);
}

/** Who came first, and whose fault that makes it: only where something is too close, for a house in a control range does no wrong. */
function firstPart(first: BuildingFacts[string], onPipe: boolean, tooClose: boolean): Text | null {
  const said = choiceOf(conflictColumns, "came_first", first);
  if (said === null) return null;
  if (first === "pipe" && onPipe) return { zh: `${said.zh}，疑似违章占压`, en: `${said.en}, a suspected encroachment` };
  if (first === "building" && (onPipe || tooClose))
    return { zh: `${said.zh}，属敷设间距问题`, en: `${said.en}, laid too close` };
  return said;
}

const onPipe: readonly BuildingFacts[string][] = ["crosses", "protected"];

const majorHazard: Text = {
  zh: "属重大隐患判定情形（建城规〔2023〕4号）",
  en: "a major hazard (建城规〔2023〕4号)",
};

/** A building: the most urgent pipe with rule, metres and clause, who came first, how many pipes besides. */
export const gasBuildings: Reasoner = {
  kind: "result:gas_buildings",
  columns: ["gas_finding", "pipe_distance_m", "pipe_fid", "pipe_pressure", "major_hazard", "came_first", "gas_pairs"],
  parts(facts, { profile, pipes, parameters: { tolerance } }) {
    const metres = numberOf(facts.pipe_distance_m);
    if (metres === null || profile === null) return [];
    const finding = typeof facts.gas_finding === "string" ? facts.gas_finding : null;
    const pipe = neighbourOf(pipes, facts.pipe_fid);
    const others = (numberOf(facts.gas_pairs) ?? 1) - 1;
    return [
      gasReason({ finding, metres, pipe, pressure: pressureOf(facts.pipe_pressure), tolerance }, profile),
      facts.major_hazard === true ? majorHazard : null,
      firstPart(facts.came_first, onPipe.includes(finding), finding === "clearance"),
      others > 0 ? { zh: `另涉及管段 ${others} 段`, en: `${others} more pipes concerned` } : null,
    ];
  },
};

/** A pair: each of the three tests by itself, with its limit and clause as they were when it was judged. */
export const gasConflicts: Reasoner = {
  kind: "result:gas_conflicts",
  columns: conflictColumns.map(({ name }) => name),
  parts(facts, { pipes }) {
    const metres = numberOf(facts.distance_m);
    if (metres === null) return [];
    const pipe = neighbourOf(pipes, facts.pipe_fid);
    const asked = numberOf(facts.clearance_m);
    const end = facts.clearance_to === "foundation" ? clearanceEnds.foundation : clearanceEnds.outer_wall;
    const limit = (of: BuildingFacts[string], source: BuildingFacts[string], title: Text): Text => ({
      zh: `${title.zh} ${of} 米（${source}）`,
      en: `${title.en} ${of} m (${source})`,
    });
    const told = (test: Text | null, said: Text | null) =>
      test === null || said === null ? test : { zh: `${test.zh}，${said.zh}`, en: `${test.en}, ${said.en}` };
    return [
      pipeDistance({ finding: null, metres, pipe, pressure: pressureOf(facts.pressure) }, asked),
      told(
        choiceOf(conflictColumns, "over_pipe", facts.over_pipe),
        limit(facts.protection_m, facts.range_source, { zh: "保护范围", en: "protection range" }),
      ),
      told(
        choiceOf(conflictColumns, "clearance", facts.clearance),
        asked === null
          ? null
          : limit(asked, facts.clearance_source, { zh: `至${end.zh}应有`, en: `asked to the ${end.en}` }),
      ),
      told(
        choiceOf(conflictColumns, "control", facts.control),
        limit(facts.control_m, controlSource(facts), { zh: "控制范围", en: "control range" }),
      ),
      facts.major_hazard === true ? majorHazard : null,
      firstPart(facts.came_first, onPipe.includes(facts.over_pipe), facts.clearance === "not_met"),
    ];
  },
};

/** Works beside a pipe. */
export const gasWorks: Reasoner = {
  kind: "result:gas_works",
  columns: workColumns.map(({ name }) => name),
  parts(facts, { pipes }) {
    const metres = numberOf(facts.distance_m);
    if (metres === null) return [];
    const pipe = neighbourOf(pipes, facts.pipe_fid);
    const { protection_m, control_m } = facts;
    const said = rangeSource({ source: String(facts.range_source), control_source: controlSource(facts) });
    return [
      choiceOf(workColumns, "works", facts.works),
      pipeDistance({ finding: null, metres, pipe, pressure: pressureOf(facts.pressure) }, numberOf(control_m)),
      {
        zh: `保护范围 ${protection_m} 米、控制范围 ${control_m} 米（${said.zh}）`,
        en: `protected to ${protection_m} m, controlled to ${control_m} m (${said.en})`,
      },
    ];
  },
};
