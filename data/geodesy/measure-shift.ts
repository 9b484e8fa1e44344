import type { GeometryFamily } from "../../contract/catalog.js";
import type { Session } from "../database.js";
import type { Fit } from "./judge-shift.js";
import { measureReach_m, type ShiftMeasure, shiftMeasures } from "./shift-measures.js";
import type { Probe } from "./shift-probes.js";
import { type Trial, trials } from "./shift-trials.js";
import { webMapShifts } from "./web-map-shifts.js";

/** Polygons whose middle one is at least this wide (metres, of a square as large) are areas, not footprints. */
const areaWidth_m = 300;

/** The measures that say something about a layer of this family against these trusted polygons. */
export async function fittingMeasures(
  session: Session,
  family: GeometryFamily,
  trusted: string,
): Promise<readonly ShiftMeasure[]> {
  const { area } = await session.row<{ area: number | null }>(
    `SELECT median(ST_Area(geom)) AS area FROM (SELECT geom FROM ${trusted} ORDER BY fid LIMIT 10000)`,
  );
  const scale = Math.sqrt(area ?? 0) < areaWidth_m ? "footprints" : "areas";
  return shiftMeasures.filter((measure) => measure.families.includes(family) && measure.trusted.includes(scale));
}

/**
 * For each measure and trial, how many probes fit the trusted relation (`geom` polygons in the project's CRS) after the
 * trial's displacement. All in one join: its smaller side are the displaced places.
 */
export async function measureFits(
  session: Session,
  probes: readonly Probe[],
  trusted: string,
  measures: readonly ShiftMeasure[],
): Promise<Map<ShiftMeasure, Fit[]>> {
  const outline = measures.some(({ fits }) => fits.includes("outline_m"));
  const outlineDistance = outline ? "ST_Distance(trusted.geom_outline, moved.geom)" : "CAST(NULL AS DOUBLE)";
  const counts = measures.map(({ fits }, index) => `count(*) FILTER (${fits}) AS "${index}"`);
  const rows = await session.rows<Record<string, bigint>>(
    `WITH moved AS (
       SELECT unnest(range(CAST($count AS BIGINT))) AS number, ST_Point(unnest(CAST($xs AS DOUBLE[])), unnest(CAST($ys AS DOUBLE[]))) AS geom
     ), pairs AS (
       SELECT moved.number, ST_Distance(trusted.geom, moved.geom) AS distance_m, ${outlineDistance} AS outline_m
       FROM (SELECT geom${outline ? ", ST_Boundary(geom) AS geom_outline" : ""} FROM ${trusted}) trusted
       JOIN moved ON ST_DWithin(trusted.geom, moved.geom, ${measureReach_m})
     ), nearest AS (SELECT number, min(distance_m) AS distance_m, min(outline_m) AS outline_m FROM pairs GROUP BY number),
     everyone AS (
       SELECT all_moved.number // ${probes.length} AS trial, nearest.distance_m, nearest.outline_m
       FROM (SELECT number FROM moved) all_moved LEFT JOIN nearest ON nearest.number = all_moved.number
     )
     SELECT trial, ${counts.join(", ")} FROM everyone GROUP BY trial ORDER BY trial`,
    displaced(probes),
  );
  return new Map(
    measures.map((measure, index) => [
      measure,
      rows.flatMap((row) => {
        const trial = trials[Number(row.trial)];
        return trial === undefined ? [] : [{ trial, fitting: Number(row[String(index)]) }];
      }),
    ]),
  );
}

/** Every probe after every trial, trial by trial: number = trial · probes + probe. */
function displaced(probes: readonly Probe[]): { xs: string; ys: string; count: number } {
  const [xs, ys]: [number[], number[]] = [[], []];
  for (const trial of trials) {
    const system = webMapShifts.findIndex(({ name }) => name === trial.system);
    for (const probe of probes) {
      const [east, north] = displacement(trial, probe, system);
      xs.push(probe.x + east);
      ys.push(probe.y + north);
    }
  }
  return { xs: JSON.stringify(xs), ys: JSON.stringify(ys), count: xs.length };
}

function displacement(trial: Trial, probe: Probe, system: number): [east: number, north: number] {
  const to = probe.undone[system] ?? probe;
  const [east, north] = [to.x - probe.x, to.y - probe.y];
  const [turn, miss] = [trial.turned_deg, trial.missed_deg].map((degrees) => (degrees * Math.PI) / 180);
  const [cosine, sine] = [Math.cos(turn ?? 0), Math.sin(turn ?? 0)];
  return [
    east * cosine - north * sine + trial.missed_m * Math.cos(miss ?? 0),
    east * sine + north * cosine + trial.missed_m * Math.sin(miss ?? 0),
  ];
}
