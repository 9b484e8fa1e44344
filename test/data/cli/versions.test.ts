import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fangan } from "../../support/command-line.js";
import { house } from "../../support/doubtful-houses.js";
import { featureCollection, metric } from "../../support/engine-room.js";

const root = mkdtempSync(join(tmpdir(), "版本 "));
const project = join(root, "街道.fangan");
const path = (name: string) => join(root, name);
afterAll(() => rmSync(root, { recursive: true, force: true }));

beforeAll(() => {
  const row = (x: number, 编号: string, 建成年份: string) => ({
    geometry: house(x, 0),
    properties: { 编号, 建成年份 },
  });
  const first = [row(0, "A1", "1975"), row(20, "A2", "1300"), row(40, "A3", "1990")];
  writeFileSync(path("房屋.geojson"), featureCollection(first));
  writeFileSync(
    path("新.geojson"),
    featureCollection([row(0, "A1", "1976"), row(40, "A3", "1990"), row(90, "A9", "2020")]),
  );
});

const importing = (file: string, ...more: string[]) =>
  fangan(["import", project, path(file), "--as", "buildings", "--crs", metric, ...more]);

describe("on the command line", { timeout: 60_000 }, () => {
  it("a quarantine is exported, corrected and taken back", async () => {
    const imported = await importing("房屋.geojson");
    expect(imported.stdout.trim().split("\t")).toEqual(["1", "buildings", "3", "utf-8", metric, "-0", "?1"]);
    const table = path("待核.csv");
    expect((await fangan(["export", project, "quarantine", "--to", table])).status).toBe(0);
    writeFileSync(table, readFileSync(table, "utf8").replaceAll("1300", "1930"));
    const corrected = await fangan(["correct", project, "quarantine", table]);
    expect(corrected.stdout).toBe(
      "1 rows corrected, 0 still to be looked at; 0 rows of the table are not among them, 0 repeat one and were not read\n",
    );
    const listed = await fangan(["list", project]);
    expect(listed.stdout).toContain("1\tbuildings\t3\t房屋\tr2");
    expect(listed.stdout).not.toContain("quarantine");
  });

  it("a newer version names the layer it replaces, by title or number, and says what changed", async () => {
    const newer = await importing("新.geojson", "--replaces", "房屋");
    expect(newer.stdout).toContain("version 3: 1 added, 1 gone, 1 changed, 1 the same (2 matched by code, 0 by place)");
    const again = await importing("新.geojson", "--replaces", "1", "--lang", "zh");
    expect(again.stdout).toContain("第 4 版：新增 0，消失 0，变化 0，不变 3（按编号对应 3，按位置 0）");
    const told = await importing("新.geojson", "--replaces", "1", "--json");
    expect(JSON.parse(told.stdout)).toMatchObject({ id: 1, revision: 5, changes: { same: 3, added: 0 } });
    const listed = JSON.parse((await fangan(["list", project, "--json"])).stdout);
    const kinds = listed.layers.map(({ kind, revision }: { kind: string; revision: number }) => [kind, revision]);
    expect(kinds).toEqual([
      ["buildings", 5],
      ["changes", 1],
    ]);
  });

  it.each([
    ["a layer that is not there", () => importing("新.geojson", "--replaces", "管线"), 2, /no layer "管线"/u],
    [
      "a project that is not there",
      () => fangan(["import", path("无.fangan"), path("新.geojson"), "--as", "buildings", "--replaces", "1"]),
      2,
      /does not exist yet/u,
    ],
    [
      "a table for a layer that is no quarantine",
      () => fangan(["correct", project, "1", path("待核.csv")]),
      2,
      /takes no corrections/u,
    ],
    [
      "a table that is not there",
      () => fangan(["correct", project, "changes", path("无.csv")]),
      2,
      /takes no corrections/u,
    ],
  ])("%s is refused in a sentence", async (_title, command, status, message) => {
    const result = await command();
    expect(result.stderr).toMatch(message);
    expect(result.status).toBe(status);
  });
});
