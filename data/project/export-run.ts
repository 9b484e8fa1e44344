import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { CallInput } from "../../contract/api.js";
import { reasonColumn } from "../../contract/reasons.js";
import type { CallContext } from "../../contract/wire.js";
import type { Session } from "../database.js";
import { csvCell, csvColumns } from "../exports/csv.js";
import { geoJsonCrs, geoJsonOptions } from "../exports/geojson.js";
import { exportColumns, reasonExport, withReasons } from "../exports/index.js";
import { moveFile, renamePatiently, unwritable } from "../files.js";
import type { LayerSource } from "../layers/layer-source.js";
import { quoteText } from "../sql.js";
import type { OpenProject } from "./open-project.js";
import { writeReasons } from "./reason-lines.js";
import { describeRun, type HotspotsReport, hotspotLayers, importTime } from "./report.js";
import { replacesResults, resultFiles } from "./result-folder.js";

/**
 * Writes the lists of a `hotspots` run into a new folder: everything beside it first, then one rename; an old folder is set
 * aside until the new one stands. Throws
 * `output-exists` unless told to replace what an earlier export left, `usage` for another run, `output-unwritable`.
 */
export async function exportRun(
  project: OpenProject,
  request: CallInput<"run.export">,
  context: CallContext,
): Promise<{ files: readonly string[] }> {
  const started = Date.now();
  const { folder } = request;
  const run = project.run(request.run);
  const { screened, clusters } = hotspotLayers(project, run);
  await replacesResults(folder, request.replace ?? false, ["screenshot.png"]);
  const unfinished = join(dirname(folder), `.${basename(folder)}.unfinished`);
  const replaced = join(dirname(folder), `.${basename(folder)}.replaced`);
  context.progress({ phase: { zh: "写出清单", en: "Writing the lists" } });
  await project.scratch(async (scratch) => {
    const report = await project.database.using(context.signal, async (session) => {
      const locale = request.language ?? "zh";
      const said = async (source: LayerSource, where: string) => {
        const asked = { source, where, bindings: [], locale, signal: context.signal };
        const lines = await writeReasons(project, session, asked);
        return lines === null ? source.relation : withReasons(source.relation, lines);
      };
      const [ranked, buildings] = [project.source(clusters.id), project.source(screened.id)];
      const relation = await said(ranked, "true");
      await writeHotspots(session, { ...ranked, relation }, join(scratch, resultFiles[0]));
      await writeOutlines(session, { ...ranked, relation }, join(scratch, resultFiles[1]));
      await writeBuildings(
        session,
        { ...buildings, relation: await said(buildings, "candidate") },
        join(scratch, resultFiles[2]),
      );
      return await describeRun(project, run, session);
    });
    const spent = importTime(project, run);
    const written = Date.now() - started;
    const { screen = 0, cluster = 0 } = run.timings;
    const timings = {
      import: spent,
      screen,
      cluster,
      export: written,
      total: request.since === undefined ? spent + run.milliseconds + written : Date.now() - request.since,
    };
    const { counts, clusters: ranked, inputs, crs, params, ...rest } = report;
    const timings_ms = Object.fromEntries(Object.entries(timings).map(([name, time]) => [name, Math.round(time)]));
    const whole: HotspotsReport = { counts, clusters: ranked, inputs, crs, params, timings_ms, ...rest };
    await writeFile(join(scratch, resultFiles[3]), `${JSON.stringify(whole, null, 2)}\n`);
    try {
      await rm(unfinished, { recursive: true, force: true });
      await mkdir(unfinished, { recursive: true });
      for (const file of resultFiles) await moveFile(join(scratch, file), join(unfinished, file));
      await rm(replaced, { recursive: true, force: true });
      if (existsSync(folder)) await renamePatiently(folder, replaced);
      await renamePatiently(unfinished, folder);
      await rm(replaced, { recursive: true, force: true });
    } catch (error) {
      if (!existsSync(folder) && existsSync(replaced)) await renamePatiently(replaced, folder);
      await rm(unfinished, { recursive: true, force: true });
      throw unwritable(folder, error);
    }
  });
  return { files: resultFiles.map((file) => join(folder, file)) };
}

/** One row a hot spot, by rank; centres in degrees and in the project's metres. */
async function writeHotspots(session: Session, source: LayerSource, file: string): Promise<void> {
  const first = "\ufeffrank";
  await session.run(
    `COPY (
       SELECT rank AS "${first}", cluster AS id, buildings, old, altered, near_pipe, near_site, round(floor_area_m2, 1) AS floor_area_m2,
              round(nearest_pipe_m, 3) AS nearest_pipe_m, round(nearest_site_m, 3) AS nearest_site_m, pressures, score,
              round(ST_X(centre), 7) AS lon, round(ST_Y(centre), 7) AS lat, round(centre_x, 3) AS centre_x, round(centre_y, 3) AS centre_y,
              ${csvCell(reasonColumn)} AS ${reasonColumn.name}
       FROM (SELECT *, ST_Transform(ST_Point(centre_x, centre_y), ${quoteText(source.crs)}, 'EPSG:4326', always_xy := true) AS centre
             FROM ${source.relation})
       ORDER BY rank
     ) TO ${quoteText(file)} (FORMAT csv, HEADER true)`,
  );
}

async function writeOutlines(session: Session, source: LayerSource, file: string): Promise<void> {
  await session.run(
    `COPY (
       SELECT cluster AS id, * EXCLUDE (fid, cluster, geom)
              REPLACE (round(floor_area_m2, 1) AS floor_area_m2, round(nearest_pipe_m, 3) AS nearest_pipe_m,
                       round(nearest_site_m, 3) AS nearest_site_m, round(centre_x, 3) AS centre_x, round(centre_y, 3) AS centre_y),
              ST_Transform(geom, ${quoteText(source.crs)}, ${quoteText(geoJsonCrs)}, always_xy := true) AS geom
       FROM ${source.relation} ORDER BY rank
     ) TO ${quoteText(file)} (FORMAT gdal, DRIVER 'GeoJSON', SRS ${quoteText(geoJsonCrs)}, LAYER_CREATION_OPTIONS (${geoJsonOptions.map(quoteText).join(", ")}))`,
  );
}

/** Every building with what is known of it, its classes, distances and hot spot, and why it is a candidate. */
async function writeBuildings(session: Session, source: LayerSource, file: string): Promise<void> {
  const own = exportColumns(source.layer).filter(({ column }) => column.origin !== "source");
  const columns = [...own, reasonExport];
  await session.run(
    `COPY (SELECT ${csvColumns(columns).join(", ")} FROM ${source.relation} ORDER BY fid) TO ${quoteText(file)} (FORMAT csv, HEADER true)`,
  );
}
