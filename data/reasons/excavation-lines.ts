import type { ReasonedKind } from "../../contract/reasons.js";
import type { Text } from "../../contract/text.js";
import { damageClasses } from "../risk/damage.js";
import { workClasses } from "../risk/excavations.js";
import type { BuildingFacts } from "../risk/factors/factor.js";
import { sitePhases } from "../risk/site-phases.js";
import { metresBeside } from "./metres.js";
import { pitFacts, pitReason } from "./pit-words.js";
import { neighbourOf, numberOf, type Reasoner } from "./reasoner.js";

/** A building beside a pit, alone or one of the pairs. */
function besidePit(kind: ReasonedKind): Reasoner {
  return {
    kind,
    columns: [...pitFacts, "slope", "damage"],
    parts(facts, { sites }) {
      const reason = pitReason(facts, neighbourOf(sites, facts.site_fid));
      return reason === null ? [] : [reason, damagePart(facts)];
    },
  };
}

function damagePart({ damage, slope }: BuildingFacts): Text | null {
  const title = damageClasses.find(({ value }) => value === damage)?.title;
  if (title === undefined) return null;
  const steep = numberOf(slope);
  const ratio = steep === null || steep <= 0 ? "" : ` 1/${Math.round(1 / steep)}`;
  return {
    zh: `筛查损伤${title.zh}${ratio === "" ? "" : `，倾斜约${ratio}`}`,
    en: `damage by screening: ${title.en}${ratio === "" ? "" : `, slope about${ratio}`}`,
  };
}

export const excavationBuildings = besidePit("result:excavation_buildings");
export const excavationPairs = besidePit("result:excavation_pairs");

/** A pipe beside a pit. */
export const excavationPipes: Reasoner = {
  kind: "result:excavation_pipes",
  columns: [...pitFacts, "over_alarm"],
  parts(facts, { sites }) {
    const reason = pitReason(facts, neighbourOf(sites, facts.site_fid));
    if (reason === null) return [];
    return [
      reason,
      facts.over_alarm === true ? { zh: "超过管线报警值 10 毫米", en: "above the alarm value of 10 mm" } : null,
    ];
  },
};

/** A pit with its neighbours. */
export const excavationSites: Reasoner = {
  kind: "result:excavation_sites",
  columns: [
    ...["work_class", "site_phase", "adjacent_buildings", "adjacent_pipes"],
    ...["nearest_building_m", "nearest_pipe_m", "buildings_in_zones"],
  ],
  parts(facts) {
    const phase = sitePhases.find(({ value }) => value === facts.site_phase)?.title ?? null;
    const nearest = (zh: string, en: string, value: number | null): Text | null =>
      value === null
        ? null
        : { zh: `最近${zh} ${metresBeside(value, null)} 米`, en: `nearest ${en} ${metresBeside(value, null)} m` };
    return [
      workClasses.find(({ value }) => value === facts.work_class)?.title ?? {
        zh: "开挖深度不明，不能判定危大等级",
        en: "depth unknown, no class of works can be told",
      },
      phase,
      numberOf(facts.adjacent_buildings) === null
        ? { zh: "没有房屋图层，毗邻房屋不明", en: "without a layer of buildings, unknown which are next to it" }
        : { zh: `毗邻房屋 ${facts.adjacent_buildings} 栋`, en: `${facts.adjacent_buildings} buildings next to it` },
      numberOf(facts.adjacent_pipes) === null
        ? { zh: "没有管线图层，毗邻管线不明", en: "without a layer of pipes, unknown which are next to it" }
        : { zh: `毗邻管线 ${facts.adjacent_pipes} 段`, en: `${facts.adjacent_pipes} pipes next to it` },
      nearest("房屋", "building", numberOf(facts.nearest_building_m)),
      nearest("管线", "pipe", numberOf(facts.nearest_pipe_m)),
      numberOf(facts.buildings_in_zones) === null
        ? null
        : {
            zh: `影响区内房屋 ${facts.buildings_in_zones} 栋`,
            en: `${facts.buildings_in_zones} buildings in its zones`,
          },
    ];
  },
};
