import proj4 from "proj4";
import type { Layer } from "../../contract/project.js";
import { strewnCity } from "./city.js";
import { type EngineRoom, featuresOf } from "./engine-room.js";
import type { Place } from "./plane.js";

const gaussKruger = proj4("+proj=tmerc +lat_0=0 +lon_0=114 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs");

/** Degrees as metres of EPSG:4547, by proj4: a second opinion on PROJ inside the database. */
export function toMetres([east, north]: readonly [number, number]): Place {
  const [x, y] = gaussKruger.forward([east, north]);
  return [x, y];
}

export function toDegrees(place: Place): [number, number] {
  const [lon, lat] = gaussKruger.inverse([...place]);
  return [lon, lat];
}

/** A made-up city of 600 houses imported into the room, and a hotspots run over it. */
export async function screenCity(room: EngineRoom) {
  const city = strewnCity(97, { houses: 600, pipes: 60, sites: 30 }, 900);
  const buildings = await room.take("buildings", featuresOf(city.houses), { floor_area_m2: "floor_area_m2" });
  const pipes = await room.take("pipes", featuresOf(city.pipes), { outer_diameter_mm: "outer_diameter_mm" });
  const sites = await room.take("sites", featuresOf(city.sites), { pit_area_m2: "pit_area_m2" });
  const parameters = { as_of: 2026, pipe_distance: 20, site_radius: 2.5, eps: 30, min_points: 3 };
  const { run } = await room.run("hotspots", { sites: sites.id, pipes: pipes.id, buildings: buildings.id }, parameters);
  const screened: Layer = await room.result("screened");
  const clusters: Layer = await room.result("clusters");
  return { city, buildings, pipes, sites, screened, clusters, run, parameters };
}
