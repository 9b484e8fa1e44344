import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import type { api } from "../contract/api.js";
import { AppError } from "../contract/errors.js";
import type { BackupEntry } from "../contract/keep-calls.js";
import type { MappingTemplate, Project } from "../contract/project.js";
import { hiddenLayers } from "../contract/shown-layers.js";
import type { CallContext, Handlers } from "../contract/wire.js";
import { readCatalog } from "./catalog.js";
import { ChartCounts } from "./charts/chart-counts.js";
import { chartHandlers } from "./charts/handlers.js";
import type { Host } from "./host.js";
import { Jobs, Queue } from "./jobs.js";
import { dailyBackup } from "./keep/daily.js";
import { keepHandlers } from "./keep/handlers.js";
import { Paintings } from "./layers/paintings.js";
import { RowReader } from "./layers/rows.js";
import { ledgerHandlers } from "./ledger/handlers.js";
import { Ledger } from "./ledger/ledger.js";
import { countDecided, highestLayer, relinkInto } from "./ledger/relink.js";
import { returnedHandlers } from "./ledger/returned-handlers.js";
import { reviewHandlers } from "./ledger/review-handlers.js";
import { cardHandlers } from "./project/card-handlers.js";
import { correctRows } from "./project/correct-rows.js";
import { withDatumHint } from "./project/datums.js";
import { detectShift, trustedLayer } from "./project/detect-shift.js";
import { exportRun } from "./project/export-run.js";
import { importLayer } from "./project/import-layer.js";
import { inspectSource } from "./project/import-worker.js";
import { layerHandlers } from "./project/layer-handlers.js";
import { OpenProject } from "./project/open-project.js";
import { projectPlace } from "./project/project-place.js";
import { runAgain, runAnalysis } from "./project/run-analysis.js";
import { schemeHandlers } from "./project/scheme-handlers.js";
import { readTemplate, removeTemplate, saveTemplate, writeTemplate } from "./project/templates.js";
import { undoShift } from "./project/undo-shift.js";
import { viewHandlers } from "./project/view-handlers.js";
import { inScratch } from "./scratch.js";
import { searchHandlers } from "./search/handlers.js";
import { setHandlers } from "./sets/handlers.js";
import { TileReader } from "./tiles/tile-reader.js";
import type { Job, Query } from "./work.js";

const unhurried = new AbortController().signal;

export interface Engine {
  readonly handlers: Handlers<typeof api>;
  /** Begins to open the project that will be asked for first, and what its first picture needs. Whoever asks is told how it went. */
  prepare(path: string): void;
  /** Stops what is in work and closes the project. */
  close(): Promise<void>;
}

/** The open project with what is kept in memory for it. */
interface Current {
  readonly project: OpenProject;
  readonly rows: RowReader;
  readonly paintings: Paintings;
  readonly tiles: TileReader;
  readonly ledger: Ledger;
  readonly charts: ChartCounts;
  readonly jobs: Jobs;
  /** Imports wait for each other until the first has decided the project's CRS; so does what makes a layer's next revision. */
  readonly imports: Queue;
  /** The daily backup, which goes on beside everything else. */
  readonly daily: Promise<BackupEntry | null>;
}

