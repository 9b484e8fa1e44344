import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { fewestBuildings, makeSample, sampleFolder, standardSample } from "./sample/make-sample.js";

/** `npm run sample -- --buildings N --out DIR --seed N`: writes the fictional town as shapefiles. */
const { values } = parseArgs({
  options: { buildings: { type: "string" }, out: { type: "string" }, seed: { type: "string" } },
});
const buildings = Number(values.buildings ?? standardSample.buildings);
const seed = Number(values.seed ?? standardSample.seed);
if (!Number.isInteger(buildings) || buildings < fewestBuildings || !Number.isInteger(seed)) {
  process.stderr.write(`--buildings takes a whole number from ${fewestBuildings} on, --seed a whole number.\n`);
  process.exit(2);
}
const folder = resolve(values.out ?? sampleFolder());
const started = performance.now();
const sample = makeSample({ folder, buildings, seed });
const seconds = ((performance.now() - started) / 1000).toFixed(1);
process.stdout.write(
  `${folder}: ${sample.buildings} buildings, ${sample.pipes} pipes, ${sample.sites} sites, ${sample.boundaries} communities, ${sample.clusters.length} planted hot spots (${seconds} s)\n`,
);
