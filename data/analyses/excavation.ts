import { AppError } from "../../contract/errors.js";
import type { ParameterValues } from "../../contract/parameters.js";
import type { Text } from "../../contract/text.js";
import { softSoilFactor } from "../risk/excavations.js";
import { type AnalysisContext, defineAnalysis, type InputLayer, type ResultTable } from "./analysis.js";
import { judgeBuildingsByPits, judgePipesByPits, judgeSites } from "./excavation-judge.js";
import { excavationParameters, type pitParameters } from "./excavation-parameters.js";
import { judgeBuildingsByTunnels } from "./excavation-tunnels.js";
import { extentOf, refuseDisjoint } from "./extent.js";
import { type PitOptions, pitsInWork } from "./pits.js";

export const excavation = defineAnalysis({
  name: "excavation",
  title: { zh: "基坑与暗挖影响", en: "Excavations" },
  explanation: {
    zh: "按坑边起的深度倍数划分影响区，估算房屋和管线处的沉降与损伤分级；3–5 米的坑毗邻房屋或管线时，建议按超危大管理；隧道、顶管按线图层用 Peck 公式估算。均为筛查估算，不是设计。",
    en: "Zones in multiples of the depth from the pit's edge, with settlement and damage estimated for buildings and pipes; a pit of 3–5 m next to them is to be managed as oversize; tunnels and jacked pipes by Peck's formula. All of it a screening, not a design.",
  },
  inputs: [
    { name: "sites", title: { zh: "工地", en: "construction sites" }, accepts: ["sites"], required: false },
    { name: "buildings", title: { zh: "房屋", en: "buildings" }, accepts: ["buildings"], required: false },
    { name: "pipes", title: { zh: "燃气管线", en: "gas pipes" }, accepts: ["pipes"], required: false },
    {
      name: "tunnels",
      title: { zh: "暗挖线路", en: "tunnels" },
      accepts: ["generic"],
      required: false,
      // A layer of lines of no kind may be anything: roads are no tunnels.
      onlyNamed: true,
    },
  ],
  parameters: excavationParameters,
  async run(context, inputs, parameters) {
    const started = performance.now();
    const { sites, buildings, pipes, tunnels } = inputs;
    const besidePits = sites !== undefined && (buildings !== undefined || pipes !== undefined);
    const overTunnels = tunnels !== undefined && buildings !== undefined;
    if (!besidePits && !overTunnels) throw nothingToJudge();
    const results: ResultTable[] = [];
    const facts: Record<string, number> = {};
    const messages: Text[] = [screeningOnly];
    const here = await extentOf(context.session, (buildings ?? pipes)?.relation ?? "");
    if (sites !== undefined) {
      await refuseDisjoint(context.session, here, sites.relation, { zh: "工地", en: "construction sites" });
      context.progress({ phase: { zh: "划分影响区", en: "Zoning the pits" } });
      const pits = await pitsInWork(context, sites, pitOptions(parameters));
      messages.push(...pits.messages);
      const soil = soilFactor(parameters);
      const found = {
        buildings: buildings && (await judgeBuildingsByPits(context, buildings, pits.table, soil)),
        pipes: pipes && (await judgePipesByPits(context, pipes, pits.table, soil)),
      };
      const judged = await judgeSites(context, sites, pits.table, found, parameters.adjacency);
      for (const each of [found.buildings, found.pipes, judged]) {
        if (each === undefined) continue;
        results.push(...each.results);
        Object.assign(facts, each.facts);
        messages.push(...each.messages);
      }
    }
    if (tunnels !== undefined && buildings !== undefined) {
      const found = await tunnelled(context, buildings, tunnels, parameters);
      results.push(found.result);
      Object.assign(facts, found.facts);
      messages.push(found.message);
    }
    return { results, facts, messages, timings: { excavation: performance.now() - started } };
  },
});

type PitValues = ParameterValues<typeof pitParameters>;

export function soilFactor(parameters: PitValues): number {
  return parameters.soft_soil ? softSoilFactor : 1;
}

export function pitOptions(parameters: PitValues): PitOptions {
  return {
    asOfYear: parameters.as_of,
    asOfMonth: parameters.as_of_month,
    depth: parameters.site_depth,
    radius: parameters.site_radius,
    digging: parameters.site_states,
    curve: parameters.curve,
    largest: parameters.largest_settlement,
    soilFactor: soilFactor(parameters),
  };
}

/** Throws `input-geometry` for a layer that is no lines. */
async function tunnelled(
  context: AnalysisContext,
  buildings: InputLayer,
  tunnels: InputLayer,
  parameters: ParameterValues<typeof excavationParameters>,
) {
  if (tunnels.layer.geometry !== "line") {
    throw new AppError("input-geometry", {
      zh: `图层“${tunnels.layer.title.zh}”不是线，不能作为暗挖线路；请选择隧道或顶管的轴线图层。`,
      en: `The layer "${tunnels.layer.title.en}" has no lines and cannot serve as tunnels; choose a layer of their axes.`,
    });
  }
  return await judgeBuildingsByTunnels(context, buildings, tunnels, {
    diameter_m: parameters.tunnel_diameter,
    axis_depth_m: parameters.tunnel_depth,
    trough: parameters.trough_width,
    ground_loss_pct: parameters.ground_loss,
  });
}

const screeningOnly: Text = {
  zh: "沉降、倾斜和损伤分级为筛查估算，不能代替设计、监测或鉴定。",
  en: "Settlement, slope and damage are estimates for screening and stand for no design, monitoring or assessment.",
};

function nothingToJudge(): AppError {
  return new AppError("usage", {
    zh: "基坑影响需要工地图层和房屋或管线图层，或者暗挖线路图层和房屋图层。请先导入，暗挖线路须指明。",
    en: "The analysis needs sites and buildings or pipes, or tunnels and buildings. Import them first, and name the layer of tunnels.",
  });
}
