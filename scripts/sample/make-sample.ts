import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../../data/spatial-extension.js";
import { boundaryColumns, layBoundaries } from "./boundaries.js";
import { type Dirt, type PlantedCluster, writeBuildings } from "./buildings-file.js";
import { buildingColumns } from "./census.js";
import { layPipes, pipeColumns } from "./pipes.js";
import { type ShapefileOptions, ShapefileWriter } from "./shapefile-writer.js";
import { laySites, siteColumns } from "./sites.js";
import { planTown, townSize } from "./town.js";

/** Counted up when the same seed makes another town. */
const sampleVersion = 1;
export const standardSample = { buildings: 20_000, seed: 20_260_401 };
/** A smaller town has no room for its planted hot spots. */
export const fewestBuildings = 15_000;

/** EPSG:4547 as ArcGIS writes it. */
export const prj =
  'PROJCS["CGCS2000_3_Degree_GK_CM_114E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",114.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';

/** GBK, as byte 29 of a .dbf says it. */
const gbkByte = 0x4d;

export interface SampleRequest {
  readonly folder: string;
  readonly buildings: number;
  readonly seed: number;
}

/** Content of planted.json, written last: where it is, the sample is whole. */
export interface Sample {
  readonly version: number;
  readonly seed: number;
  readonly buildings: number;
  readonly pipes: number;
  readonly sites: number;
  readonly boundaries: number;
  readonly crs: "EPSG:4547";
  /** The `as_of` under which `clusters` holds, with every other parameter at its default. */
  readonly asOf: number;
  readonly clusters: readonly PlantedCluster[];
  readonly dirt: Dirt;
}

/** The folder of the standard sample, among the cached parts of the runtime. */
export function sampleFolder(): string {
  return join(cacheFolder(), "sample", `${sampleVersion}-${standardSample.buildings}-${standardSample.seed}`);
}

/**
 * Writes buildings.shp, pipes.shp, sites.shp, boundaries.shp and planted.json into the folder: the same bytes for the same
 * request on every machine. Does nothing where they are already there.
 */
export function makeSample({ folder, buildings, seed }: SampleRequest): Sample {
  const marker = join(folder, "planted.json");
  const known = readSample(marker);
  if (known?.version === sampleVersion && known.buildings === buildings && known.seed === seed) return known;
  mkdirSync(folder, { recursive: true });
  rmSync(marker, { force: true });
  const write = <Made>(
    name: string,
    options: Omit<ShapefileOptions, "path" | "prj">,
    fill: (writer: ShapefileWriter) => Made,
  ): Made => {
    const writer = new ShapefileWriter({ ...options, path: join(folder, name), prj });
    try {
      return fill(writer);
    } finally {
      writer.close();
    }
  };
  const size = townSize(buildings);
  const town = planTown(size, seed);
  const { clusters, dirt } = write(
    "buildings",
    { geometry: "polygon", columns: buildingColumns, cpg: null, languageByte: gbkByte },
    (writer) => writeBuildings(writer, town, buildings),
  );
  const pipes = layPipes(town, size.pipes);
  write("pipes", { geometry: "line", columns: pipeColumns, cpg: "GBK", languageByte: 0 }, (writer) => {
    for (const pipe of pipes) writer.add(pipe.path, pipe.values);
  });
  const sites = laySites(town);
  write("sites", { geometry: "polygon", columns: siteColumns, cpg: null, languageByte: gbkByte }, (writer) => {
    for (const site of sites) writer.add(site.ring, site.values);
  });
  const boundaries = layBoundaries(town);
  write("boundaries", { geometry: "polygon", columns: boundaryColumns, cpg: "CP936", languageByte: 0 }, (writer) => {
    for (const boundary of boundaries) writer.add(boundary.ring, boundary.values);
  });
  const sample: Sample = {
    version: sampleVersion,
    seed,
    buildings,
    pipes: pipes.length,
    sites: sites.length,
    boundaries: boundaries.length,
    crs: "EPSG:4547",
    asOf: 2026,
    clusters,
    dirt,
  };
  writeFileSync(marker, `${JSON.stringify(sample, null, 1)}\n`);
  return sample;
}

function readSample(marker: string): Sample | null {
  try {
    return JSON.parse(readFileSync(marker, "utf8")) as Sample;
  } catch {
    return null;
  }
}
