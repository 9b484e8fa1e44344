import type { Text } from "../../contract/text.js";
import { age } from "../risk/factors/age.js";
import { alteration } from "../risk/factors/alteration.js";
import { pipeDistance, pressureOf, pressureTitle } from "./gas-words.js";
import { metresBeside } from "./metres.js";
import { neighbourOf, numberOf, type Reasoner } from "./reasoner.js";

/** A screened building: old, altered, the pipe and the pit in reach; else what keeps it from being a candidate. */
export const screenedReasoner: Reasoner = {
  kind: "result:screened",
  columns: [
    ...["old", "altered", "unknown_year", "candidate", "near_pipe", "pipe_distance_m", "pipe_fid", "pipe_pressure"],
    ...["near_site", "site_distance_m", "site_fid", "site_depth_assumed", "renovated"],
    ...[...age.columns, ...alteration.columns].map(({ name }) => name),
  ],
  parts(facts, { pipes, sites }) {
    const pipeMetres = numberOf(facts.pipe_distance_m);
    const siteMetres = numberOf(facts.site_distance_m);
    const pipe = neighbourOf(pipes, facts.pipe_fid);
    const site = neighbourOf(sites, facts.site_fid);
    const assumed = facts.site_depth_assumed === true;
    return [
      facts.candidate === true ? null : { zh: "不是候选", en: "no candidate" },
      facts.old === true ? prefixed({ zh: "老旧", en: "old" }, age.evidence(facts)) : null,
      facts.unknown_year === true ? { zh: "建成年代不明", en: "year unknown" } : null,
      facts.altered === true ? prefixed({ zh: "疑似违改", en: "altered" }, alteration.evidence(facts)) : null,
      facts.near_pipe === true && pipeMetres !== null
        ? prefixed(
            { zh: "临近管线", en: "near a pipe" },
            pipeDistance({ finding: null, metres: pipeMetres, pipe, pressure: pressureOf(facts.pipe_pressure) }, null),
          )
        : null,
      facts.near_site === true && siteMetres !== null
        ? {
            zh: `临近工地：距工地 ${site.name} 坑边 ${metresBeside(siteMetres, null)} 米${assumed ? "（深度为假定）" : ""}`,
            en: `near a site: ${metresBeside(siteMetres, null)} m from the edge of site ${site.name}${assumed ? " (depth assumed)" : ""}`,
          }
        : null,
    ];
  },
};

/** A hot spot: why it is one, what is in it, what is near. */
export const clusterReasoner: Reasoner = {
  kind: "result:clusters",
  columns: [
    ...["buildings", "old", "altered", "near_pipe", "near_site", "nearest_pipe_m", "nearest_site_m", "pressures"],
    "floor_area_m2",
  ],
  parts(facts, { parameters }) {
    const { eps, min_points } = parameters;
    const grouped = typeof eps === "number" && typeof min_points === "number";
    const pressures = String(facts.pressures ?? "")
      .split("、")
      .map(pressureOf)
      .filter((each) => each !== null)
      .map(pressureTitle);
    const [pipe, site] = [numberOf(facts.nearest_pipe_m), numberOf(facts.nearest_site_m)];
    const classes = (locale: "zh" | "en") =>
      pressures.length === 0
        ? ""
        : `${locale === "zh" ? "，" : ", "}${pressures.map((each) => each[locale]).join(locale === "zh" ? "、" : ", ")}`;
    return [
      {
        zh: `候选房屋 ${facts.buildings} 栋成片${grouped ? `（${eps} 米内至少 ${min_points} 栋）` : ""}`,
        en: `${facts.buildings} candidates stand together${grouped ? ` (at least ${min_points} within ${eps} m)` : ""}`,
      },
      { zh: `老旧 ${facts.old} 栋、疑似违改 ${facts.altered} 栋`, en: `${facts.old} old, ${facts.altered} altered` },
      near({ zh: "临近管线", en: "near a pipe" }, facts.near_pipe, pipe, { zh: classes("zh"), en: classes("en") }),
      near({ zh: "临近工地", en: "near a site" }, facts.near_site, site, { zh: "", en: "" }),
    ];
  },
};

function near(title: Text, count: unknown, metres: number | null, more: Text): Text | null {
  if (typeof count !== "number" || count === 0 || metres === null) return null;
  const shown = metresBeside(metres, null);
  return {
    zh: `${title.zh} ${count} 栋（最近 ${shown} 米${more.zh}）`,
    en: `${count} ${title.en} (nearest ${shown} m${more.en})`,
  };
}

function prefixed(title: Text, said: Text): Text {
  return { zh: `${title.zh}：${said.zh}`, en: `${title.en}: ${said.en}` };
}
