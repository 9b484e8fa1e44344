import { cpSync, writeFileSync } from "node:fs";
import { afterAll } from "vitest";
import type { Layer } from "../../contract/project.js";
import { type EngineRoom, type Feature, featureCollection, metric, openEngineRoom } from "./engine-room.js";

/** Twelve houses with codes A1 … A12 in a row, thirty metres apart. */
export const houses: Feature[] = Array.from({ length: 12 }, (_, index) => {
  const [x, y] = [485_000 + index * 30, 3_056_000];
  const ring: number[][] = [
    [x, y],
    [x + 8, y],
    [x + 8, y + 8],
    [x, y + 8],
    [x, y],
  ];
  return {
    geometry: { type: "Polygon", coordinates: [ring] },
    properties: { fwbh: `A${index + 1}`, dz: `枫林路${index + 1}号`, build_time: 1970 + index },
  };
});

/** Makes a project in which lists, cases, a grade, a note and a photo were decided about eight of the houses. */
export async function decideTown(room: EngineRoom, name = "城区.fangan"): Promise<{ project: string; layer: Layer }> {
  const project = await room.create(name);
  const layer = await room.take("buildings", houses);
  const { client } = room;
  await client.ask("ledger.sign", { name: "周正" });
  const { list } = await client.ask("list.create", { name: "首批鉴定" });
  const some = { layer: layer.id, fids: [1, 2, 3, 4, 5, 6, 7] };
  await client.ask("list.add", { list, rows: some, reason: "年代久远" });
  const rows = { layer: layer.id, fids: [2, 3] };
  const { cases } = await client.ask("case.open", { rows, hazard: "gas_built_over", description: "占压" });
  await client.ask("case.act", { cases: [...cases], action: "confirm" });
  const one = { layer: layer.id, fids: [8] };
  await client.ask("building.note", { rows: one, text: "墙体外倾" });
  const grade = { grade: "D" as const, report: "鉴 1", agency: "安居所", date: "2026-04-01" };
  await client.ask("building.grade", { rows: one, ...grade });
  writeFileSync(room.path("现场.jpg"), "not really a photo");
  await client.ask("building.attach", { rows: one, path: room.path("现场.jpg") });
  return { project, layer };
}

/** All that the ledger knows, without where buildings lie now. */
export async function allDecisions({ client }: EngineRoom): Promise<unknown> {
  const { lists, cases, entries, operator } = await client.ask("ledger.read", {});
  const picks = await Promise.all(lists.map(({ id }) => client.ask("list.read", { list: id })));
  const files = await Promise.all(
    [1, 2, 3, 4, 5, 6, 7, 8].map(async (building) => {
      const file = await client.ask("building.read", { building });
      return file === null ? null : [file.of.code, file.cases.length, file.grades, file.notes, file.files];
    }),
  );
  return {
    lists,
    cases,
    entries,
    operator,
    picks: picks.map((list) => list.map(({ code, reason, openCase }) => [code, reason, openCase])),
    files,
  };
}

/** The houses as another delivery: in another order, two without their code, one gone, one with another code. */
export async function takeHousesAgain({ client, path }: EngineRoom) {
  const changed = houses.toReversed().flatMap(({ geometry, properties }) => {
    const { fwbh } = properties as { fwbh: string };
    if (fwbh === "A7") return [];
    return [{ geometry, properties: { ...properties, fwbh: fwbh === "A5" ? "B5" : fwbh === "A6" ? null : fwbh } }];
  });
  const file = path("新普查.geojson");
  writeFileSync(file, featureCollection(changed));
  return await client.ask("source.import", { path: file, kind: "buildings", reading: { crs: metric } });
}

let made: Promise<{ room: EngineRoom; before: unknown }> | undefined;
afterAll(async () => await (await made)?.room.close());

/** A room with such a project, closed again, and all that was decided in it. A file's tests get copies of one. */
export async function closedTown(): Promise<{ room: EngineRoom; project: string; before: unknown }> {
  made ??= makeTown();
  const { room: first, before } = await made;
  const room = openEngineRoom();
  cpSync(first.folder, room.folder, { recursive: true });
  return { room, project: room.path("城区.fangan"), before };
}

async function makeTown() {
  const room = openEngineRoom();
  await decideTown(room);
  const before = await allDecisions(room);
  await room.client.ask("project.close", {});
  return { room, before };
}
