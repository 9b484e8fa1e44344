import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Api, CallInput, CallOutput } from "../../contract/api.js";
import type { Layer } from "../../contract/project.js";
import type { Client } from "../../contract/wire.js";
import { openLocalEngine } from "../../data/local-engine.js";
import type { Thing } from "./city.js";
import { geoJson } from "./plane.js";

/** The CRS of the tests' made-up cities: files in it are taken over without moving a coordinate. */
export const metric = "EPSG:4547";

export interface Feature {
  readonly geometry: unknown;
  readonly properties: object;
}

/** An engine behind its wire, in a folder of its own: what the window and the command line ask through. */
export interface EngineRoom {
  readonly folder: string;
  readonly client: Client<Api>;
  path(name: string): string;
  /** Makes and opens `NAME.fangan` in the room; returns its path. */
  create(name?: string): Promise<string>;
  /** Opens a copy of a project that is closed, as `NAME.fangan`: one that was made once serves many tests. Its path. */
  openCopy(project: string, name: string): Promise<string>;
  /** Writes the features, in metres of `metric`, as GeoJSON and imports them. */
  take(kind: string, features: readonly Feature[], mapping?: Readonly<Record<string, string>>): Promise<Layer>;
  run(analysis: string, inputs: Record<string, number>, parameters?: Parameters_): Promise<CallOutput<"analysis.run">>;
  /** The layer of the latest run whose kind is `result:NAME`. */
  result(name: string): Promise<Layer>;
  rows(request: CallInput<"layer.rows">): Promise<CallOutput<"layer.rows">>;
  close(): Promise<void>;
}

type Parameters_ = CallInput<"analysis.run">["parameters"];

export function openEngineRoom(): EngineRoom {
  const folder = mkdtempSync(join(tmpdir(), "房安 room-"));
  const engine = openLocalEngine();
  const { client } = engine;
  const path = (name: string) => join(folder, name);
  let files = 0;
  return {
    folder,
    client,
    path,
    async create(name = "城区.fangan") {
      await client.ask("project.create", { path: path(name), crs: metric });
      return path(name);
    },
    async openCopy(project, name) {
      cpSync(project, path(name), { recursive: true });
      await client.ask("project.open", { path: path(name) });
      return path(name);
    },
    async take(kind, features, mapping = {}) {
      files += 1;
      const file = path(`${kind}-${files}.geojson`);
      writeFileSync(file, featureCollection(features));
      const { layer } = await client.ask("source.import", { path: file, kind, reading: { crs: metric, mapping } });
      return layer;
    },
    run: (analysis, inputs, parameters = {}) => client.ask("analysis.run", { analysis, inputs, parameters }),
    async result(name) {
      const { layers } = await client.ask("project.read", {});
      const layer = layers.findLast((each) => each.kind === `result:${name}`);
      if (layer === undefined) throw new Error(`no layer result:${name}`);
      return layer;
    },
    rows: (request) => client.ask("layer.rows", request),
    async close() {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let versions = 0;

/** Imports features, as a newer version of the layer `replaces` where one is named; the answer as it is. */
export async function takeVersion(
  room: EngineRoom,
  features: readonly Feature[],
  replaces?: number,
  kind = "buildings",
  name = "房屋",
): Promise<CallOutput<"source.import">> {
  versions += 1;
  const path = writeFeatures(room, `${name} ${versions}`, features);
  const ask = { path, kind, name, reading: { crs: metric }, ...(replaces === undefined ? {} : { replaces }) };
  return await room.client.ask("source.import", ask);
}

/** Writes features as `NAME.geojson` in the room; its path. */
export function writeFeatures(room: EngineRoom, name: string, features: readonly Feature[]): string {
  const path = room.path(`${name}.geojson`);
  writeFileSync(path, featureCollection(features));
  return path;
}

export function featureCollection(features: readonly Feature[]): string {
  return JSON.stringify({
    type: "FeatureCollection",
    features: features.map((feature) => ({ type: "Feature", ...feature })),
  });
}

/** Things of a made-up city as features; properties are named like the kind's canonical columns. */
export function featuresOf(things: readonly Thing[]): Feature[] {
  return things.map(({ shape, facts }) => ({ geometry: geoJson(shape), properties: facts }));
}
