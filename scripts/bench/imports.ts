import { join } from "node:path";
import type { Api } from "../../contract/api.js";
import type { Client } from "../../contract/wire.js";
import { bytes, type Measure, milliseconds } from "./measures.js";
import { watchMemory } from "./processes.js";

const kinds = ["buildings", "pipes", "sites", "boundaries"] as const;

/** Imports the sample layer by layer; layer ids by kind. */
export async function importLayers(
  client: Client<Api>,
  sample: string,
): Promise<{ layers: Record<(typeof kinds)[number], number>; measures: Measure[] }> {
  const layers = { buildings: 0, pipes: 0, sites: 0, boundaries: 0 };
  const measures: Measure[] = [];
  for (const kind of kinds) {
    const memory = watchMemory(process.pid);
    const started = performance.now();
    const { layer } = await client.ask("source.import", { path: join(sample, `${kind}.shp`), kind });
    const spent = performance.now() - started;
    const { below, root } = memory.stop();
    layers[kind] = layer.id;
    const rate = Math.round((layer.count / spent) * 1000).toLocaleString("en");
    measures.push({
      name: `import of ${layer.count.toLocaleString("en")} ${kind}`,
      value: `${milliseconds(spent)}, ${rate} rows/s; worker ${bytes(below)}, engine ${bytes(root)}`,
    });
  }
  return { layers, measures };
}
