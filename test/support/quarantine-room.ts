import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "vitest";
import type { CallOutput } from "../../contract/api.js";
import type { Layer } from "../../contract/project.js";
import { encodeText } from "./chinese-bytes.js";
import { readCsv } from "./csv-text.js";
import { doubtfulHouses } from "./doubtful-houses.js";
import { type EngineRoom, type Feature, featureCollection, metric, openEngineRoom } from "./engine-room.js";

interface Taken {
  readonly layer: Layer;
  readonly quarantine: Layer;
}

/** A room for imports of which some rows are to be looked at. */
export interface QuarantineRoom extends EngineRoom {
  /** Opens a project of its own for the test, in which the doubtful houses were imported. */
  takeDoubtful(): Promise<Taken>;
  /** The same with other rows. */
  takeOther(kind: string, features: readonly Feature[], name?: string): Promise<Taken>;
  /** The folder of the project that was opened last. */
  project(): string;
  /** Cells of the columns by row. */
  table(layer: number, columns: string[]): Promise<Record<number, unknown[]>>;
  /** Exports the layer, whole, as `name`; its path. */
  written(layer: Layer, name: string): Promise<string>;
  /** An exported CSV with cells changed: row number → column → text. */
  edited(layer: Layer, changes: Record<number, Record<string, string>>): Promise<string[][]>;
  /** Has a table read back as CSV; the counts of the answer and the layers afterwards. */
  correct(
    layer: Layer,
    rows: readonly (readonly string[])[],
    encoding?: string,
  ): Promise<{ counts: Omit<CallOutput<"quarantine.correct">, "project">; layers: readonly Layer[] }>;
}

export async function openQuarantineRoom(): Promise<QuarantineRoom> {
  const room = openEngineRoom();
  const { client, path } = room;
  let projects = 0;
  let project = "";
  const take = async (kind: string, features: readonly Feature[], name = "房屋") => {
    const file = path(`${name}.geojson`);
    writeFileSync(file, featureCollection(features));
    const { project: after } = await client.ask("source.import", { path: file, kind, reading: { crs: metric } });
    return taken(after.layers);
  };
  const written = async (layer: Layer, name: string) => {
    const file = path(`${projects} ${name}`);
    const { rows } = await client.ask("layer.export", { layer: layer.id, path: file, replace: true });
    expect(rows).toBe(layer.count);
    return file;
  };
  const doubtful = await room.create("待核.fangan");
  await take("buildings", doubtfulHouses);
  await client.ask("project.close", {});
  return {
    ...room,
    async takeDoubtful() {
      project = await room.openCopy(doubtful, `隔离 ${++projects}.fangan`);
      return taken((await client.ask("project.read", {})).layers);
    },
    async takeOther(kind, features, name) {
      project = await room.create(`隔离 ${++projects}.fangan`);
      return await take(kind, features, name);
    },
    project: () => project,
    async table(layer, columns) {
      const { rows } = await room.rows({ layer, columns, offset: 0, limit: 1000 });
      return Object.fromEntries(rows.map(({ fid, cells }) => [fid, [...cells]]));
    },
    written,
    async edited(layer, changes) {
      const [head = [], ...rows] = readCsv(readFileSync(await written(layer, "待核.csv"), "utf8").slice(1));
      for (const row of rows) {
        for (const [column, text] of Object.entries(changes[Number(row[head.indexOf("row")])] ?? {})) {
          expect(head).toContain(column);
          row[head.indexOf(column)] = text;
        }
      }
      return [head, ...rows].map((row) => row.map((cell) => cell ?? ""));
    },
    async correct(layer, rows, encoding = "utf-8") {
      const file = path(`更正 ${encoding}.csv`);
      writeFileSync(file, Buffer.from(encodeText(csvText(rows), encoding)));
      const { project: after, ...counts } = await client.ask("quarantine.correct", { layer: layer.id, path: file });
      return { counts, layers: after.layers };
    },
  };
}

function taken(layers: readonly Layer[]): Taken {
  const quarantine = layers.find(({ about }) => about !== null);
  const layer = layers.find(({ id }) => id === quarantine?.about);
  if (quarantine === undefined || layer === undefined) throw new Error("no quarantine");
  return { layer, quarantine };
}

const csvText = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\r\n");
