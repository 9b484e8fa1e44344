import { defineAnalysis } from "./analysis.js";
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
  inputs: screenInputs,
  parameters: [...screenParameters, ...clusterParameters],
  async run(context, inputs, parameters) {
    const started = performance.now();
    const screened = await screenBuildings(context, inputs, parameters);
    const measured = performance.now();
    const buildings = inputs.buildings;
    if (buildings === undefined) throw new Error("screening goes on with buildings only");
    const clustered = await clusterCandidates(context, buildings, screened, clusterByCentres(parameters));
    return {
      results: [{ ...screenedResult(inputs, clustered.screened), columns: clustered.columns }, clustered.result],
      facts: { ...screened.facts, ...clustered.facts },
      messages: [...screened.messages, ...clustered.messages],
      timings: { screen: measured - started, cluster: performance.now() - measured },
    };
  },
});
