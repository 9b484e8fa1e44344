import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DatumParameters } from "../../../contract/datum.js";
import { fangan } from "../../support/command-line.js";
import { type EngineRoom, featureCollection, openEngineRoom } from "../../support/engine-room.js";

let room: EngineRoom;
let project: string;
beforeEach(async () => {
  room = openEngineRoom();
  project = await room.create();
});
afterEach(() => room.close());

const four: DatumParameters = { type: "four", dx_m: -98.7, dy_m: -2.5, rotation_s: 1.25, scale_ppm: -7.5 };
const point = (x: number, y: number) =>
  featureCollection([{ geometry: { type: "Point", coordinates: [x, y] }, properties: { name: "甲" } }]);

describe("an office's datum parameters", () => {
  it("are kept in the project under a name, replaced by it, and removed", async () => {
    const save = (name: string, parameters: DatumParameters | null) =>
      room.client.ask("datum.save", { name, parameters });
    expect((await save("城区", four)).datums).toEqual([{ name: "城区", parameters: four }]);
    const other = { ...four, dx_m: 1 };
    await save("郊区", four);
    expect((await save("城区", other)).datums).toEqual([
      { name: "郊区", parameters: four },
      { name: "城区", parameters: other },
    ]);
    await save("郊区", null);
    await room.client.ask("project.close", {});
    const { datums } = await room.client.ask("project.open", { path: project });
    expect(datums).toEqual([{ name: "城区", parameters: other }]);
  });

  it("are none in a project of before", async () => {
    await room.client.ask("project.close", {});
    const settings = join(project, "project.json");
    const { datums, ...old } = JSON.parse(readFileSync(settings, "utf8"));
    expect(datums).toEqual([]);
    writeFileSync(settings, JSON.stringify(old));
    expect((await room.client.ask("project.open", { path: project })).datums).toEqual([]);
  });

  it("are offered for a file in an old datum, and named when they were applied", async () => {
    await room.client.ask("datum.save", { name: "城区", parameters: four });
    const path = room.path("西安80.geojson");
    writeFileSync(path, point(485_194.28, 3_056_340.5));
    const reading = { crs: "EPSG:2383" };
    const inspection = await room.client.ask("source.inspect", { path, reading });
    expect(inspection.oldDatum).toBe(true);
    expect(inspection.problems.map(({ zh }) => zh).join()).toContain("项目中存有转换参数“城区”，可以选用");
    const applied = await room.client.ask("source.inspect", { path, reading: { ...reading, datum: four } });
    expect(applied.problems.map(({ zh }) => zh).join()).not.toContain("可以选用");
    const { report } = await room.client.ask("source.import", {
      path,
      kind: "generic",
      reading: { ...reading, datum: four },
    });
    expect(report.corrections.map(({ zh }) => zh)).toEqual(["按“城区”的四参数由 1980 西安坐标系转换到 CGCS2000。"]);
  });

  it("are taken by the command line, by name or by number, and never printed", { timeout: 60_000 }, async () => {
    await room.client.ask("datum.save", { name: "城区", parameters: four });
    await room.client.ask("project.close", {});
    const file = room.path("西安80.geojson");
    writeFileSync(file, point(485_194.28, 3_056_340.5));
    const take = (datum: string) =>
      fangan(["import", project, file, "--as", "generic", "--crs", "EPSG:2383", "--datum", datum, "--json"]);
    const named = await take("城区");
    expect(named.stderr).toContain('by "城区", the four parameters');
    const numbered = await take("four:-98.7,-2.5,1.25,-7.5");
    expect(numbered.status).toBe(0);
    expect(JSON.parse(numbered.stdout).bounds).toEqual(JSON.parse(named.stdout).bounds);
    const wrong = await take("seven:-98.7,-2.5");
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toContain("takes 7 numbers");
    expect((await take("没有")).stderr).toContain("(it has: 城区)");
    for (const { stdout, stderr } of [named, numbered, wrong]) expect(stdout + stderr).not.toMatch(/98\.7/u);
  });
});

describe("the CRS guessed in the dialog", () => {
  it("is the one that the import would take: by the place of the project's layers", async () => {
    const first = room.path("老.geojson");
    writeFileSync(first, point(115.9, 28.7));
    await room.client.ask("source.import", { path: first, kind: "generic" });
    const path = room.path("新.geojson");
    writeFileSync(path, point(392_500, 3_176_000));
    const { crs } = await room.client.ask("source.inspect", { path });
    expect(crs).toMatchObject({ value: "EPSG:4548", sure: false });
    const { report } = await room.client.ask("source.import", { path, kind: "generic" });
    expect(report.crs).toBe("EPSG:4548");
  });
});
