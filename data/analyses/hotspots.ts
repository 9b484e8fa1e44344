import { AppError } from "../../contract/errors.js";
import type { Text } from "../../contract/text.js";
import { defineAnalysis, type InputLayer } from "./analysis.js";
import { clusterCandidates } from "./cluster-candidates.js";
import { clusterByCentres, clusterParameters } from "./clusters.js";
import { screenBuildings, screenedResult } from "./screen.js";
import { screenInputs, screenParameters } from "./screen-parameters.js";

export const hotspots = defineAnalysis({
  name: "hotspots",
  title: { zh: "查找热点", en: "Find hot spots" },
  explanation: {
    zh: "先筛查，再把候选房屋聚成热点：老旧或疑似违改的房屋，在燃气管线或基坑附近成片之处。",
    en: "Screens, then groups the candidates: places where old or altered buildings stand together near gas pipes or excavations.",
  },
  inputs: [
    ...screenInputs,
    { name: "scored", title: { zh: "风险评分", en: "risk score" }, accepts: ["result:score"], required: false },
  ],
  parameters: [...screenParameters, ...clusterParameters],
  async run(context, inputs, parameters) {
    const started = performance.now();
    const screened = await screenBuildings(context, inputs, parameters);
    const measured = performance.now();
    const buildings = inputs.buildings;
    if (buildings === undefined) throw new Error("screening goes on with buildings only");
    const { scored } = inputs;
    if (scored !== undefined) refuseOthersScore(scored, buildings);
    const clustering = { ...clusterByCentres(parameters), scored };
    const clustered = await clusterCandidates(context, buildings, screened, clustering);
    return {
      results: [{ ...screenedResult(inputs, clustered.screened), columns: clustered.columns }, clustered.result],
      facts: { ...screened.facts, ...clustered.facts },
      messages: [
        ...screened.messages,
        ...clustered.messages,
        ...(scored === undefined ? [] : [rankedByScore(scored.layer.title)]),
      ],
      timings: { screen: measured - started, cluster: performance.now() - measured },
    };
  },
});

/** Scores hold for the rows that they were made from. Throws `usage` for those of other buildings, or of an older revision. */
function refuseOthersScore({ layer: scored }: InputLayer, { layer: buildings }: InputLayer): void {
  if (scored.parent === buildings.id && scored.parentRevision === buildings.revision) return;
  throw new AppError("usage", {
    zh: `“${scored.title.zh}”不是由图层“${buildings.title.zh}”的第 ${buildings.revision} 版评出的，不能用来排名；请先对它运行 score，或不选风险评分。`,
    en: `"${scored.title.en}" was not scored from revision ${buildings.revision} of the layer "${buildings.title.en}" and cannot rank it; run score on it first, or choose no score.`,
  });
}

function rankedByScore(title: Text): Text {
  return {
    zh: `热点按所含房屋风险值 R 之和排名，取自“${title.zh}”；不计入评分的房屋按 0 计。`,
    en: `Hot spots are ranked by the sum of their buildings' risk R, of "${title.en}"; a building left out of the score counts 0.`,
  };
}
