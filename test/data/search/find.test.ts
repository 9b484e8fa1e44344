import proj4 from "proj4";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";
import { box, geoJson } from "../../support/plane.js";

/** Central meridian 114° of CGCS2000, as the tests' CRS is defined. */
const metric = "+proj=tmerc +lat_0=0 +lon_0=114 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs";

const houses = [
  { code: "B-10", name: "甲楼", address: "解放路３号" },
  { code: "b-1", name: "乙楼", address: "解放路3号旁" },
  { code: "AB-1", name: null, address: "人民路12号" },
  { code: "C-7", name: "B-1 号仓库", address: "" },
  { code: "Ｂ－１", name: null, address: null },
];

describe("search by code, name and address", () => {
  let room: EngineRoom;
  let layer = 0;
  beforeAll(async () => {
    room = openEngineRoom();
    await room.create();
    const features = houses.map((properties, index) => ({
      geometry: geoJson(box(470_000 + 50 * index, 3_050_000, 10, 10)),
      properties,
    }));
    layer = (await room.take("buildings", features)).id;
    const pipe = {
      geometry: {
        type: "LineString",
        coordinates: [
          [470_000, 3_049_990],
          [470_100, 3_049_990],
        ],
      },
      properties: { code: "B-1", pressure: "low" },
    };
    await room.take("pipes", [pipe]);
  });
  afterAll(() => room.close());

  const find = (text: string, limit = 20) => room.client.ask("search.find", { text, limit });
  const codes = async (text: string) => (await find(text)).rows.map(({ match, code }) => `${match} ${code}`);

  it("puts the code first, then what begins with it, then what contains it; layer by layer", async () => {
    expect(await codes("B-1")).toEqual([
      "code b-1",
      "code Ｂ－１",
      "code B-1",
      "prefix B-10",
      "prefix C-7",
      "contains AB-1",
    ]);
  });

  it("does not mind full-width digits, in what is typed or in the file", async () => {
    const both = ["contains B-10", "contains b-1"];
    expect((await codes("路３号")).sort()).toEqual(both);
    expect((await codes("路3号")).sort()).toEqual(both);
  });

  it("tells layer, class and place", async () => {
    const { rows, bounds } = await find("乙楼");
    expect(rows).toEqual([
      {
        layer,
        fid: rows[0]?.fid,
        match: "prefix",
        code: "b-1",
        name: "乙楼",
        address: "解放路3号旁",
        paintClass: null,
      },
    ]);
    const [west, south] = proj4(metric).inverse([470_050, 3_050_000]);
    expect(bounds[0]?.[0]).toBeCloseTo(west ?? 0, 5);
    expect(bounds[0]?.[1]).toBeCloseTo(south ?? 0, 5);
  });

  it("finds the same as reading every row", async () => {
    const plain = (text: string | null) => (text ?? "").normalize("NFKC").toLowerCase();
    for (const text of ["1", "b", "路", "号", "-", "楼", "%", "_", "'"]) {
      const expected = houses.filter((house) => Object.values(house).some((value) => plain(value).includes(text)));
      const found = (await find(text)).rows.filter((row) => row.layer === layer);
      expect(found.map(({ code }) => code).sort()).toEqual(expected.map(({ code }) => code).sort());
    }
  });

  it("says that there is more, and finds nothing for nothing", async () => {
    expect(await find("b", 2)).toMatchObject({ more: true, rows: { length: 2 } });
    expect(await find("  ")).toEqual({ positions: [], rows: [], more: false, bounds: [] });
  });

  it("reads positions in degrees and in the project's metres, in either order, near the data", async () => {
    const [longitude = 0, latitude = 0] = proj4(metric).inverse([470_123.4, 3_050_123.25]);
    for (const text of ["470123.4 3050123.25", "3050123.25，470123.4"]) {
      const [position] = (await find(text)).positions;
      expect(position?.typed).toBe("metres");
      expect(position?.longitude).toBeCloseTo(longitude, 7);
      expect(position?.latitude).toBeCloseTo(latitude, 7);
    }
    expect((await find("27.5, 113.6")).positions).toEqual([{ longitude: 113.6, latitude: 27.5, typed: "degrees" }]);
  });

  it("turns degrees into the project's metres to the centimetre", async () => {
    for (const [longitude, latitude] of [
      [113.7, 27.56],
      [114.2, 27.9],
      [112.6, 30.1],
    ] as const) {
      const [east = 0, north = 0] = proj4(metric).forward([longitude, latitude]);
      const answer = await room.client.ask("project.position", { longitude, latitude });
      expect(Math.abs((answer?.east_m ?? 0) - east)).toBeLessThan(0.01);
      expect(Math.abs((answer?.north_m ?? 0) - north)).toBeLessThan(0.01);
    }
  });
});