/** The engine: one open project and what can be asked of it. It knows neither Electron nor who asks. */
export function createEngine(host: Host): Engine {
  let current: Current | null = null;
  const switching = new Queue();

  const now = (): Current => {
    if (current === null) throw noProject();
    return current;
  };
  const writable = (): OpenProject => {
    const { project } = now();
    project.requireWritable();
    return project;
  };
  const leave = async (): Promise<void> => {
    const left = current;
    current = null;
    await left?.jobs.stop();
    await left?.ledger.close();
    await left?.project.close();
  };
  /** Lets go of the project that is open only when the new one, with its journal, can be worked with. */
  const enter = async (project: OpenProject): Promise<void> => {
    const ledger = await Ledger.open(project.path, project.readOnly).catch(async (error: unknown) => {
      await project.close();
      throw error;
    });
    await leave();
    await project.signLock(ledger.state.operator);
    project.reserve(highestLayer(ledger.state));
    const { database } = project;
    const rows = new RowReader(database, (id) => project.source(id));
    const paintings = new Paintings(database);
    const tiles = new TileReader(database, paintings);
    const charts = new ChartCounts(project);
    const jobs = new Jobs();
    const daily = jobs.run({ signal: unhurried, progress: () => undefined }, ({ signal }) =>
      dailyBackup({ project, ledger }, signal),
    );
    // Whoever asks for it is told; opening is not held up by it.
    daily.catch(() => undefined);
    current = { project, ledger, rows, paintings, tiles, charts, jobs, imports: new Queue(), daily };
  };
  const isOpen = async (path: string): Promise<boolean> =>
    current !== null && (await samePlace(current.project.path, path));

  let prepared: { readonly path: string; readonly project: Promise<Project> } | null = null;
  /** The first time, what `prepare` began is waited for, and its fault is the answer's. */
  const openFirst = async (path: string): Promise<Project> => {
    const early = prepared;
    prepared = null;
    if (early?.path !== path) return await openAt(path);
    await early.project;
    return current !== null && (await isOpen(path)) ? current.project.describe() : await openAt(path);
  };
  const openAt = async (path: string): Promise<Project> => {
    // One that is read-only is opened anew: whoever had it may have gone.
    if (current?.project.readOnly !== null || !(await isOpen(path))) await enter(await OpenProject.open(path));
    return now().project.describe();
  };

  /** Runs `work` on the open project; ends early when the caller cancels or the project is closed. */
  const job: Job<Current> = async (context, work) => {
    const open = now();
    return await open.jobs.run(context, (inner) => work(open, inner));
  };
  /** The same for what writes to the project: refused at once where nothing can be written. */
  const change: Job<Current> = async (context, work) => {
    writable();
    return await job(context, work);
  };
  const query: Query<Current> = (context, work) =>
    job(context, (open, inner) => open.project.database.using(inner.signal, (session) => work(open, session, inner)));

  const templateJob = (context: CallContext, work: (folder: string) => Promise<void>) =>
    job(context, async ({ project }) => {
      await project.changeTemplates(work);
      return project.describe();
    });

  const handlers: Handlers<typeof api> = {
    "catalog.read": async () => readCatalog(),

    "project.create": (input) =>
      switching.run(unhurried, async () => {
        if (input.replace && (await isOpen(input.path))) await leave();
        const project = await OpenProject.create(input.path, input.name, input.crs, input.replace ?? false);
        await enter(project);
        return project.describe();
      }),
    "project.open": ({ path }) => switching.run(unhurried, () => openFirst(path)),
    "project.read": async () => now().project.describe(),
    "project.close": () =>
      switching.run(unhurried, async () => {
        await leave();
        return null;
      }),

    "source.inspect": async (input, context) =>
      await inScratch(async (folder) => {
        const { path, reading = {} } = input;
        const { project } = current ?? {};
        const { templates: kept, datums } = project?.describe() ?? { templates: [], datums: [] };
        const ask = { path, folder, reading, templates: among(input.templates, kept), ...projectPlace(project) };
        return withDatumHint(await inspectSource(host, ask, context), datums, reading);
      }),
    "source.import": (input, context) =>
      change(context, async ({ project, ledger, imports }, inner) => {
        const templates = among(input.templates, project.describe().templates);
        const { path, kind, reading = {}, name: title, replaces } = input;
        const request = { path, kind, reading, templates, title, replaces };
        const work = () => importLayer(project, host, request, inner);
        const alone = project.crs === null || replaces !== undefined;
        const { layer, changes } = await (alone ? imports.run(inner.signal, work) : work());
        if (layer.source === null) throw new Error("an imported layer has a source");
        const relinked = await relinkInto(project, ledger, layer, inner);
        const decided = await countDecided(project, ledger, layer, inner);
        return { project: project.describe(), layer, report: layer.source, changes, relinked, decided };
      }),

    "quarantine.correct": (input, context) =>
      change(context, ({ project, imports }, inner) =>
        imports.run(inner.signal, () => correctRows(project, host, input, inner)),
      ),
    "shift.detect": (input, context) =>
      query(context, ({ project }, session) => {
        const trusted = input.against ?? trustedLayer(project.describe().layers, input.layer)?.id;
        const placed = (id: number) => ({ layer: project.layer(id), relation: project.source(id).relation });
        const { crs } = project.source(input.layer);
        return detectShift(session, placed(input.layer), trusted === undefined ? null : placed(trusted), crs);
      }),
    "shift.undo": (input, context) =>
      change(context, async ({ project, imports }, inner) => {
        await imports.run(inner.signal, () => undoShift(project, input.layer, input.system, inner));
        return project.describe();
      }),
    "template.save": (input, context) => templateJob(context, (folder) => saveTemplate(folder, input.template)),
    "template.remove": (input, context) => templateJob(context, (folder) => removeTemplate(folder, input.name)),
    "template.write": (input, context) =>
      job(context, async ({ project }) => {
        const { name, path, replace = false } = input;
        await project.changeTemplates((folder) => writeTemplate(folder, name, path, replace));
        return { path };
      }),
    "template.read": (input, context) =>
      templateJob(context, async (folder) => saveTemplate(folder, await readTemplate(input.path))),
    "datum.save": (input, context) =>
      job(context, async ({ project }) => {
        await project.settings.saveDatum(input.name, input.parameters);
        return project.describe();
      }),

    ...ledgerHandlers(job),
    ...setHandlers(job),
    ...searchHandlers(query),
    ...returnedHandlers(job, host),
    ...reviewHandlers(job),
    ...chartHandlers(query),
    ...viewHandlers(job),
    ...cardHandlers(query),
    ...keepHandlers({
      work: job,
      open: (path) => switching.run(unhurried, () => openAt(path)),
      leave: (path) =>
        switching.run(unhurried, async () => {
          if (await isOpen(path)) await leave();
        }),
      daily: () => now().daily,
    }),

    "analysis.run": (input, context) =>
      change(context, async ({ project }, inner) => {
        const run = await runAnalysis(project, input, inner);
        return { project: project.describe(), run: run.id };
      }),

    "run.again": (input, context) =>
      change(context, async ({ project }, inner) => {
        const run = await runAgain(project, input.run, inner);
        return { project: project.describe(), run: run.id };
      }),
    ...schemeHandlers({ open: () => now().project, writable, query }),

    ...layerHandlers(query),
    "layer.remove": (input, context) =>
      job(context, async ({ project }) => {
        await project.remove(input.layer);
        return project.describe();
      }),
    "run.export": (input, context) => job(context, ({ project }, inner) => exportRun(project, input, inner)),
  };

  return {
    handlers,
    prepare(path) {
      const project = switching.run(unhurried, () => openAt(path));
      prepared = { path, project };
      project.then(() => firstPicture(now()), ignored);
    },
    close: () => switching.run(unhurried, leave),
  };
}

