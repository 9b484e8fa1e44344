import type { api } from "../contract/api.js";
import { AppError } from "../contract/errors.js";
import type { CallContext, Handlers } from "../contract/wire.js";
import { readCatalog } from "./catalog.js";
import { exportLayer } from "./exports/index.js";
import type { Host } from "./host.js";
import { countClasses } from "./layers/classes.js";
import { readFeature } from "./layers/feature.js";
import { RowReader } from "./layers/rows.js";
import { exportRun } from "./project/export-run.js";
import { importLayer, inspectSource } from "./project/import-layer.js";
import { OpenProject } from "./project/open-project.js";
import { runAnalysis } from "./project/run-analysis.js";
import { inScratch } from "./scratch.js";
import { TileReader } from "./tiles/tile-reader.js";

export interface Engine {
  readonly handlers: Handlers<typeof api>;
  /** Closes the project. */
  close(): void;
}

/** The engine: one open project and what can be asked of it. It knows neither Electron nor who asks. */
export function createEngine(host: Host): Engine {
  let current: OpenProject | null = null;
  const project = (): OpenProject => {
    if (current === null) throw noProject();
    return current;
  };
  let rows = new RowReader();
  let tiles: TileReader | null = null;
  const replace = (next: OpenProject | null): void => {
    if (current !== next) current?.close();
    current = next;
    rows = new RowReader();
    tiles = next === null ? null : new TileReader(next.database);
  };
  const related = (run: number | null): { pipes: number | undefined; sites: number | undefined } => {
    const inputs = run === null ? {} : project().run(run).inputs;
    return { pipes: inputs.pipes, sites: inputs.sites };
  };

  const handlers: Handlers<typeof api> = {
    "catalog.read": async () => readCatalog(),

    "project.create": async (input) => {
      if (current?.path === input.path) replace(null);
      replace(await OpenProject.create(input.path, input.name, input.crs, input.replace ?? false));
      return project().describe();
    },
    "project.open": async (input) => {
      if (current?.path !== input.path) {
        replace(null);
        replace(await OpenProject.open(input.path));
      }
      return project().describe();
    },
    "project.read": async () => project().describe(),
    "project.close": async () => {
      replace(null);
      return null;
    },

    "source.inspect": async (input, context) =>
      await inScratch((folder) => inspectSource(host, folder, input.path, input.reading ?? {}, context)),
    "source.import": async (input, context) => {
      const request = { path: input.path, kind: input.kind, reading: input.reading ?? {}, title: input.name };
      const layer = await importLayer(project(), host, request, context);
      if (layer.source === null) throw new Error("an imported layer has a source");
      return { project: project().describe(), layer, report: layer.source };
    },

    "analysis.run": async (input, context) => {
      const run = await runAnalysis(project(), input, context);
      return { project: project().describe(), run: run.id };
    },

    "layer.tile": (input, context) => {
      const source = project().source(input.layer);
      return using(context, async (session) => (await tiles?.read(session, source, input)) ?? new Uint8Array());
    },
    "layer.rows": (input, context) =>
      using(context, (session) => rows.read(session, project().source(input.layer), input)),
    "layer.feature": (input, context) => {
      const source = project().source(input.layer);
      const { pipes, sites } = related(source.layer.run);
      const others = [pipes, sites].map((id) => (id === undefined ? undefined : project().source(id)));
      return using(context, (session) =>
        readFeature(session, source, input.fid, { pipes: others[0], sites: others[1] }),
      );
    },
    "layer.classes": (input, context) =>
      using(context, (session) => countClasses(session, project().source(input.layer))),
    "layer.export": (input, context) =>
      project().scratch((scratch) =>
        using(context, (session) =>
          exportLayer({
            session,
            source: project().source(input.layer),
            path: input.path,
            filter: input.filter ?? [],
            replace: input.replace ?? false,
            scratch,
            signal: context.signal,
            progress: context.progress,
          }),
        ),
      ),
    "layer.remove": async (input) => {
      await project().remove(input.layer);
      return project().describe();
    },
    "run.export": (input, context) => exportRun(project(), input, context),
  };

  const using = <T>(context: CallContext, work: Parameters<typeof OpenProject.prototype.database.using<T>>[1]) =>
    project().database.using(context.signal, work);

  return { handlers, close: () => replace(null) };
}

function noProject(): AppError {
  return new AppError("project-missing", {
    zh: "还没有打开项目。请先新建或打开一个项目。",
    en: "No project is open. Make or open one first.",
  });
}
