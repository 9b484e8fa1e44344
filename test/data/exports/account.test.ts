import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { limitsOf, pressureTitles } from "../../../contract/profile-limits.js";
import type { Layer } from "../../../contract/project.js";
import { shanghai } from "../../../data/risk/profiles.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";
import { readWorkbook } from "../../support/workbook.js";

const square = (east: number) => {
  const [x, y] = [485_000 + east, 3_056_000];
  return [
    [
      [x, y],
      [x + 8, y],
      [x + 8, y + 8],
      [x, y + 8],
      [x, y],
    ],
  ];
};

/** "Why here, and by which settings?": the answer travels with the figures. */
describe("the account of a result", () => {
  let room: EngineRoom;
  let houses: Layer;
  let pipes: Layer;
  let screened: Layer;
  beforeAll(async () => {
    room = openEngineRoom();
    await room.create();
    houses = await room.take(
      "buildings",
      [0, 30, 60].map((east) => ({
        geometry: { type: "Polygon", coordinates: square(east) },
        properties: { fwbh: `A${east}`, build_time: 1970 + east / 10 },
      })),
    );
    pipes = await room.take("pipes", [
      {
        geometry: {
          type: "LineString",
          coordinates: [
            [485_000, 3_055_995],
            [485_100, 3_055_995],
          ],
        },
        properties: {},
      },
    ]);
    await room.run("screen", { buildings: houses.id, pipes: pipes.id }, { as_of: 2020, pipe_distance: 12 });
    screened = await room.result("screened");
  });
  afterAll(() => room.close());
  const write = async (layer: Layer, name: string) => {
    const path = room.path(name);
    await room.client.ask("layer.export", { layer: layer.id, path });
    return path;
  };

  it("is a sheet of its own in a workbook, in both languages", async () => {
    const bytes = readFileSync(await write(screened, "筛查.xlsx"));
    const { sheets, rows, parts } = readWorkbook(bytes);
    expect(sheets).toHaveLength(2);
    expect(sheets[1]).toBe("怎样得出");
    expect(parts).toContain("xl/worksheets/sheet2.xml");
    expect(rows).toHaveLength(4);
    const account = readWorkbook(bytes, 2).rows.map(([zh, en]) => `${zh} | ${en}`);
    expect(account[0]).toMatch(/筛查.*第 \d+ 次运行.*UTC.*登录用户 \S+ \| .*run \d+.*UTC.*by the login \S+$/u);
    expect(account).toContainEqual(expect.stringMatching(/（pipe_distance）＝12 \| .*\(pipe_distance\) = 12$/u));
    expect(account.join("\n")).toMatch(/（第 1 版）.*\(revision 1\)/u);
  });

  it("is a text beside every other format", async () => {
    for (const name of ["筛查.csv", "筛查.geojson", "筛查.gpkg", "筛查.parquet"]) {
      const text = readFileSync(`${await write(screened, name)}.txt`, "utf8");
      expect(text.startsWith("\ufeff")).toBe(true);
      expect(text).toContain("（pipe_distance）＝12\r\n");
      expect(text).toContain("(pipe_distance) = 12\r\n");
    }
  });

  it("of a gas result holds the profile as a table: each value as a number with its source, in both languages", async () => {
    await room.run("gas-rules", { buildings: houses.id, pipes: pipes.id }, { profile: "shanghai" });
    const judged = await room.result("gas_buildings");
    const { rows } = readWorkbook(readFileSync(await write(judged, "占压.xlsx")), 2);
    const text = readFileSync(`${await write(judged, "占压.csv")}.txt`, "utf8");
    expect(rows).toContainEqual(["压力级制", "限值", "距离（m）", "依据"]);
    expect(rows).toContainEqual(["Pressure class", "Limit", "Distance (m)", "Source"]);
    for (const { pressure, title, metres, source } of limitsOf(shanghai)) {
      for (const locale of ["zh", "en"] as const) {
        const row = [pressureTitles[pressure][locale], title[locale], metres, source];
        expect(rows).toContainEqual(row);
        expect(text).toContain(`\r\n${row.join("\t")}\r\n`);
      }
    }
  });

  it("is nowhere for a file that was imported: nothing was worked out", async () => {
    expect(readWorkbook(readFileSync(await write(houses, "房屋.xlsx"))).sheets).toHaveLength(1);
    expect(existsSync(`${await write(houses, "房屋.csv")}.txt`)).toBe(false);
  });
});
