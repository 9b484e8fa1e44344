import { AppError } from "../../contract/errors.js";
import type { Layer } from "../../contract/project.js";
import type { PressureClass, Scheme } from "../../contract/scheme.js";
import type { Reason } from "../../contract/scheme-calls.js";
import type { Text } from "../../contract/text.js";
import { levelChoices, vetoChoices } from "../analyses/score-columns.js";
import type { Session } from "../database.js";
import { pressureChoices } from "../kinds/pressure.js";
import { consequenceSteps, unknownConsequence } from "../risk/consequence.js";
import { zones } from "../risk/excavations.js";
import type { BuildingFacts } from "../risk/factors/factor.js";
import { vulnerabilityFactors } from "../risk/factors/index.js";
import { clearanceOf, rangeOf } from "../risk/profiles.js";
import { profileOf } from "../risk/scheme.js";
import { factorColumn } from "../risk/score.js";
import { sitePhases } from "../risk/site-phases.js";
import type { OpenProject } from "./open-project.js";
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
  return [
    ...vulnerabilityFactors.map((factor) => factorReason(factor, plain, scheme)),
    gasReason(plain, scheme, await nameOf(project, session, layer, "pipes", plain.pipe_fid)),
    pitReason(plain, await nameOf(project, session, layer, "sites", plain.site_fid)),
    consequenceReason(plain),
    levelReason(plain, scheme),
  ];
}

