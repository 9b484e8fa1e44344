import { AppError } from "../../contract/errors.js";
import type { Layer } from "../../contract/project.js";
import type { Scheme } from "../../contract/scheme.js";
import type { Reason } from "../../contract/scheme-calls.js";
import type { Text } from "../../contract/text.js";
import type { Session } from "../database.js";
import { gasReason, limitsFor, pressureOf } from "../reasons/gas-words.js";
import { pitReason } from "../reasons/pit-words.js";
import { type Neighbour, neighbourOf, numberOf } from "../reasons/reasoner.js";
import { consequenceReason, factorPoints, levelTitle, vetoTitle } from "../reasons/score-words.js";
import type { BuildingFacts } from "../risk/factors/factor.js";
import { vulnerabilityFactors } from "../risk/factors/index.js";
import { rangeSource } from "../risk/profiles.js";
import { profileOf } from "../risk/scheme.js";
import { factorColumn } from "../risk/score.js";
import { neighbours } from "./neighbours.js";
import type { OpenProject } from "./open-project.js";
import { readNeighbours } from "./reason-lines.js";
import { schemeOfRun, scoredLayer } from "./rescore.js";

/**
 * Why a building has its level, step by step: the factors with what the record says, both exposures with neighbour, metres and
 * clause, the consequence, and how they make the level. Throws `usage`, `layer-missing`.
 */
export async function explainScore(
  project: OpenProject,
  session: Session,
  id: number,
  fid: number,
): Promise<readonly Reason[]> {
  const layer = scoredLayer(project, id);
  const scheme = project.previewScheme(id) ?? (await schemeOfRun(project, layer));
  const source = project.source(id);
  const [facts] = await session.rows<Record<string, string | number | boolean | bigint | null>>(
    `SELECT * EXCLUDE (geom) FROM ${source.relation} WHERE fid = $fid`,
    { fid: BigInt(fid) },
  );
  if (facts === undefined) throw missingRow(layer, fid);
  const plain: BuildingFacts = Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === "bigint" ? Number(value) : value]),
  );
  const near = neighbours(project, layer);
  const { tolerance } = project.run(layer.run ?? 0).parameters;
  const named = async (source: typeof near.pipes, row: BuildingFacts[string]) =>
    neighbourOf(await readNeighbours(session, source, typeof row === "number" ? [row] : []), row);
  return [
    ...vulnerabilityFactors.map((factor) => factorReason(factor, plain, scheme)),
    gasStep(plain, scheme, await named(near.pipes, plain.pipe_fid), tolerance),
    pitStep(plain, await named(near.sites, plain.site_fid)),
    consequenceStep(plain),
    levelStep(plain, scheme),
  ];
}

function factorReason(factor: (typeof vulnerabilityFactors)[number], facts: BuildingFacts, scheme: Scheme): Reason {
  const weight = scheme.weights[factor.name] ?? 0;
  const value = numberOf(facts[factorColumn(factor.name)]);
  const points = factorPoints(factor, facts, scheme);
  const evidence = factor.evidence(facts);
  const step = factor.steps.find((each) => each.value === value)?.title;
  const taken: Text =
    value === null
      ? { zh: `不明，按 ${scheme.unknown} 计`, en: `unknown, counts ${scheme.unknown}` }
      : {
          zh: `${step === undefined ? "" : `${step.zh}，`}取 ${value}`,
          en: `${step === undefined ? "" : `${step.en}, `}${value}`,
        };
  return {
    factor: factor.name,
    title: factor.title,
    value,
    points,
    text: {
      zh: `${factor.title.zh}：${evidence.zh}；${taken.zh} × 权重 ${weight} = ${points} 分（${factor.source.zh}）。`,
      en: `${factor.title.en}: ${evidence.en}; ${taken.en} × weight ${weight} = ${points} points (${factor.source.en}).`,
    },
  };
}

