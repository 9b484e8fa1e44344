import type { Text } from "../../contract/text.js";
import { zones } from "../risk/excavations.js";
import type { BuildingFacts } from "../risk/factors/factor.js";
import { sitePhases } from "../risk/site-phases.js";
import { metresBeside } from "./metres.js";
import { type Neighbour, numberOf } from "./reasoner.js";

/** Which pit, how far from its edge, how deep, which ring, at what, and what the screening expects; null: no pit reaches. */
export function pitReason(facts: BuildingFacts, site: Neighbour): Text | null {
  const metres = numberOf(facts.site_distance_m);
  if (metres === null) return null;
  const zone = zones.find(({ name }) => name === facts.zone)?.title ?? { zh: "影响区外", en: "outside the zones" };
  const phase = sitePhases.find((each) => each.value === facts.site_phase)?.title;
  const assumed = facts.site_depth_assumed === true;
  const shown = metresBeside(metres, null);
  return {
    zh: `距工地 ${site.name} 坑边 ${shown} 米，开挖深度 ${facts.site_depth_m} 米${assumed ? "（假定）" : ""}，${zone.zh}${phase === undefined ? "" : `，${phase.zh}`}，筛查沉降 ${facts.settlement_mm} 毫米（估算，不是设计）`,
    en: `${shown} m from the edge of site ${site.name}, ${facts.site_depth_m} m deep${assumed ? " (assumed)" : ""}, ${zone.en}${phase === undefined ? "" : `, ${phase.en}`}, settlement by screening ${facts.settlement_mm} mm (an estimate, no design)`,
  };
}

/** Columns that `pitReason` reads. */
export const pitFacts = [
  "site_distance_m",
  "site_fid",
  "site_depth_m",
  "site_depth_assumed",
  "site_phase",
  "zone",
  "settlement_mm",
] as const;