function factorReason(factor: (typeof vulnerabilityFactors)[number], facts: BuildingFacts, scheme: Scheme): Reason {
  const weight = scheme.weights[factor.name] ?? 0;
  const value = numberOf(facts[factorColumn(factor.name)]);
  const counted = value ?? scheme.unknown;
  const points = rounded(weight * counted);
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

function gasReason(facts: BuildingFacts, scheme: Scheme, pipe: string): Reason {
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
  const pressure = pressureChoices.find(({ value }) => value === facts.pipe_pressure);
  const known = pressure === undefined ? null : (pressure.value as PressureClass);
  const range = known === null ? null : rangeOf(profile, known);
  const asked = known === null ? null : clearanceOf(profile, known, null);
  const limits: Text =
    range === null
      ? {
          zh: "压力不明，按最严范围查找，待现场核实",
          en: "class unknown, looked at with the widest range, to be verified on site",
        }
      : {
          zh: `保护范围 ${range.protection_m} 米、控制范围 ${range.control_m} 米（${range.source}）${asked === null ? "" : `，薄壁管应有间距 ${asked.metres} 米（${asked.source}）`}`,
          en: `protected to ${range.protection_m} m, controlled to ${range.control_m} m (${range.source})${asked === null ? "" : `, clearance ${asked.metres} m for a thin wall (${asked.source})`}`,
        };
  return {
    ...base,
    text: {
      zh: `燃气暴露 G：${gas}；距管线 ${pipe}（${pressure?.title.zh ?? "压力不明"}）外壁 ${metres} 米；${limits.zh}；范围表：${profile.title.zh}。`,
      en: `Gas exposure G: ${gas}; ${metres} m from the outer wall of pipe ${pipe} (${pressure?.title.en ?? "class unknown"}); ${limits.en}; profile: ${profile.title.en}.`,
    },
  };
}

function pitReason(facts: BuildingFacts, site: string): Reason {
  const title = { zh: "基坑暴露 X", en: "excavation exposure X" };
  const value = numberOf(facts.excavation);
  const metres = numberOf(facts.site_distance_m);
  const base = { factor: "excavation", title, value, points: null };
  if (value === null)
    return {
      ...base,
      text: { zh: "基坑暴露 X：没有工地图层，不明。", en: "Excavation exposure X: no layer of sites, unknown." },
    };
  if (metres === null)
    return {
      ...base,
      text: { zh: "基坑暴露 X：0，不在任何基坑的影响区内。", en: "Excavation exposure X: 0, in no zone of a pit." },
    };
  const zone = zones.find(({ name }) => name === facts.zone)?.title;
  const phase = sitePhases.find((each) => each.value === facts.site_phase)?.title;
  const assumed = facts.site_depth_assumed === true;
  return {
    ...base,
    text: {
      zh: `基坑暴露 X：${value}；距工地 ${site} 坑边 ${metres} 米，开挖深度 ${facts.site_depth_m} 米${assumed ? "（假定）" : ""}，${zone?.zh ?? "影响区外"}，${phase?.zh ?? ""}；筛查沉降 ${facts.settlement_mm} 毫米（估算，不是设计）。`,
      en: `Excavation exposure X: ${value}; ${metres} m from the edge of site ${site}, ${facts.site_depth_m} m deep${assumed ? " (assumed)" : ""}, ${zone?.en ?? "outside the zones"}, ${phase?.en ?? ""}; settlement by screening ${facts.settlement_mm} mm (an estimate, no design).`,
    },
  };
}

function consequenceReason({ consequence }: BuildingFacts): Reason {
  const value = numberOf(consequence);
  const step = consequenceSteps.find((each) => each.value === value)?.title;
  const text: Text =
    step === undefined
      ? {
          zh: `后果 C：不明，按 ${unknownConsequence} 计。`,
          en: `Consequence C: unknown, counts ${unknownConsequence}.`,
        }
      : { zh: `后果 C：${value}（${step.zh}）。`, en: `Consequence C: ${value} (${step.en}).` };
  return { factor: "consequence", title: { zh: "后果 C", en: "consequence C" }, value, points: null, text };
}

function levelReason(facts: BuildingFacts, scheme: Scheme): Reason {
  const level = levelChoices.find(({ value }) => value === facts.level)?.title ?? { zh: "不计入", en: "left out" };
  const veto = vetoChoices.find(({ value }) => value === facts.veto)?.title;
  const { own, exposed } = scheme.likelihood;
  return {
    factor: "level",
    title: { zh: "等级", en: "level" },
    value: numberOf(facts.risk),
    points: null,
    text: {
      zh: `V = ${facts.vulnerability}，可能性 max(V, ${own}V + ${exposed}·max(G, X)) = ${facts.likelihood}，L = ${facts.likelihood_band}；R = L × C = ${facts.risk}；有资料的权重 ${facts.known_pct}%。${veto === undefined ? "" : `一票否决：${veto.zh}。`}等级：${level.zh}（方案“${scheme.title.zh}”第 ${scheme.version} 版）。`,
      en: `V = ${facts.vulnerability}, likelihood max(V, ${own} V + ${exposed} · max(G, X)) = ${facts.likelihood}, L = ${facts.likelihood_band}; R = L × C = ${facts.risk}; known weight ${facts.known_pct} %.${veto === undefined ? "" : ` Veto: ${veto.en}.`} Level: ${level.en} (scheme "${scheme.title.en}", version ${scheme.version}).`,
    },
  };
}

/** The neighbour's code or name, else its row. */
async function nameOf(
  project: OpenProject,
  session: Session,
  layer: Layer,
  input: "pipes" | "sites",
  fid: BuildingFacts[string],
): Promise<string> {
  if (typeof fid !== "number") return "";
  const { inputs, inputRevisions } = project.run(layer.run ?? 0);
  const id = inputs[input];
  const there = project.describe().layers.some((each) => each.id === id);
  if (id === undefined || !there) return String(fid);
  const source = project.source(id, inputRevisions[input]);
  const known = ["code", "name"].filter((name) => source.layer.columns.some((column) => column.name === name));
  if (known.length === 0) return String(fid);
  const [row] = await session.rows<{ name: string | null }>(
    `SELECT coalesce(${known.map((name) => `CAST(${name} AS VARCHAR)`).join(", ")}) AS name FROM ${source.relation} WHERE fid = $fid`,
    { fid: BigInt(fid) },
  );
  return row?.name ?? String(fid);
}

function numberOf(value: BuildingFacts[string]): number | null {
  return typeof value === "number" ? value : null;
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function missingRow(layer: Layer, fid: number): AppError {
  return new AppError("layer-missing", {
    zh: `图层“${layer.title.zh}”没有第 ${fid} 行。`,
    en: `The layer "${layer.title.en}" has no row ${fid}.`,
  });
}
