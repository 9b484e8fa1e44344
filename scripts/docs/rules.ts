import { clearanceEnds } from "../../contract/profile-limits.js";
import type { Locale, Text } from "../../contract/text.js";
import { pressureChoices } from "../../data/kinds/pressure.js";
import { largestRatio } from "../../data/risk/ahp.js";
import { consequenceSteps, unknownConsequence } from "../../data/risk/consequence.js";
import { damageClasses } from "../../data/risk/damage.js";
import { softSoilFactor, workClasses, zones } from "../../data/risk/excavations.js";
import { vulnerabilityFactors } from "../../data/risk/factors/index.js";
import { housingClasses } from "../../data/risk/housing-classes.js";
import { profiles } from "../../data/risk/profiles.js";
import { renewalActions, renewalRules } from "../../data/risk/renewal.js";
import { nationalScheme } from "../../data/risk/scheme.js";
import { largestSettlement, settlementCurves } from "../../data/risk/settlement.js";
import { sitePhases } from "../../data/risk/site-phases.js";

/** Every rule and factor with its formula, source, values and units, from the lists that the program judges by. */
export function rulesPage(locale: Locale): string {
  const say = (zh: string, en: string) => (locale === "zh" ? zh : en);
  const of = (text: Text) => text[locale];
  const pressure = (value: string) =>
    of(pressureChoices.find((each) => each.value === value)?.title ?? { zh: value, en: value });
  const { gas, likelihood, likelihood_bands, level_bands, least_known_pct } = nationalScheme;
  return [
    `# ${say("规则与指标", "Rules and factors")}`,
    "",
    say("由 `npm run docs` 从程序生成，请勿手改。", "Made by `npm run docs` from the program; not edited by hand."),
    "",
    `## ${say("燃气管：范围与间距（米，从管外壁量起）", "Gas pipes: ranges and clearances (m, from the outer wall)")}`,
    "",
    say(
      "占压：管线从房下穿过，或距离 ≤ 保护范围。间距不足：距离 < 应有间距。控制范围：距离 ≤ 控制范围。三项各自判定；超出界限不足点位误差的为待现场核实；压力不明的按最严范围查找，一律待核实。",
      "On the pipe: it runs under the building, or distance ≤ protection range. Clearance not met: distance < clearance. Control range: distance ≤ control range. Each by itself; what misses a limit by no more than the tolerance is to be verified on site; a pipe of unknown class is looked at with the widest range and everything is to be verified.",
    ),
    ...profiles.flatMap((profile) => [
      "",
      `### ${of(profile.title)}`,
      "",
      ...table(
        say("压力级制 | 保护 m | 控制 m | 依据", "pressure class | protection m | control m | source"),
        profile.ranges.map((each) => [pressure(each.pressure), each.protection_m, each.control_m, each.source]),
      ),
      "",
      ...table(
        say(
          "压力级制 | 量至 | 管壁厚从 mm | 间距 m | 依据",
          "pressure class | to | wall from mm | clearance m | source",
        ),
        profile.clearances.map((each) => [
          pressure(each.pressure),
          of(clearanceEnds[each.to]),
          each.wall_mm,
          each.metres,
          each.source,
        ]),
      ),
    ]),
    "",
    `## ${say("基坑", "Excavations")}`,
    "",
    ...table(
      say("影响区 | 坑边起深度倍数", "zone | depths from the edge"),
      zones.map((each) => [of(each.title), each.depths]),
    ),
    "",
    say(`软土放大 ${softSoilFactor} 倍。`, `Soft soil: ${softSoilFactor} times as far.`),
    "",
    ...table(
      say("沉降曲线 | δ/δm（r = 距离/深度） | 依据", "curve | δ/δm (r = distance/depth) | source"),
      settlementCurves.map((curve) => [
        of(curve.title),
        curve.stretches
          .map(
            ({ until, start, rate, root }) =>
              `${start} + ${Number(rate.toFixed(4))}·${root ? "√r" : "r"} (r ≤ ${until})`,
          )
          .join("; "),
        curve.source,
      ]),
    ),
    "",
    say(
      `最大沉降 δm（% H，建议值）：支撑或锚拉 ${largestSettlement.good}，其他支护 ${largestSettlement.normal}，不明、放坡或百差工地 ${largestSettlement.poor}，无支护 ${largestSettlement.none}。暗挖：S(x) = Smax·exp(−x²/2i²)，Smax = Vs/(√(2π)·i)，i = K·z0（Peck 1969）。均为筛查估算，不是设计。`,
      `Largest settlement δm (% H, proposed): braced or anchored ${largestSettlement.good}, other walls ${largestSettlement.normal}, unknown, slopes or named among the worst ${largestSettlement.poor}, unsupported ${largestSettlement.none}. Tunnels: S(x) = Smax·exp(−x²/2i²), Smax = Vs/(√(2π)·i), i = K·z0 (Peck 1969). Screening, no design.`,
    ),
    "",
    ...list(
      damageClasses.map(({ title }) => of(title)),
      say("损伤分级（Rankin 1988）", "Damage (Rankin 1988)"),
    ),
    ...list(
      workClasses.map(({ title }) => of(title)),
      say("危大等级（住建部令37号，建办质〔2018〕31号）", "Class of works (住建部令37号, 建办质〔2018〕31号)"),
    ),
    ...list(
      sitePhases.map(({ title, share }) => `${of(title)} × ${share}`),
      say("阶段系数", "Phases"),
    ),
    `## ${say("风险评分", "Risk score")}`,
    "",
    say(
      `V = Σ 权重 × 取值（0–100，不明按 ${nationalScheme.unknown} 计）；G：保护范围 ${gas.protection}，间距不足 ${gas.clearance}，控制范围 ${gas.control_near}→${gas.control_far}，灰口铸铁和 20 年以上钢管 × ${gas.aged}；X = 100·δ/δm·min(1, H/10)·阶段系数；可能性 = max(V, ${likelihood.own}V + ${likelihood.exposed}·max(G, X))，分档 ${likelihood_bands.join("、")}；R = L × C，一般、较大、重大从 ${level_bands.join("、")} 起；有资料的权重不足 ${least_known_pct}% 为资料不足。AHP 一致性比 CR 不大于 ${largestRatio}。`,
      `V = Σ weight × value (0–100, unknown counts ${nationalScheme.unknown}); G: protection range ${gas.protection}, clearance not met ${gas.clearance}, control range ${gas.control_near}→${gas.control_far}, grey iron and steel of 20 years × ${gas.aged}; X = 100·δ/δm·min(1, H/10)·phase; likelihood = max(V, ${likelihood.own} V + ${likelihood.exposed}·max(G, X)), bands from ${likelihood_bands.join(", ")}; R = L × C, general, larger and major from ${level_bands.join(", ")}; below ${least_known_pct} % of known weight too little is known. AHP: CR at most ${largestRatio}.`,
    ),
    ...vulnerabilityFactors.flatMap((factor) => [
      "",
      `### ${factor.name} ${of(factor.title)}`,
      "",
      of(factor.explanation),
      "",
      ...table(say("情形 | 取值 0–1", "case | value 0–1"), [
        ...factor.steps.map((step) => [of(step.title), step.value]),
        ...(factor.surcharge === undefined ? [] : [[of(factor.surcharge.title), `+${factor.surcharge.value}`]]),
      ]),
      "",
      say(
        `权重 ${factor.weight}。来源：${of(factor.source)}。字段：${factor.columns.map(({ name }) => `\`${name}\``).join(" ")}`,
        `Weight ${factor.weight}. Source: ${of(factor.source)}. Columns: ${factor.columns.map(({ name }) => `\`${name}\``).join(" ")}`,
      ),
    ]),
    "",
    `### ${say("后果 C", "Consequence C")}`,
    "",
    ...table(
      say("情形 | C", "case | C"),
      consequenceSteps.map((step) => [of(step.title), step.value]),
    ),
    "",
    say(`不明按 ${unknownConsequence} 计。`, `Unknown counts ${unknownConsequence}.`),
    "",
    `## ${say("老旧管网改造（国办发〔2022〕22号）", "Renewal of old pipes (国办发〔2022〕22号)")}`,
    "",
    ...table(
      say("情形（依次判定） | 结论", "case (the first that holds) | conclusion"),
      renewalRules.map((rule) => [
        of(rule.title),
        of(renewalActions.find(({ value }) => value === rule.action)?.title ?? rule.title),
      ]),
    ),
    "",
    `## ${say("六类重点房屋", "Six classes of houses")}`,
    "",
    ...table(
      say("类别 | 依据（任一）", "class | evidence (any)"),
      housingClasses.map((each) => [of(each.title), each.evidence.map(({ title }) => of(title)).join(say("；", "; "))]),
    ),
    "",
  ].join("\n");
}

function table(head: string, rows: readonly (readonly (string | number)[])[]): string[] {
  const bar = head.split("|").map(() => "---");
  return [`| ${head} |`, `| ${bar.join(" | ")} |`, ...rows.map((row) => `| ${row.join(" | ")} |`)];
}

function list(items: readonly string[], title: string): string[] {
  return [`${title}:`, "", ...items.map((item) => `- ${item}`), ""];
}
