import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Api } from "../../contract/api.js";
import type { Bounds, Layer, Project } from "../../contract/project.js";
import type { Client } from "../../contract/wire.js";
import { importLayers } from "./imports.js";
import type { Measure } from "./measures.js";

/** A layer with a place on the map. */
export type PlacedLayer = Layer & { readonly bounds: Bounds };

/** The generated city as a project with hot spots and scores. */
export interface BenchProject {
  readonly path: string;
  readonly layers: { readonly buildings: number; readonly pipes: number; readonly sites: number };
  readonly boundaries: number;
  readonly screened: PlacedLayer;
  readonly scored: PlacedLayer;
  /** How long the imports took; empty where the project was there already. */
  readonly imports: readonly Measure[];
}

/** Opens the project of an earlier bench of the same city, or makes it; always anew where `fresh`. */
export async function openBenchProject(
  client: Client<Api>,
  { folder, sample, asOf, fresh }: { folder: string; sample: string; asOf: number; fresh: boolean },
): Promise<BenchProject> {
  const path = join(folder, `${sample}.fangan`);
  const kept = fresh || !existsSync(path) ? null : describe(path, await client.ask("project.open", { path }), []);
  if (kept !== null) return kept;
  await client.ask("project.create", { path, replace: true });
  const { layers, measures } = await importLayers(client, join(folder, sample));
  const inputs = { buildings: layers.buildings, pipes: layers.pipes, sites: layers.sites };
  await client.ask("analysis.run", { analysis: "hotspots", inputs, parameters: { as_of: asOf } });
  const run = { analysis: "score", inputs, parameters: { as_of: asOf } };
  const made = describe(path, (await client.ask("analysis.run", run)).project, measures);
  if (made === null) throw new Error("the runs have no screened and no scored layer");
  return made;
}

function describe(path: string, { layers }: Project, imports: readonly Measure[]): BenchProject | null {
  const idOf = (kind: string) => layers.find((layer) => layer.kind === kind)?.id ?? 0;
  const placed = (kind: string) =>
    layers.findLast((layer): layer is PlacedLayer => layer.kind === kind && layer.bounds !== null);
  const [screened, scored] = [placed("result:screened"), placed("result:score")];
  if (screened === undefined || scored === undefined) return null;
  return {
    path,
    layers: { buildings: idOf("buildings"), pipes: idOf("pipes"), sites: idOf("sites") },
    boundaries: idOf("boundaries"),
    screened,
    scored,
    imports,
  };
}
