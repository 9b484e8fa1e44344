import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** One degree of latitude and longitude at the little town's place, in metres: good to a decimetre over a kilometre. */
const place = { lon: 113.85, lat: 27.62 };
const metresPerDegree = { lon: 111_320 * Math.cos((place.lat * Math.PI) / 180), lat: 110_800 };

type Point = [number, number];

/** Metres east and north of the town's corner as degrees. */
export function at(east: number, north: number): Point {
  return [place.lon + east / metresPerDegree.lon, place.lat + north / metresPerDegree.lat];
}

function house(east: number, north: number, size = 10): Point[][] {
  return [
    [at(east, north), at(east + size, north), at(east + size, north + size), at(east, north + size), at(east, north)],
  ];
}

export function collection(features: readonly { geometry: unknown; properties: object }[]): string {
  return JSON.stringify({
    type: "FeatureCollection",
    features: features.map((feature) => ({ type: "Feature", ...feature })),
  });
}

/**
 * Twelve houses in two rows: six old ones 20 m apart beside a pipe (a cluster), four young ones beside it, one old one of
 * unknown year beside it, one old one far away. One pit with eight houses out of its reach.
 */
export function writeSmallTown(folder: string): { buildings: string; pipes: string; sites: string } {
  const old = [...Array(6).keys()].map((n) => ({
    east: n * 20,
    north: 5,
    properties: { fwbh: `A${n}`, build_time: "1975年", cs: 3 },
  }));
  const young = [...Array(4).keys()].map((n) => ({
    east: 200 + n * 20,
    north: 5,
    properties: { fwbh: `B${n}`, build_time: "2015", cs: 6 },
  }));
  const unknown = { east: 300, north: 5, properties: { fwbh: "C0", build_time: "80年代", cs: 2 } };
  const far = { east: 100, north: 900, properties: { fwbh: "D0", build_time: "1960", cs: 1 } };
  const houses = [...old, ...young, unknown, far].map(({ east, north, properties }) => ({
    geometry: { type: "Polygon", coordinates: house(east, north) },
    properties,
  }));
  const pipe = {
    geometry: { type: "LineString", coordinates: [at(-50, 0), at(400, 0)] },
    properties: { 管段号: "P1", 压力级制: "中压A", 管径: 200 },
  };
  const pit = {
    geometry: { type: "Point", coordinates: at(700, 900) },
    properties: { 项目名称: "地下车库", 状态: "开挖中", 开挖深度: 8 },
  };
  const paths = {
    buildings: join(folder, "房屋.geojson"),
    pipes: join(folder, "管线.geojson"),
    sites: join(folder, "工地.geojson"),
  };
  writeFileSync(paths.buildings, collection(houses));
  writeFileSync(paths.pipes, collection([pipe]));
  writeFileSync(paths.sites, collection([pit]));
  return paths;
}