function gasStep(facts: BuildingFacts, scheme: Scheme, pipe: Neighbour, tolerance: unknown): Reason {
  const title = { zh: "燃气暴露 G", en: "gas exposure G" };
  const gas = numberOf(facts.gas);
  const metres = numberOf(facts.pipe_distance_m);
  const base = { factor: "gas", title, value: gas, points: null };
  if (gas === null)
    return {
      ...base,
      text: { zh: "燃气暴露 G：没有管线图层，不明。", en: "Gas exposure G: no layer of pipes, unknown." },
    };
  if (metres === null) {
    return {
      ...base,
      text: {
        zh: "燃气暴露 G：0，不在任何在用埋地燃气管的范围内。",
        en: "Gas exposure G: 0, in no range of a buried gas pipe in use.",
      },
    };
  }
  const profile = profileOf(scheme);
  const pressure = pressureOf(facts.pipe_pressure);
  const finding = typeof facts.gas_finding === "string" ? facts.gas_finding : null;
  const found = gasReason({ finding, metres, pipe, pressure, tolerance }, profile);
  const { range, clearance } = limitsFor(profile, pressure, pipe.wall_mm);
  const said = rangeSource(range);
  const limits: Text =
    pressure === null
      ? {
          zh: "压力不明，按最严范围查找，待现场核实",
          en: "class unknown, looked at with the widest range, to be verified on site",
        }
      : {
          zh: `保护范围 ${range.protection_m} 米、控制范围 ${range.control_m} 米（${said.zh}）${clearance === null ? "" : `，应有间距 ${clearance.metres} 米（${clearance.source}）`}`,
          en: `protected to ${range.protection_m} m, controlled to ${range.control_m} m (${said.en})${clearance === null ? "" : `, clearance ${clearance.metres} m (${clearance.source})`}`,
        };
  return {
    ...base,
    text: {
      zh: `燃气暴露 G：${gas}；${found.zh}；${limits.zh}；范围表：${profile.title.zh}。`,
      en: `Gas exposure G: ${gas}; ${found.en}; ${limits.en}; profile: ${profile.title.en}.`,
    },
  };
}

function pitStep(facts: BuildingFacts, site: Neighbour): Reason {
  const title = { zh: "基坑暴露 X", en: "excavation exposure X" };
  const value = numberOf(facts.excavation);
  const base = { factor: "excavation", title, value, points: null };
  if (value === null)
    return {
      ...base,
      text: { zh: "基坑暴露 X：没有工地图层，不明。", en: "Excavation exposure X: no layer of sites, unknown." },
    };
  const reason = pitReason(facts, site);
  if (reason === null)
    return {
      ...base,
      text: { zh: "基坑暴露 X：0，不在任何基坑的影响区内。", en: "Excavation exposure X: 0, in no zone of a pit." },
    };
  return {
    ...base,
    text: { zh: `基坑暴露 X：${value}；${reason.zh}。`, en: `Excavation exposure X: ${value}; ${reason.en}.` },
  };
}

function consequenceStep(facts: BuildingFacts): Reason {
  const { zh, en } = consequenceReason(facts);
  const value = numberOf(facts.consequence);
  return {
    factor: "consequence",
    title: { zh: "后果 C", en: "consequence C" },
    value,
    points: null,
    text: { zh: `${zh}。`, en: `${en.charAt(0).toUpperCase()}${en.slice(1)}.` },
  };
}

function levelStep(facts: BuildingFacts, scheme: Scheme): Reason {
  const level = levelTitle(facts);
  const veto = vetoTitle(facts);
  const { own, exposed } = scheme.likelihood;
  return {
    factor: "level",
    title: { zh: "等级", en: "level" },
    value: numberOf(facts.risk),
    points: null,
    text: {
      zh: `V = ${facts.vulnerability}，可能性 max(V, ${own}V + ${exposed}·max(G, X)) = ${facts.likelihood}，L = ${facts.likelihood_band}；R = L × C = ${facts.risk}；有资料的权重 ${facts.known_pct}%。${veto === null ? "" : `一票否决：${veto.zh}。`}等级：${level.zh}（方案“${scheme.title.zh}”第 ${scheme.version} 版）。`,
      en: `V = ${facts.vulnerability}, likelihood max(V, ${own} V + ${exposed} · max(G, X)) = ${facts.likelihood}, L = ${facts.likelihood_band}; R = L × C = ${facts.risk}; known weight ${facts.known_pct} %.${veto === null ? "" : ` Veto: ${veto.en}.`} Level: ${level.en} (scheme "${scheme.title.en}", version ${scheme.version}).`,
    },
  };
}

function missingRow(layer: Layer, fid: number): AppError {
  return new AppError("layer-missing", {
    zh: `图层“${layer.title.zh}”没有第 ${fid} 行。`,
    en: `The layer "${layer.title.en}" has no row ${fid}.`,
  });
}