/** Gets ready what the tiles of the layers that are shown at first need. A tile that needs what failed says so. */
function firstPicture({ project, tiles, jobs }: Current): void {
  const { layers } = project.describe();
  const hidden = hiddenLayers(layers, new Set(), new Set());
  for (const { id, count } of layers)
    if (count > 0 && !hidden.has(id))
      jobs.run({ signal: unhurried, progress: ignored }, () => tiles.prepare(project.source(id))).catch(ignored);
}

function ignored(): void {
  // What went wrong is told when it is asked for.
}

/** Templates that came with a call, then the project's of other names. */
function among(
  given: readonly MappingTemplate[] = [],
  kept: readonly MappingTemplate[] = [],
): readonly MappingTemplate[] {
  return [...given, ...kept.filter(({ name }) => !given.some((each) => each.name === name))];
}

/** The same folder under whatever name: DuckDB does not notice when one process opens a file twice. */
async function samePlace(one: string, other: string): Promise<boolean> {
  const place = (path: string) => realpath(path).catch(() => resolve(path));
  return (await place(one)) === (await place(other));
}

function noProject(): AppError {
  return new AppError("project-missing", {
    zh: "还没有打开项目。请先新建或打开一个项目。",
    en: "No project is open. Make or open one first.",
  });
}
